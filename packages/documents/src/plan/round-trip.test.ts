import {
  districtFolder,
  draftContext,
  draftPlan,
  loadDistrict,
  resolveDraft,
  type Due,
  type GridDocument,
  type Issue,
  type Measure,
  type Plan,
} from '@qingshan/campaign';
import { describe, expect, it } from 'vitest';
import { readGrid } from '../tables/read-grid.ts';
import { writePlanDocx } from './plan-docx.ts';
import { writePlanXlsx } from './plan-xlsx.ts';

const district = loadDistrict(districtFolder('mentougou'));
const plan = district.plans.find((p) => p.year === 2024);
if (!plan) throw new Error('the plan of 2024 is missing');
const context = draftContext(district, plan, null);
const source = { plan, units: district.units };
const issue: Issue = {
  id: plan.id,
  district: plan.district,
  pins: plan.pins,
  targets: plan.targets,
  notes: plan.notes,
  version: 1,
  document: { file: 'plan.docx', number: null, issued: null },
};

/** The columns of the table in words: everything that the document can say about a measure. */
function wordsOf(measure: Measure): unknown {
  const { id, number, task, board, lead, responsible, assisting, initiative } = measure;
  const due: Due = measure.due;
  return { id, number, task, board, words: measure.title.zh, lead, responsible, assisting, initiative, due };
}

function treeOf({ title, year, declared, boards }: Plan): unknown {
  return {
    title: title.zh,
    year,
    declared,
    boards: boards.map((board) => ({
      id: board.id,
      title: board.title,
      goal: board.goal.zh,
      tasks: board.tasks.map((task) => ({
        id: task.id,
        number: task.number,
        title: task.title.zh,
        measures: task.measures.map(wordsOf),
      })),
    })),
  };
}

function planIn(document: GridDocument): Plan {
  const draft = draftPlan(document, context);
  expect(draft.doubts.map((d) => `${d.item} ${d.text.zh}`)).toEqual([]);
  const resolved = resolveDraft(draft, [], context, issue);
  if (!resolved.version) throw new Error('not resolved');
  return resolved.version.plan;
}

describe('a plan that goes out and comes in again', () => {
  it.each([
    ['annexes.docx', () => writePlanDocx(source, 'annexes')],
    ['fields.docx', () => writePlanDocx(source, 'fields')],
    ['narrative.docx', () => writePlanDocx(source, 'narrative')],
    ['annexes.xlsx', () => writePlanXlsx(source, 'annexes')],
    ['fields.xlsx', () => writePlanXlsx(source, 'fields')],
  ])('%s is the same tree in the same words: 5 boards, 88 tasks, 200 measures, 11 initiatives', (name, write) => {
    const back = planIn(readGrid(name, write()));
    expect(back.declared).toEqual({ boards: 5, tasks: 88, measures: 200, initiatives: 11 });
    expect(treeOf(back)).toEqual(treeOf(plan));
  });

  it('states its totals, and an import that misses a measure is told so', () => {
    const [board, ...others] = plan.boards;
    const [task, ...tasks] = board?.tasks ?? [];
    if (!board || !task) throw new Error('no task');
    const without = { ...task, measures: task.measures.slice(1) };
    const short = { ...plan, boards: [{ ...board, tasks: [without, ...tasks] }, ...others] };
    const grid = readGrid('a.docx', writePlanDocx({ ...source, plan: short }, 'narrative'));
    expect(draftPlan(grid, context).declared).toEqual({ boards: 5, tasks: 88, measures: 199, initiatives: 11 });
    const totals = '本计划包括五大板块，共88项重点任务、200项具体措施，其中特色举措11项。';
    const blocks = grid.blocks.map((b) => (b.kind === 'paragraph' && b.number === 2 ? { ...b, text: totals } : b));
    expect(draftPlan({ ...grid, blocks }, context).doubts.map((d) => d.text.zh)).toEqual([
      '文档写明具体措施 200 项，读出 199 项',
    ]);
  });

  it('gives the same bytes each time', () => {
    expect(writePlanDocx(source, 'annexes')).toEqual(writePlanDocx(source, 'annexes'));
  });
});
