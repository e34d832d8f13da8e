import { expect, test } from 'vitest';
import { runsOf } from './runs.ts';

test.each([
  ['nothing', [false, false], 0, []],
  ['one run', [true, true], 0, [{ first: 0, last: 1, days: 2 }]],
  [
    'two runs',
    [true, false, true],
    0,
    [
      { first: 0, last: 0, days: 1 },
      { first: 2, last: 2, days: 1 },
    ],
  ],
  ['two runs joined; the day between does not count', [true, false, true], 1, [{ first: 0, last: 2, days: 2 }]],
])('%s', (_, held, gap, expected) => expect(runsOf(held, gap)).toEqual(expected));
