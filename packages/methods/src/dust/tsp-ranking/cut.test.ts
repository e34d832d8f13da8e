import { expect, test } from 'vitest';
import { contextOf } from '../../../testing/standards.ts';
import { runMethod } from '../../define.ts';
import { tspRankingMethod } from './method.ts';

/** Warnings of a half-month with so many towns, each a little lower than the one before. */
function warningsOf(towns: number): string[] {
  const list = Array.from({ length: towns }, (_, i) => ({ id: `t${i}`, value: 200 - i }));
  const input = { period: '2024-10-01..2024-10-15', towns: list };
  return runMethod(tspRankingMethod, input, contextOf()).warnings.map((w) => w.code);
}

test.each([30, 31])('%i towns without ties: the list of 30 cuts through none', (towns) => {
  expect(warningsOf(towns)).toEqual([]);
});
