import { describe, expect, it } from 'vitest';
import type { PlanVersion } from '../draft/resolve.ts';
import { districtFolder, loadDistrict } from '../load.ts';
import { CampaignState } from '../loop/campaign-state.ts';
import { letterOf, measuresOf, tasksOf } from '../measures.ts';
import type { Measure, Plan, Task } from '../types.ts';
import { continuePlan } from './continue-plan.ts';
import { impactOf } from './impact.ts';

const district = loadDistrict(districtFolder('mentougou'));
const given = district.plans.find((p) => p.year === 2024);
if (!given) throw new Error('the plan of 2024 is missing');
const plan: Plan = given;

const versionOf = (of: Plan, version = 1): PlanVersion => ({
  plan: of,
  version,
  document: { file: 'a.docx', number: null, issued: null },
  wordings: {},
  links: {},
});

/** As a draft of a document has it: numbered by place, and with no targets. */
function asDraft(change: (tasks: readonly Task[], board: string) => readonly Task[], of: Plan = plan): PlanVersion {
  const boards = of.boards.map((board) => {
    const letter = letterOf(board.tasks[0]?.id ?? '');
    return {
      ...board,
      tasks: change(board.tasks, board.id).map((task, i) => {
        const id = `${letter}${String(i + 1).padStart(2, '0')}`;
        const measures = task.measures.map((m, k): Measure => ({
          ...m,
          id: `${id}-${k + 1}`,
          task: id,
          targets: [],
          kind: 'routine',
        }));
        return { ...task, id, measures };
      }),
    };
  });
  return versionOf({ ...of, boards });
}

const first = (list: readonly Measure[]): Measure => {
  const [measure] = list;
  if (!measure) throw new Error('no measure');
  return measure;
};
const titled = (measure: Measure, zh: string): Measure => ({ ...measure, title: { zh, en: zh } });
const ids = (of: Plan): string[] => measuresOf(of).map((m) => m.id);

describe('continuePlan', () => {
  it('leaves a plan that comes back unchanged as it is: ids, kinds and targets', () => {
    const { version, diff } = continuePlan(
      versionOf(plan),
      asDraft((tasks) => tasks),
    );
    expect(measuresOf(version.plan)).toEqual(measuresOf(plan).map((m) => ({ ...m })));
    expect(diff).toMatchObject({ added: [], dropped: [], changed: [], unchanged: 200 });
  });

  it('keeps every id when a task is put in front and one is dropped, and gives the new ones ids of their own', () => {
    const added = titled(first(measuresOf(plan, { task: 'A01' })), '开展夜间柴油货车联合执法。');
    const draft = asDraft((tasks, board) => {
      const [, second, ...rest] = tasks;
      if (board !== 'blue-sky' || !second) return tasks;
      const made: Task = { ...second, title: { zh: '夜间执法', en: 'Night checks' }, measures: [added] };
      return [made, second, ...rest];
    });
    const { version, diff } = continuePlan(versionOf(plan), draft);
    // 38 tasks of blue sky: the new one is the 39th that was ever given.
    expect(
      tasksOf(version.plan)
        .slice(0, 3)
        .map((t) => t.id),
    ).toEqual(['A39', 'A02', 'A03']);
    expect(diff.added.map((m) => [m.id, m.title.zh])).toEqual([['A39-1', '开展夜间柴油货车联合执法。']]);
    expect(diff.dropped.map((m) => m.id)).toEqual(ids(plan).filter((id) => id.startsWith('A01-')));
    expect(diff.changed).toEqual([]);
    const kept = ids(plan).filter((id) => !id.startsWith('A01-'));
    expect(ids(version.plan).toSorted()).toEqual(['A39-1', ...kept].toSorted());
  });

  it('never gives the id of a dropped measure again', () => {
    const last = measuresOf(plan, { task: 'A05' }).length;
    const shorter = asDraft((tasks) =>
      tasks.map((t) => (t.id === 'A05' ? { ...t, measures: t.measures.slice(0, -1) } : t)),
    );
    const second = continuePlan(versionOf(plan), shorter).version;
    const added = titled(first(measuresOf(plan, { task: 'A05' })), '建设园区走航监测平台两套。');
    const longer = asDraft(
      (tasks) => tasks.map((t) => (t.id === 'A05' ? { ...t, measures: [...t.measures, added] } : t)),
      second.plan,
    );
    const third = continuePlan(second, longer, {}, [plan, second.plan]);
    expect(third.diff.added.map((m) => m.id)).toEqual([`A05-${last + 1}`]);
  });

  it('follows what somebody says of a measure in wholly other words, and takes over its targets', () => {
    const draft = asDraft((tasks) =>
      tasks.map((t) =>
        t.id === 'A01' ? { ...t, measures: t.measures.map((m, i) => (i === 0 ? titled(m, '另一种写法') : m)) } : t,
      ),
    );
    const alone = continuePlan(versionOf(plan), draft);
    expect(alone.diff.added.map((m) => m.title.zh)).toEqual(['另一种写法']);
    const told = continuePlan(versionOf(plan), draft, { 'A01-1': 'A01-1' });
    expect(told.diff).toMatchObject({ added: [], dropped: [] });
    expect(told.diff.changed.map((c) => [c.from, c.to, c.reworded?.to])).toEqual([['A01-1', 'A01-1', '另一种写法']]);
    expect(measuresOf(told.version.plan)[0]?.targets).toEqual(measuresOf(plan)[0]?.targets);
  });

  it('takes a measure for new when somebody says so, although its words are the same', () => {
    const { diff } = continuePlan(
      versionOf(plan),
      asDraft((tasks) => tasks),
      { 'A02-1': null },
    );
    expect(diff.added).toHaveLength(1);
    expect(diff.dropped.map((m) => m.id)).toEqual(['A02-1']);
  });

  it('gives the measures of another year ids of their own, linked to those of the year before', () => {
    const next = asDraft((tasks) => tasks, { ...plan, id: 'mentougou-2025', year: 2025 });
    const { version } = continuePlan(versionOf(plan), next);
    expect(ids(version.plan)).toEqual(ids(plan).map((id) => `2025-${id}`));
    expect(version.links['2025-A05-1']).toBe('A05-1');
    const amended = asDraft((tasks) => tasks, version.plan);
    const second = continuePlan(version, { ...amended, version: 2 });
    expect(ids(second.version.plan)).toEqual(ids(version.plan));
    expect(second.version.links['2025-A05-1']).toBe('A05-1');
  });
});

describe('an amendment in a running campaign', () => {
  const draft = asDraft((tasks) =>
    tasks.flatMap((t) => {
      if (t.id === 'A02') return [];
      if (t.id !== 'A15') return [t];
      return [{ ...t, measures: t.measures.map((m) => (m.id === 'A15-2' ? { ...m, responsible: ['mtg-water'] } : m)) }];
    }),
  );
  const { version, diff } = continuePlan(versionOf(plan), draft);
  // Led by the transport bureau; the traffic police were responsible.
  const id = 'A15-2';

  it('keeps what was assigned and is no more, as ended', () => {
    const state = new CampaignState(version.plan, district, [plan]);
    expect(state.isDropped('A02-1')).toBe(true);
    expect(state.measure('A02-1')?.title).toEqual(measuresOf(plan, { task: 'A02' })[0]?.title);
    expect(state.hasEnded(`${id}/mtg-traffic-police`)).toBe(true);
    expect(state.hasEnded(`${id}/mtg-water`)).toBe(false);
    const once = new CampaignState(plan, district);
    expect([...state.assignments.keys()].toSorted()).toEqual(
      [...once.assignments.keys(), `${id}/mtg-water`].toSorted(),
    );
  });

  it('is foretold with lists: what goes on, ends and begins', () => {
    const state = new CampaignState(plan, district);
    const by = { id: 'o', name: '计划办', role: 'plan-office', unit: null } as const;
    const dispatched = { type: 'dispatched', data: { share: null, note: '' } };
    const ended = [...state.assignments.values()].find((a) => a.measure === 'A02-1');
    if (!ended) throw new Error('A02-1 is assigned to nobody');
    state.apply([{ id: 1, subject: `dispatch:${ended.id}`, seq: 1, at: 0, by, ...dispatched }]);
    const impact = impactOf(state, version.plan, diff, district);
    expect(impact.added.map((a) => a.id)).toEqual([`${id}/mtg-water`]);
    const gone = impact.ended.find((e) => e.assignment.id === ended.id);
    expect(gone).toMatchObject({ why: 'measure-dropped', dispatched: true, reports: 0 });
    expect(impact.ended.filter((e) => e.why === 'unit-left-out').map((e) => e.assignment.id)).toEqual([
      `${id}/mtg-traffic-police`,
    ]);
    expect(impact.kept.length + impact.ended.length).toBe(state.assignments.size);
  });
});
