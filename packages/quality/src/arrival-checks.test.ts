import { expect, test } from 'vitest';
import { hoursWhere, lateAmong } from './arrival-checks.ts';

test('hours with a value, as stretches that a gap does not part', () => {
  const own = Float64Array.of(1, 1, Number.NaN, 1, 1);
  expect(hoursWhere(own, (i) => i >= 1 && i <= 3)).toEqual([{ first: 1, last: 3 }]);
  expect(hoursWhere(own, (i) => i === 2)).toEqual([]);
});

test('late values are counted where values come by themselves, and not where most came as a file', () => {
  expect(lateAmong(['in-time', 'late', 'in-time', 'ahead'])).toBe(1);
  expect(lateAmong(['late', 'in-time'])).toBe(1);
  expect(lateAmong(['late', 'late', 'in-time'])).toBeNull();
  expect(lateAmong([])).toBe(0);
});
