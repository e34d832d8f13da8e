import { expect, test } from 'vitest';
import { arrivalOf, missingHours } from './arrival.ts';

const LIMITS = { late: 7200, ahead: 300 };

test.each([
  [0, 'in-time'],
  [7200, 'in-time'],
  [7201, 'late'],
  [-300, 'in-time'],
  [-301, 'ahead'],
])('what comes %i seconds after its hour is %s', (after, arrival) => {
  expect(arrivalOf(1_000_000, 1_000_000 + after, LIMITS)).toBe(arrival);
});

test('hours are missing only among those that are due', () => {
  const own = Float64Array.from([Number.NaN, 1, Number.NaN, Number.NaN, 2, Number.NaN]);
  expect(missingHours(own, 6)).toEqual([
    { first: 0, last: 0 },
    { first: 2, last: 3 },
    { first: 5, last: 5 },
  ]);
  expect(missingHours(own, 3)).toEqual([
    { first: 0, last: 0 },
    { first: 2, last: 2 },
  ]);
  expect(missingHours(own, 0)).toEqual([]);
});
