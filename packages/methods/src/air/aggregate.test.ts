import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOf } from '../../testing/standards.ts';
import { aggregate, aggregateDaily, stationsRequired } from './aggregate.ts';
import { dayOf, seriesOf } from './daily-series.ts';
import { coverageFor } from './rules.ts';

const { rule } = coverageFor(contextOf(), dayOf('2024-06-01'));

test('75 % of the stations, with fewer than four 50 %', () => {
  expect(rule).toEqual({ share: 0.75, few: 4, shareOfFew: 0.5 });
  const expected = [1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 9];
  expect(expected.map((_, i) => stationsRequired(i + 1, rule))).toEqual(expected);
});

test('a share that doubles cannot hold does not ask for one station more', () => {
  expect(stationsRequired(10, { share: 0.7, few: 1, shareOfFew: 1 })).toBe(7);
  expect(stationsRequired(100, { share: 0.29, few: 1, shareOfFew: 1 })).toBe(29);
});

test('a district day needs enough stations, and a day with some is told apart from one without any', () => {
  const first = '2024-06-01';
  const stations = [
    seriesOf({ first, values: [10, 10, null] }),
    seriesOf({ first, values: [20, null, null] }),
    seriesOf({ first, values: [60, null, null] }),
  ];
  const span = { first: dayOf(first), last: dayOf(first) + 3 };
  const s = aggregateDaily(stations, span, rule);
  expect([...s.values]).toEqual([30, Number.NaN, Number.NaN, Number.NaN]);
  expect(s.states).toEqual(['valid', 'too-few-stations', 'no-data', 'no-data']);
});

test('no station, no value', () => expect(aggregate([], rule)).toMatchObject({ mean: null, enough: false }));

test('a district value lies between its stations and does not depend on their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 12 }), (values) => {
      const { mean } = aggregate(values, rule);
      expect(mean).toBeGreaterThanOrEqual(Math.min(...values));
      expect(mean).toBeLessThanOrEqual(Math.max(...values));
      expect(aggregate([...values].reverse(), rule).mean).toBe(mean);
    }),
  );
});
