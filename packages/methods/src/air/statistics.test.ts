import { customPeriod, parsePeriod, type Period } from '@qingshan/kernel';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DailySeries } from '../daily.ts';
import { seriesOf } from './daily-series.ts';
import {
  invalidDays,
  monthTable,
  percentile,
  periodMean,
  periodValidity,
  sortedValues,
  totals,
  type PeriodRule,
} from './statistics.ts';

const RULE: PeriodRule = { total: 324, month: 27, february: 25 };

function series(values: (number | null)[], first = '2023-01-01'): DailySeries {
  return seriesOf({ first, values });
}

function period(text: string): Period {
  const found = parsePeriod(text);
  if (!found) throw new Error(text);
  return found;
}

test('days outside the span and days without a value take no part', () => {
  const s = series([99, 10, null, 20, 99]);
  const span = { first: s.first + 1, last: s.first + 3 };
  expect(totals(s, span)).toEqual({ count: 2, sum: 30 });
  expect(periodMean(s, span)?.toNumber()).toBe(15);
  expect([...sortedValues(s, span)]).toEqual([10, 20]);
  expect(invalidDays(s, span)).toEqual([{ day: s.first + 2, state: 'no-data' }]);
});

test('days that the series does not reach have no data', () => {
  const s = series([1, 2]);
  expect(invalidDays(s, { first: s.first - 1, last: s.first + 2 }).map((d) => d.day - s.first)).toEqual([-1, 2]);
  expect(periodMean(s, { first: s.first + 5, last: s.first + 9 })).toBeNull();
  expect(totals(s, { first: s.first - 9, last: s.first - 2 })).toEqual({ count: 0, sum: 0 });
  expect([...sortedValues(s, { first: s.first - 9, last: s.first })]).toEqual([1]);
  expect(percentile(new Float64Array(), 95)).toBeNull();
});

test('a mean that is a half in decimals is not pushed off it by doubles', () => {
  // 0.1 + 0.2 + 91.2 = 91.5; a third of it is 30.5, in doubles 30.500000000000004.
  expect(
    periodMean(series([0.1, 0.2, 91.2]), { first: series([]).first, last: series([]).first + 2 })?.toString(),
  ).toBe('30.5');
});

test('only whole months are asked for their days', () => {
  const s = series(Array.from({ length: 59 }, () => 1));
  const months = monthTable(s, customPeriod(s.first + 5, s.first + 58), RULE);
  expect(months.map((m) => [m.id, m.days, m.valid, m.required])).toEqual([
    ['2023-01', 26, 26, null],
    ['2023-02', 28, 28, 25],
  ]);
});

test('a quarter needs every month, a custom stretch without a whole month nothing', () => {
  const s = series(Array.from({ length: 90 }, (_, i) => (i >= 31 && i < 35 ? null : 1)));
  const months = monthTable(s, period('2023-Q1'), { ...RULE, total: null });
  expect(periodValidity(months, { ...RULE, total: null })).toMatchObject({
    ok: false,
    required: 79,
    failing: [{ id: '2023-02', valid: 24 }],
  });
  const short = monthTable(s, period('2023-01-05..2023-01-20'), RULE);
  expect(periodValidity(short, { ...RULE, total: null })).toEqual({ ok: true, required: null, failing: [] });
});

const values = fc.array(
  fc.integer({ min: 0, max: 9_999 }).map((n) => n / 10),
  { minLength: 1, maxLength: 400 },
);
const share = fc.integer({ min: 1, max: 100 });

test('a percentile lies between its neighbours, rises with p, and its ends are the extremes', () => {
  fc.assert(
    fc.property(values, share, (xs, p) => {
      const sorted = Float64Array.from(xs).sort();
      const at = percentile(sorted, p)?.value.toNumber() ?? Number.NaN;
      expect(at).toBeGreaterThanOrEqual(sorted[0] ?? Number.NaN);
      expect(at).toBeLessThanOrEqual(sorted.at(-1) ?? Number.NaN);
      expect(percentile(sorted, 100)?.value.toNumber()).toBe(sorted.at(-1));
      if (p < 100) expect(percentile(sorted, p + 1)?.value.toNumber()).toBeGreaterThanOrEqual(at);
    }),
  );
});

test('mean and percentile do not depend on the order of the days', () => {
  fc.assert(
    fc.property(values, share, (xs, p) => {
      const [a, b] = [series(xs), series([...xs].reverse())];
      const span = { first: a.first, last: a.first + xs.length - 1 };
      expect(periodMean(a, span)?.eq(periodMean(b, span) ?? Number.NaN)).toBe(true);
      expect(
        percentile(sortedValues(a, span), p)?.value.eq(percentile(sortedValues(b, span), p)?.value ?? Number.NaN),
      ).toBe(true);
    }),
  );
});

test('mean and percentile follow the unit', () => {
  fc.assert(
    fc.property(values, share, (xs, p) => {
      const [a, b] = [series(xs), series(xs.map((x) => x * 1000))];
      const span = { first: a.first, last: a.first + xs.length - 1 };
      const [mean, inOther] = [periodMean(a, span), periodMean(b, span)];
      expect(inOther?.div(1000).toNumber()).toBeCloseTo(mean?.toNumber() ?? Number.NaN, 8);
      const [one, other] = [a, b].map((s) => percentile(sortedValues(s, span), p)?.value);
      expect(other?.div(1000).toNumber()).toBeCloseTo(one?.toNumber() ?? Number.NaN, 8);
    }),
  );
});

test('raising a day never lowers the mean or a percentile', () => {
  fc.assert(
    fc.property(values, share, fc.nat(), fc.integer({ min: 1, max: 500 }), (xs, p, at, by) => {
      const raised = xs.map((x, i) => (i === at % xs.length ? x + by : x));
      const [a, b] = [series(xs), series(raised)];
      const span = { first: a.first, last: a.first + xs.length - 1 };
      expect(periodMean(b, span)?.gt(periodMean(a, span) ?? Number.NaN)).toBe(true);
      expect(
        percentile(sortedValues(b, span), p)?.value.gte(percentile(sortedValues(a, span), p)?.value ?? Number.NaN),
      ).toBe(true);
    }),
  );
});
