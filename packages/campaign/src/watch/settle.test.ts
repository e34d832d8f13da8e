import { parseMoment } from '@qingshan/kernel';
import { expect, test } from 'vitest';
import { SYSTEM } from '../actor.ts';
import type { CaseState } from '../cases/case.ts';
import { decideOpen } from '../cases/decide-case.ts';
import { evolveCase } from '../cases/evolve-case.ts';
import type { ExceedanceFigure } from '../cases/exceedance.ts';
import { districtFolder, loadDistrict } from '../load.ts';
import { settle, type Looked } from './settle.ts';

const { cases: rules } = loadDistrict(districtFolder('mentougou'));
const AT = parseMoment('2024-10-21T09:00') ?? 0;
const STRAND = { rule: 'r', site: 's', parameter: 'pm25' };
const clause = { edition: 'e', document: 'd', clause: '1', certainty: 'read', figures: [] } as const;

/** A figure of period n. */
const figure = (n: number, value = '80'): ExceedanceFigure => ({
  at: String(n),
  value,
  unit: 'ug/m3',
  limit: '75',
  multiple: '0.07',
  clause: { ...clause, figures: [] },
});

/** What stands between two periods; every period that is given is above the limit. */
const looked = (
  from: number,
  to: number,
  above: readonly (number | readonly [number, string])[],
  holding: readonly number[] = [],
): Looked => ({
  from,
  to,
  holding: new Set(holding),
  standing: new Map(
    above.map((one) => (typeof one === 'number' ? [one, figure(one)] : [one[0], figure(one[0], one[1])])),
  ),
  numberOf: ({ at }) => Number(at),
});

function caseOf(id: string, numbers: readonly number[], state: CaseState['state'] = 'new'): CaseState {
  const content = {
    source: 'exceedance',
    number: '',
    title: 't',
    topic: 'other',
    town: null,
    place: '',
    position: null,
    received: AT,
    channel: null,
    cause: '',
    simulated: true,
  } as const;
  const events = [
    ...decideOpen(content, null, null, rules, `watch:r/s/pm25/${numbers[0]}`),
    { type: 'exceeded', data: { strand: STRAND, figures: numbers.map((n) => figure(n)), batch: null } },
  ];
  let found: CaseState | null = null;
  for (const [i, event] of events.entries()) {
    found = evolveCase(id, found, { ...event, id: 0, subject: `case:${id}`, seq: i + 1, at: AT, by: SYSTEM });
  }
  if (found === null) throw new Error('nothing happened');
  return { ...found, state };
}

const RULE = { atLeast: 2, gap: 1 };
const short = ({ changes, goesOn, opens }: ReturnType<typeof settle>) => ({
  changes: changes.map((one) => [
    one.case.id,
    one.changes.map(({ before, after }) => [before.at, after?.value ?? null]),
  ]),
  goesOn: goesOn.map((one) => [one.case.id, one.figures.map(({ at }) => at)]),
  opens: opens.map((figures) => figures.map(({ at }) => at)),
});
const NONE = { changes: [], goesOn: [], opens: [] };

test.each<[string, Looked, readonly CaseState[], number, object]>([
  ['one period is no episode where two are asked for', looked(0, 9, [4]), [], 0, NONE],
  ['two with one between are one episode', looked(0, 9, [4, 6]), [], 0, { ...NONE, opens: [['4', '6']] }],
  ['two with two between are none', looked(0, 9, [4, 7]), [], 0, NONE],
  [
    'two with two between are one where the second of these is not below the lower level',
    looked(0, 9, [4, 7], [6]),
    [],
    0,
    { ...NONE, opens: [['4', '7']] },
  ],
  ['what only holds begins no episode', looked(0, 9, [4], [5, 6]), [], 0, NONE],
  [
    'it goes on in the case from which only holding periods part it',
    looked(6, 12, [9, 10], [6, 7]),
    [caseOf('a', [4, 5])],
    0,
    { ...NONE, goesOn: [['a', ['9', '10']]] },
  ],
  [
    'two clear periods are longer than the gap',
    looked(6, 12, [9, 10], [6]),
    [caseOf('a', [4, 5])],
    0,
    { ...NONE, opens: [['9', '10']] },
  ],
  ['an episode that ends before the first day that counts opens none', looked(0, 9, [4, 5]), [], 6, NONE],
  ['one that reaches it opens with all of it', looked(0, 9, [4, 5, 6]), [], 6, { ...NONE, opens: [['4', '5', '6']] }],
  ['what is recorded already decides nothing', looked(0, 9, [4, 5]), [caseOf('a', [4, 5])], 0, NONE],
  [
    'it goes on in the case that is near',
    looked(5, 9, [5, 7]),
    [caseOf('a', [4, 5])],
    0,
    { ...NONE, goesOn: [['a', ['7']]] },
  ],
  [
    'late data go into an open case, however old',
    looked(0, 9, [3, 4, 5]),
    [caseOf('a', [4, 5])],
    99,
    { ...NONE, goesOn: [['a', ['3']]] },
  ],
  [
    'of a closed case it opens another',
    looked(5, 9, [5, 6]),
    [caseOf('a', [4, 5], 'closed')],
    0,
    { ...NONE, opens: [['6']] },
  ],
  [
    'what is below now is gone, also from a closed case; outside what was looked at nothing is said',
    looked(5, 9, []),
    [caseOf('a', [4, 5], 'closed')],
    0,
    { ...NONE, changes: [['a', [['5', null]]]] },
  ],
  [
    'another value is a change',
    looked(4, 5, [4, [5, '90']]),
    [caseOf('a', [4, 5])],
    0,
    { ...NONE, changes: [['a', [['5', '90']]]] },
  ],
  [
    'a case that was withdrawn is nobody’s home',
    looked(0, 9, [4, 5]),
    [caseOf('a', [4, 5], 'withdrawn')],
    0,
    { ...NONE, opens: [['4', '5']] },
  ],
])('%s', (_, what, cases, since, expected) => {
  expect(short(settle(what, RULE, cases, since))).toEqual(expected);
});
