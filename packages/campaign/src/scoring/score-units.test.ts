import { loadStandards } from '@qingshan/standards';
import { describe, expect, test } from 'vitest';
import { ladderStep, scoreUnits, scoringPack } from './score-units.ts';

const pack = scoringPack((await loadStandards()).edition('unit-scoring-example-2024'));

/** Of departments, unless said otherwise */
function record(unit: string, events: Record<string, number>, league = 'department') {
  return { unit, league, events };
}

describe('the scores of units', () => {
  test('the pack has 100 points, and every figure of it awaits confirmation', () => {
    expect(pack.items.map(({ id, full }) => [id, full])).toEqual([
      ['timely', '30'],
      ['verified', '30'],
      ['fresh', '15'],
      ['returned', '15'],
      ['effective', '10'],
    ]);
    expect(new Set(pack.clauses.map((clause) => clause.certainty))).toEqual(new Set(['unconfirmed']));
  });

  test('points are taken off by event, never below the floor of an item', () => {
    // timely: 30 − 2 × 1 − 3 × 3 = 19; verified: 30 − 7 × 5 = −5, so 0; fresh 15; returned 15 − 1 = 14;
    // effective: 10 − 1 − 2 × 2 = 5. Total 19 + 0 + 15 + 14 + 5 = 53.
    const [unit] = scoreUnits(pack, [
      record('a', { late: 2, missing: 3, overdue: 7, returned: 1, 'at-risk': 1, 'not-met': 2 }),
    ]);
    expect(unit?.scores).toEqual({ timely: '19', verified: '0', fresh: '15', returned: '14', effective: '5' });
    expect(unit?.total).toBe('53');
    expect(unit?.entries.map(({ event, times, each, points }) => [event, times, each, points])).toEqual([
      ['late', '2', '-1', '-2'],
      ['missing', '3', '-3', '-9'],
      ['overdue', '7', '-5', '-35'],
      ['returned', '1', '-1', '-1'],
      ['at-risk', '1', '-1', '-1'],
      ['not-met', '2', '-2', '-4'],
    ]);
  });

  test('equal totals share a rank, the next are left out, leagues are apart', () => {
    const scored = scoreUnits(pack, [
      record('a', {}),
      record('b', { missing: 1 }),
      record('c', { late: 3 }),
      record('d', { missing: 2 }),
      record('t', { missing: 9 }, 'town'),
    ]);
    expect(scored.map(({ unit, rank, tied, last, total }) => [unit, rank, tied, last, total])).toEqual([
      ['a', 1, false, false, '100'],
      ['b', 2, true, false, '97'],
      ['c', 2, true, false, '97'],
      ['d', 4, false, true, '94'],
      // Alone in its league nobody is at the bottom.
      ['t', 1, false, false, '73'],
    ]);
  });

  test('where all are equal nobody is at the bottom; of a tie at the bottom everybody is', () => {
    expect(scoreUnits(pack, [record('a', {}), record('b', {})]).map((s) => s.last)).toEqual([false, false]);
    const tied = scoreUnits(pack, [record('a', {}), record('b', { late: 1 }), record('c', { late: 1 })]);
    expect(tied.map((s) => s.last)).toEqual([false, true, true]);
  });

  test.each([
    ['80', 0, null],
    ['80', 1, 'reminder'],
    ['80', 2, 'letter'],
    ['80', 3, 'interview'],
    ['80', 7, 'interview'],
    ['89.9', 1, 'reminder'],
    ['90', 3, null],
  ] as const)('%s points, %d months in a row at the bottom: %s', (total, months, kind) => {
    expect(ladderStep(pack, total, months)?.kind ?? null).toBe(kind);
  });
});
