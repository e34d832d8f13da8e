import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOf, standards } from '../../testing/standards.ts';
import { dailySeries, dayOf, dayState, seriesInput, seriesOf, topWindowMean, type DayRule } from './daily-series.ts';
import { reduceHours, WINDOW_MIN_HOURS, type HoursOfDay } from './reduce.ts';
import { dayRuleFor, numberOf, periodRuleFor } from './rules.ts';

const MEAN: DayRule = { statistic: 'day', minHours: 20 };
const MDA8: DayRule = { statistic: 'mda8', minWindows: 14, unlessAbove: 160, decimals: 0 };

function hours(valid: number, value = 10): HoursOfDay {
  return Array.from({ length: 24 }, (_, i) => (i < valid ? value : null));
}

test('counts, sums, largest hour and largest window of a day', () => {
  // Hours ending 1..24 are 1..24: the window ending at 24 holds 17..24, mean 20.5, times 168 = 3444.
  const day = Array.from({ length: 24 }, (_, i) => i + 1);
  const r = reduceHours(100, [day, hours(0), hours(5)]);
  expect([...r.hours]).toEqual([24, 0, 5]);
  expect([...r.sum]).toEqual([300, 0, 50]);
  expect([...r.max]).toEqual([24, Number.NaN, 10]);
  expect([...r.windows]).toEqual([17, 0, 0]);
  expect(r.top8x168[0]).toBe(3444);
  expect(topWindowMean(r, 0)).toBe(20.5);
  expect(topWindowMean(r, 1)).toBeNaN();
});

test('a day has a mean from 20 hours on', () => {
  const s = dailySeries(reduceHours(0, [hours(24), hours(20), hours(19), hours(0)]), MEAN);
  expect(s.states).toEqual(['valid', 'valid', 'too-few-hours', 'no-data']);
  expect([...s.values]).toEqual([10, 10, Number.NaN, Number.NaN]);
});

test('the 1-hour maximum of O3 is valid when its 8-hour maximum is', () => {
  const r = reduceHours(0, [hours(24, 100), hours(10, 100), hours(10, 200)]);
  expect(dailySeries(r, MDA8).states).toEqual(['valid', 'too-few-windows', 'valid']);
  expect([...dailySeries(r, { ...MDA8, statistic: 'max-1h' }).values]).toEqual([100, Number.NaN, 200]);
});

test.each([
  [160.4, 'too-few-windows'],
  [160.5, 'too-few-windows'],
  [160.6, 'valid'],
])('with 5 windows a maximum of %f against 160 is %s', (value, state) => {
  expect(dayState(reduceHours(0, [hours(10, value)]), 0, MDA8)).toBe(state);
});

test('every edition asks for the hours per window that the reduction counts', () => {
  const editions = standards.editions.filter((e) => e.family === 'gb-3095');
  expect(editions.length).toBeGreaterThan(1);
  for (const edition of editions) {
    const figure = edition.figure('validity', { parameter: 'o3', averaging: '8h', rule: 'min-hours' });
    expect(numberOf(figure).toNumber()).toBe(WINDOW_MIN_HOURS);
  }
});

test('the rules of a day and of a period come from the editions', () => {
  const on = dayOf('2024-06-01');
  expect(dayRuleFor(contextOf(), 'pm25', 'day', '2', on).rule).toEqual(MEAN);
  expect(dayRuleFor(contextOf(), 'o3', 'mda8', '2', on).rule).toEqual(MDA8);
  expect(dayRuleFor(contextOf(), 'o3', 'mda8', '1', on).rule).toMatchObject({ unlessAbove: 100 });
  const year = { total: 324, month: 27, february: 25 };
  expect(periodRuleFor(contextOf(), 'pm25', 'year', on).rule).toEqual(year);
  expect(periodRuleFor(contextOf(), 'o3', 'year', on).rule).toEqual(year);
  expect(periodRuleFor(contextOf(), 'pm25', 'half', on).rule).toEqual({ ...year, total: null });
  expect(periodRuleFor(contextOf(), 'tsp', 'year', on).rule).toEqual({ total: 60, month: 5, february: 5 });
  expect(periodRuleFor(contextOf(), 'pb', 'quarter', on).rule).toEqual({ total: 15, month: 5, february: 5 });
  expect(periodRuleFor(contextOf(), 'tsp', 'month', on).rule).toBeNull();
  expect(periodRuleFor(contextOf(), 'pm25', 'day', on).rule).toBeNull();
});

test('the rules of CO and O3 for a year are marked as not read', () => {
  const { figures } = periodRuleFor(contextOf(), 'o3', 'year', dayOf('2024-06-01'));
  expect(figures.map((f) => [f.clause.document, f.clause.certainty])).toEqual(
    Array.from({ length: 3 }, () => ['HJ 663-2013', 'memory']),
  );
});

const value = fc.option(
  fc.integer({ min: 0, max: 5000 }).map((n) => n / 10),
  { nil: null },
);
const day = fc.array(value, { minLength: 24, maxLength: 24 });

test('the largest window is that of a plain search, and its mean lies between the hours', () => {
  fc.assert(
    fc.property(day, (list) => {
      let best = Number.NEGATIVE_INFINITY;
      let windows = 0;
      for (let end = 8; end <= 24; end += 1) {
        const valid = list.slice(end - 8, end).filter((x) => x !== null);
        if (valid.length < 6) continue;
        windows += 1;
        best = Math.max(best, valid.reduce((a, b) => a + b, 0) / valid.length);
      }
      const r = reduceHours(0, [list]);
      expect(r.windows[0]).toBe(windows);
      if (windows > 0) expect(topWindowMean(r, 0)).toBeCloseTo(best, 9);
      else expect(topWindowMean(r, 0)).toBeNaN();
    }),
  );
});

test('a series survives its JSON form', () => {
  fc.assert(
    fc.property(fc.array(day, { maxLength: 10 }), (days) => {
      const s = dailySeries(reduceHours(dayOf('2024-02-27'), days), MEAN);
      expect(seriesOf(JSON.parse(JSON.stringify(seriesInput(s))))).toEqual(s);
    }),
  );
});
