import { describe, expect, it } from 'vitest';
import { districtFolder, loadDistrict } from '../load.ts';
import type { DraftDecision } from './decide.ts';
import { draftContext, draftPlan } from './draft-plan.ts';
import type { GridCell, GridDocument } from './grid.ts';
import { draftYear, resolveDraft } from './resolve.ts';
import type { DraftDoubt } from './types.ts';

const district = loadDistrict(districtFolder('mentougou'));
const context = draftContext(district, district.plans.find((plan) => plan.year === 2024) ?? null, null);
const issue = {
  id: 'plan-2025',
  district: 'mentougou',
  pins: {},
  targets: [],
  notes: [],
  version: 1,
  document: { file: '无年度.docx', number: null, issued: null },
};

const ROWS = [
  ['序号', '重点任务', '工作措施', '完成时限', '牵头部门', '主责单位', '协办单位'],
  ['1', '工地管理', '建立工地台账。', '6月底前', '区水务局', '区水务局', '各镇街'],
  ['2', '道路保洁', '每月通报道路尘负荷。', '每月', '区城市管理委', '区城市管理委', '各镇街'],
];

/** A plan whose title says no year; its first paragraph may. */
function document(prose: string): GridDocument {
  const rows = ROWS.map((cells, r) =>
    cells.map((words, c): GridCell => ({
      row: r + 1,
      column: c + 1,
      rowSpan: 1,
      colSpan: 1,
      paragraphs: [words],
      bold: false,
    })),
  );
  const lines = ['污染防治攻坚战行动计划', prose, '一、蓝天保卫战'];
  const blocks = lines.map(
    (text, i) => ({ kind: 'paragraph', number: i + 1, text, level: null, bold: false }) as const,
  );
  const table = { kind: 'table', number: 1, name: null, columns: 7, rows } as const;
  return { file: '无年度.docx', format: 'docx', blocks: [...blocks, table], notes: [] };
}

describe('a document whose title says no year', () => {
  const draft = draftPlan(document('到2025年底，空气质量持续改善。'), context);
  const due = { kind: 'date', date: '2025-06-30', text: { zh: '6月底前', en: 'By the end of June' } } as const;
  const settle = (d: DraftDoubt): DraftDecision => {
    if (d.field === 'due') return { doubt: d.id, act: 'due', due };
    return { doubt: d.id, act: d.suggestion === null ? 'keep' : 'accept' };
  };

  it('asks for it, and for every term that only a year would date', () => {
    expect(draft.year).toBeNull();
    const asked = draft.doubts.filter((d) => d.code === 'year-missing' || d.field === 'due');
    expect(asked.map((d) => [d.code, d.suggestion])).toEqual([
      ['due-unclear', null],
      ['year-missing', { kind: 'year', year: 2025 }],
    ]);
  });

  it('becomes a plan of the suggested year once that is taken', () => {
    const decisions = draft.doubts.map(settle);
    const { version } = resolveDraft(draft, decisions, context, issue);
    expect(version?.plan.year).toBe(2025);
    expect(draftYear(draft, decisions)).toBe(2025);
    expect(draftYear(draft, [])).toBeNull();
    const measures = version?.plan.boards.flatMap((b) => b.tasks.flatMap((t) => t.measures)) ?? [];
    expect(measures.map((m) => [m.title.zh, m.due])).toEqual([
      ['建立工地台账。', due],
      ['每月通报道路尘负荷。', { kind: 'rhythm', every: 'month', text: { zh: '每月', en: 'Every month' } }],
    ]);
  });

  it('stays no plan where no year is suggested, and says which doubt is open', () => {
    const silent = draftPlan(document('空气质量持续改善。'), context);
    const { version, unsettled } = resolveDraft(
      silent,
      silent.doubts.filter((d) => d.code !== 'year-missing').map(settle),
      context,
      issue,
    );
    expect(version).toBeNull();
    expect(unsettled.map((u) => [u.doubt.code, u.why])).toEqual([['year-missing', 'open']]);
    const forced = silent.doubts.map(settle);
    expect(resolveDraft(silent, forced, context, issue).unsettled.map((u) => [u.doubt.code, u.why])).toEqual([
      ['year-missing', 'act-not-possible'],
    ]);
  });
});
