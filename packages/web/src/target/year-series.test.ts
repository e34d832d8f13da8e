import { expect, test } from 'vitest';
import { yearSeries } from './year-series.ts';

const lastYear = { lastYear: [], lastYearCumulative: [] };
const quantiles = (p5: number, p50: number, p95: number) => ({ p5, p25: p5, p50, p75: p95, p95 });

test('the chart has a place for every day of the year', () => {
  const leap = yearSeries({ first: '2024-01-01', values: [1], cumulative: [1], ...lastYear }, []);
  expect(leap.days).toHaveLength(366);
  expect(leap.days.at(-1)).toBe('2024-12-31');
  expect(leap.daily.slice(0, 2)).toEqual([1, null]);
  expect(yearSeries({ first: '2023-01-01', values: [], cumulative: [], ...lastYear }, []).days).toHaveLength(365);
});

test('the fan runs straight from the last value to each month end', () => {
  // 30 November stands at index 334; 31 December is 31 days on.
  const cumulative = Array.from({ length: 335 }, () => 30);
  const { fan } = yearSeries({ first: '2024-01-01', values: [], cumulative, ...lastYear }, [
    { period: '2024-12', cumulative: quantiles(26.9, 30, 33.1) },
  ]);
  expect(fan.p5[333]).toBeNull();
  expect(fan.p5[334]).toBe(30);
  expect(fan.p5[335]).toBeCloseTo(29.9, 10);
  expect(fan.p95[365]).toBeCloseTo(33.1, 10);
});

test('without a value so far there is nothing to run from', () => {
  const { fan } = yearSeries({ first: '2024-01-01', values: [], cumulative: [null], ...lastYear }, [
    { period: '2024-01', cumulative: quantiles(1, 2, 3) },
  ]);
  expect(fan.p50.every((v) => v === null)).toBe(true);
});
