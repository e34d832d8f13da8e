import { expect, test } from 'vitest';
import { standingOf } from './standing.ts';

const year = { period: '2024', verdict: 'insufficient-data', provisional: true } as const;

test('a year in progress is not short of data', () => {
  expect(standingOf({ ...year, through: '2024-10-31' })).toBe('running');
  expect(standingOf({ ...year, through: '2024-12-31' })).toBe('insufficient');
});

test('a figure that may change says so, one that stands does not', () => {
  expect(standingOf({ period: '2023', through: '2024-10-31', verdict: 'met', provisional: true })).toBe('provisional');
  expect(standingOf({ period: '2023', through: '2024-10-31', verdict: 'met', provisional: false })).toBe('firm');
});

test('a calculation has no period of its own', () => {
  expect(standingOf({ verdict: 'insufficient-data', provisional: true })).toBe('insufficient');
});
