import { describe, expect, it } from 'vitest';
import { checkPlan } from '../check.ts';
import { districtFolder, loadDistrict } from '../load.ts';
import { measuresOf } from '../measures.ts';
import type { Due, Measure, Plan } from '../types.ts';
import { checkCascade, type CascadeLink, type MunicipalItem } from './cascade.ts';
import { copyForward } from './copy-forward.ts';
import { diffPlans } from './diff-plans.ts';

const district = loadDistrict(districtFolder('mentougou'));
const plan = district.plans.find((p) => p.year === 2024);
if (!plan) throw new Error('the plan of 2024 is missing');
const given: Plan = plan;

const onDay = (date: string): Due => ({ kind: 'date', date, text: { zh: date, en: date } });

/** The plan with the measures of a task changed and numbered anew. */
function withTask(task: string, change: (measures: readonly Measure[]) => readonly Measure[]): Plan {
  return {
    ...given,
    boards: given.boards.map((board) => ({
      ...board,
      tasks: board.tasks.map((t) =>
        t.id === task ? { ...t, measures: change(t.measures).map((m, i) => ({ ...m, id: `${task}-${i + 1}` })) } : t,
      ),
    })),
  };
}

describe('diffPlans', () => {
  it('finds nothing between a plan and itself', () => {
    expect(diffPlans({ plan: given }, { plan: given })).toMatchObject({
      added: [],
      dropped: [],
      changed: [],
      unchanged: 200,
    });
  });

  it('follows measures whose ids shift when one is added before them', () => {
    const [first] = measuresOf(given, { task: 'A05' });
    if (!first) throw new Error('A05 is empty');
    const title = { zh: '新增园区臭氧高发时段错峰生产。', en: 'Shift production out of high-ozone hours.' };
    const later = withTask('A05', (measures) => [{ ...first, title }, ...measures]);
    const diff = diffPlans({ plan: given }, { plan: later });
    expect(diff.added.map((m) => [m.id, m.title.zh])).toEqual([['A05-1', title.zh]]);
    expect(diff).toMatchObject({ dropped: [], changed: [], unchanged: 200 });
    expect([1, 2, 3, 4].map((n) => diff.links[`A05-${n}`])).toEqual([null, 'A05-1', 'A05-2', 'A05-3']);
  });

  it('says what was dropped, reworded, given to other units and due at another time', () => {
    const later = withTask('A01', (measures) =>
      measures
        .slice(0, 2)
        .map((m, i) =>
          i === 0
            ? { ...m, title: { ...m.title, zh: '全区PM2.5年均浓度达到29微克/立方米。' }, due: onDay('2024-11-30') }
            : { ...m, assisting: ['mtg-housing'], responsible: [] },
        ),
    );
    const diff = diffPlans({ plan: given }, { plan: later });
    expect(diff.added).toEqual([]);
    expect(diff.dropped.map((m) => m.id)).toEqual(['A01-3']);
    expect(diff.changed).toEqual([
      {
        from: 'A01-1',
        to: 'A01-1',
        reworded: { from: '全区PM2.5年均浓度达到30微克/立方米。', to: '全区PM2.5年均浓度达到29微克/立方米。' },
        units: [],
        due: { from: { kind: 'date', date: '2024-12-31', text: expect.anything() }, to: onDay('2024-11-30') },
        initiative: null,
        task: null,
      },
      {
        from: 'A01-2',
        to: 'A01-2',
        reworded: null,
        units: [
          { role: 'responsible', added: [], removed: ['towns'] },
          { role: 'assisting', added: ['mtg-housing'], removed: [] },
        ],
        due: null,
        initiative: null,
        task: null,
      },
    ]);
    expect(diff.unchanged).toBe(197);
  });

  it('compares the official wording where there is one, and not its stops and spaces', () => {
    const wordings = { 'A01-1': { words: '全区PM2.5年均浓度达到30微克/立方米' } };
    expect(diffPlans({ plan: given }, { plan: given, wordings }).changed).toEqual([]);
    const other = { 'A01-1': { words: '全区PM2.5年均浓度达到30微克/立方米以下。' } };
    expect(diffPlans({ plan: given }, { plan: given, wordings: other }).changed.map((c) => c.reworded?.to)).toEqual([
      '全区PM2.5年均浓度达到30微克/立方米以下。',
    ]);
  });
});

describe('copyForward', () => {
  const { plan: next, links, toConfirm } = copyForward(given, 2025);

  it('moves dates into the year and keeps seasons and rhythms', () => {
    expect(next).toMatchObject({ id: 'plan-2025', year: 2025, pins: {} });
    expect(next.title.zh).toBe('北京市门头沟区深入打好污染防治攻坚战2025年行动计划');
    const pairs = measuresOf(next).map((m, i) => [m.due, measuresOf(given)[i]?.due] as const);
    for (const [after, before] of pairs) {
      if (after.kind !== 'date' || before?.kind !== 'date') expect(after).toEqual(before);
      else expect(after.date).toBe(before.date.replace('2024', '2025'));
    }
    expect(checkPlan(next, district)).toEqual([]);
  });

  it('has no 29 February in a common year', () => {
    const leap = withTask('A01', (measures) => measures.map((m) => ({ ...m, due: onDay('2024-02-29') })));
    expect(measuresOf(copyForward(leap, 2025).plan)[0]?.due).toMatchObject({ date: '2025-02-28' });
  });

  it('links every measure to that of the year before, and the diff of the two shows dates only', () => {
    expect(Object.keys(links)).toHaveLength(200);
    const diff = diffPlans({ plan: given }, { plan: next }, links);
    expect([diff.added, diff.dropped]).toEqual([[], []]);
    expect(diff.changed.every((c) => c.due !== null && c.reworded === null && c.units.length === 0)).toBe(true);
  });

  it('asks to confirm pins, every target, and measures with a year or an amount', () => {
    expect(toConfirm.filter((c) => c.kind === 'pins')).toHaveLength(1);
    expect(toConfirm.filter((c) => c.kind === 'target').map((c) => c.id)).toEqual(given.targets.map((t) => t.id));
    expect(toConfirm.find((c) => c.id === 'A01-1')?.text.zh).toBe('措施中的年份或数量（30微克）须按新一年核定');
    expect(measuresOf(next).every((m) => m.stated === null && m.origin === 'inferred')).toBe(true);
  });
});

describe('checkCascade', () => {
  const base = { document: '《市级行动计划》', words: '更新车辆', quantity: null, due: null, units: [] };
  const item = (id: string, more: Partial<MunicipalItem>): MunicipalItem => ({ ...base, id, clause: id, ...more });
  const link = (of: string, measure: string, value?: string, unit = '辆'): CascadeLink => ({
    item: of,
    measure,
    quantity: value === undefined ? null : { value, unit },
  });
  const check = (items: readonly MunicipalItem[], links: readonly CascadeLink[]): string[] =>
    checkCascade(given, items, links, district).map((f) => `${f.code} ${f.item} ${f.measure}`);

  it('is content with a measure in time, with the amount, by the units', () => {
    const items = [
      item('1', { quantity: { value: '30', unit: '辆' }, due: '2024-12-31', units: ['mtg-eeb', 'mtg-dayu'] }),
    ];
    // A01-1 is due on 2024-12-31; 环境局 leads it and all towns assist
    expect(check(items, [link('1', 'A01-1', '12.5'), link('1', 'A01-3', '17.5')])).toEqual([]);
  });

  it('reports gaps and conflicts', () => {
    const items = [
      item('none', {}),
      item('early', { due: '2024-10-31' }),
      item('rhythm', { due: '2024-10-31' }),
      item('few', { quantity: { value: '30', unit: '辆' } }),
      item('silent', { quantity: { value: '30', unit: '辆' } }),
      item('other', { quantity: { value: '30', unit: '辆' } }),
      item('unit', { units: ['mtg-finance', 'mtg-eeb'] }),
    ];
    const links = [
      link('early', 'A01-1'),
      link('rhythm', 'A01-2'),
      link('few', 'A01-1', '10'),
      link('few', 'A01-3', '19.9'),
      link('silent', 'A01-1'),
      link('other', 'A01-1', '30', '台'),
      link('unit', 'A01-1'),
      link('gone', 'A01-1'),
      link('unit', 'A99-1'),
    ];
    expect(check(items, links)).toEqual([
      'unknown-item gone A01-1',
      'unknown-measure unit A99-1',
      'no-measure none null',
      'later-date early A01-1',
      'no-date rhythm A01-2',
      'smaller-quantity few null',
      'no-quantity silent null',
      'other-unit-of-quantity other A01-1',
      'unit-missing unit null',
    ]);
    const few = checkCascade(given, items, links, district).find((f) => f.code === 'smaller-quantity');
    expect(few?.text.zh).toBe('市级下达 30辆（《市级行动计划》 few），区级措施合计 29.9辆');
    const unit = checkCascade(given, items, links, district).find((f) => f.code === 'unit-missing');
    expect(unit?.text.zh).toBe('市级要求“区财政局”承担（《市级行动计划》 unit），区级措施没有列入');
  });
});
