import { expect, test } from 'vitest';
import { countsOf, filterPlan, planFilter, isFiltered, type Measure, type Plan } from './filter-plan.ts';

const same = (text: string) => ({ zh: text, en: text });
const measure = (id: string, rest: Partial<Measure>): Measure => ({
  id,
  number: 1,
  task: id.slice(0, 3),
  board: 'blue-sky',
  title: same(`measure ${id}`),
  kind: 'routine',
  origin: 'typical',
  initiative: false,
  initiativeOrigin: null,
  lead: ['eeb'],
  responsible: [],
  assisting: [],
  due: { kind: 'rhythm', text: same(''), date: null },
  targets: [],
  stated: null,
  ...rest,
});
const plan: Plan = {
  id: 'p',
  year: 2024,
  title: same(''),
  counts: { boards: 2, tasks: 3, measures: 4, initiatives: 1 },
  findings: [],
  notes: [],
  pins: {},
  units: [
    { id: 'eeb', name: same('EEB'), short: 'EEB', kind: 'department' },
    { id: 'longquan', name: same('Longquan'), short: 'Longquan', kind: 'town' },
  ],
  boards: [
    {
      id: 'blue-sky',
      title: same(''),
      goal: same(''),
      tasks: [
        {
          id: 'A01',
          number: 1,
          title: same('Dust'),
          measures: [
            measure('A01-1', { kind: 'counted', due: { kind: 'date', text: same(''), date: '2024-06-30' } }),
            measure('A01-2', { responsible: ['towns'], initiative: true }),
          ],
        },
        { id: 'A02', number: 2, title: same('Cars'), measures: [measure('A02-1', { origin: 'stated' })] },
      ],
    },
    {
      id: 'water',
      title: same(''),
      goal: same(''),
      tasks: [
        { id: 'W01', number: 3, title: same('Rivers'), measures: [measure('W01-1', { assisting: ['longquan'] })] },
      ],
    },
  ],
};
const ids = (query: string) =>
  filterPlan(plan, planFilter(new URLSearchParams(query))).flatMap((b) =>
    b.tasks.flatMap((t) => t.measures.map((m) => m.id)),
  );

test('without a filter the whole plan is there, with its counts', () => {
  expect(countsOf(filterPlan(plan, planFilter(new URLSearchParams())))).toEqual({ tasks: 3, measures: 4 });
  expect(isFiltered(planFilter(new URLSearchParams('through=2024-10-31')))).toBe(false);
});

test('a town also answers for what is given to all towns', () => {
  expect(ids('unit=longquan')).toEqual(['A01-2', 'W01-1']);
  expect(ids('unit=eeb')).toHaveLength(4);
});

test('filters narrow each other', () => {
  expect(ids('kind=counted')).toEqual(['A01-1']);
  expect(ids('origin=stated')).toEqual(['A02-1']);
  expect(ids('initiative=1')).toEqual(['A01-2']);
  expect(ids('due=6')).toEqual(['A01-1']);
  expect(ids('due=rhythm&board=water')).toEqual(['W01-1']);
  expect(ids('due=6&board=water')).toEqual([]);
});

test('text is sought in the measure, its number and its task', () => {
  expect(ids('q=dust')).toEqual(['A01-1', 'A01-2']);
  expect(ids('q=a02-1')).toEqual(['A02-1']);
  expect(ids('q=dust+nothing')).toEqual([]);
});

test('a task without a matching measure is not counted', () => {
  expect(countsOf(filterPlan(plan, planFilter(new URLSearchParams('kind=counted'))))).toEqual({
    tasks: 1,
    measures: 1,
  });
});
