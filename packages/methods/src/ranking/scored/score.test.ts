import { Decimal } from '@qingshan/kernel';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runMethod } from '../../define.ts';
import { methodById } from '../../registry.ts';
import { contextOf } from '../../../testing/standards.ts';
import { ruleSchema } from './rule.ts';
import { placeLeague } from './score.ts';

const jinanLike = ruleSchema.parse({
  metrics: [
    { id: 'level', kind: 'level', transform: 'efficacy', better: 'low', weight: 0.5 },
    { id: 'change', kind: 'change', transform: 'efficacy', better: 'low', weight: 0.5 },
  ],
});

const means = fc.integer({ min: 10, max: 200 });
const town = fc.tuple(means, means);
const towns = fc.array(town, { minLength: 2, maxLength: 12 });

function contenders(list: readonly (readonly [number, number])[]) {
  return list.map(([current, previous], i) => ({
    id: String(i),
    values: { level: { current }, change: { current, previous } },
  }));
}

describe('the score', () => {
  test('lies between base and base plus span, and ranks agree with it', () => {
    fc.assert(
      fc.property(towns, (list) => {
        const placed = placeLeague(contenders(list), jinanLike);
        for (const { score } of placed) {
          expect(score.gte(60) && score.lte(100)).toBe(true);
        }
        const scores = placed.map((p) => p.score.toSignificantDigits(10).toNumber());
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });

  test('base and span of the coefficient do not change the ranks', () => {
    const other = { ...jinanLike, efficacy: { base: 0, span: 100 } };
    fc.assert(
      fc.property(towns, (list) => {
        const rank = (rule: typeof jinanLike) =>
          Object.fromEntries(placeLeague(contenders(list), rule).map((p) => [p.id, p.rank]));
        expect(rank(other)).toEqual(rank(jinanLike));
      }),
    );
  });

  test('does not depend on the order of the towns', () => {
    fc.assert(
      fc.property(towns, (list) => {
        const forward = placeLeague(contenders(list), jinanLike);
        const back = placeLeague(contenders(list).toReversed(), jinanLike);
        const byId = new Map(back.map((p) => [p.id, p]));
        for (const placed of forward) expect(byId.get(placed.id)).toEqual(placed);
      }),
    );
  });

  test('rank and reverse rank of a league without ties add up', () => {
    const list = [3, 1, 2].map((x) => ({ id: String(x), values: { score: { current: x } } }));
    const rule = ruleSchema.parse({ metrics: [{ id: 'score', kind: 'score', better: 'high' }] });
    const placed = placeLeague(list, rule);
    expect(placed.map((p) => [p.id, p.rank, p.reverseRank])).toEqual([
      ['3', 1, 3],
      ['2', 2, 2],
      ['1', 3, 1],
    ]);
    expect(placed[0]?.score).toEqual(new Decimal(3));
  });
});

test.each([
  [{ items: [{ id: 'a', values: {} }] }, 'pack'],
  [
    {
      rule: {
        metrics: [
          { id: 'a', kind: 'level', better: 'low' },
          { id: 'b', kind: 'level', better: 'high' },
        ],
      },
      items: [{ id: 'a', values: {} }],
    },
    '功效系数',
  ],
])('a rule that cannot be applied is refused: %#', (input, named) => {
  const method = methodById('ranking.scored');
  expect(() => runMethod(method, { on: '2024-12-31', ...input }, contextOf())).toThrow(named);
});
