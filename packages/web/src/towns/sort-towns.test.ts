import { expect, test } from 'vitest';
import type { Schemas } from '../api/client.ts';
import { formatSorting, parseSorting, sortTowns } from './sort-towns.ts';

const town = (unit: string, rank: number | null, change: number | null): Schemas['TownRow'] => ({
  unit,
  name: { zh: unit, en: unit },
  rank,
  tied: false,
  value: rank,
  shown: String(rank),
  lastYear: null,
  change,
  changePercent: null,
  improved: null,
  sufficient: true,
  validDays: 0,
  days: 0,
  assessmentId: null,
  trend: [],
  simulated: true,
});
const rows = [town('c', 3, -1), town('x', null, null), town('a', 1, 2), town('b', 1, -3)];
const order = (sorting: string | null) =>
  sortTowns(rows, parseSorting(sorting), 'en')
    .map((r) => r.unit)
    .join('');

test('towns without a figure come last in both directions', () => {
  expect(order(null)).toBe('abcx');
  expect(order('-rank')).toBe('cabx');
  expect(order('change')).toBe('bcax');
});

test('the sorting is written in the address, the ranking is not', () => {
  expect(formatSorting(parseSorting('-change'))).toBe('-change');
  expect(formatSorting(parseSorting('nonsense'))).toBeNull();
  expect(formatSorting(parseSorting('-rank'))).toBe('-rank');
});
