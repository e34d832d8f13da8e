import { parsePeriod, yearPeriod, type Period } from '@qingshan/kernel';
import { expect, test } from 'vitest';
import { contextOf } from '../testing/standards.ts';
import type { DailySeries } from './daily.ts';
import type { DailyIndicator } from './indicator-types.ts';
import { indicatorById, indicators } from './indicators.ts';
import { methodById } from './registry.ts';

const CONSTANT: Readonly<Record<string, number>> = { so2: 3, no2: 24, pm10: 54, pm25: 30, co: 0.9, o3: 171 };

function daily(id: string): DailyIndicator {
  const found = indicatorById(id);
  if (found.gather !== 'daily') throw new Error(id);
  return found;
}

/** Every series that the indicator needs, the same value every day for `days` days from the start of the period. */
function gathered(indicator: DailyIndicator, period: Period, days: number): Record<string, DailySeries> {
  const one = (parameter: string): DailySeries => ({
    first: period.first,
    values: new Float64Array(days).fill(CONSTANT[parameter] ?? Number.NaN),
    states: Array.from({ length: days }, () => 'valid' as const),
  });
  return Object.fromEntries(indicator.needs.map((n) => [n.key, one(n.parameter)]));
}

function assess(id: string, period: Period, days: number) {
  const indicator = daily(id);
  const question = { period, through: period.first + days - 1 };
  return indicator.assess(question, gathered(indicator, period, days), contextOf());
}

test('every indicator is bound to a method, has a name of its own and says what it needs', () => {
  expect(new Set(indicators.map((i) => i.id)).size).toBe(indicators.length);
  for (const indicator of indicators) {
    expect(methodById(indicator.method).id).toBe(indicator.method);
    if (indicator.gather !== 'account' && indicator.gather !== 'samples')
      expect(indicator.parameters.length).toBeGreaterThan(0);
    if (indicator.gather === 'towns') expect(indicatorById(indicator.of).gather).toBe('daily');
  }
  expect(() => indicatorById('air.unknown')).toThrow(/air\.unknown/);
});

test.each(indicators.filter((i) => i.gather === 'daily').map((i) => [i.id, i.unit] as const))(
  '%s gives its value in %s for a whole year',
  (id, unit) => {
    const found = assess(id, yearPeriod(2023), 365);
    expect(found.value).not.toBeNull();
    expect(found.unit).toBe(unit);
    expect(found.method).toBe(indicatorById(id).method);
    expect(found.verdict).not.toBe('insufficient-data');
  },
);

test.each(indicators.filter((i) => i.gather === 'daily').map((i) => i.id))('%s judges nothing before the end', (id) => {
  const found = assess(id, yearPeriod(2023), 300);
  expect(found.verdict).toBe('insufficient-data');
  expect(found.provisional).toBe(true);
});

test('the composite index takes means and percentiles as the ranking rules say', () => {
  // Constant days: every mean and percentile is that value. 3/60 + 24/40 + 54/70 + 30/35 + 0.9/4 + 171/160 = 3.5723.
  const found = assess('air.composite-index', yearPeriod(2023), 365);
  expect(found.shown).toBe('3.57');
  expect(found.details['main']).toEqual(['o3']);
});

test('of O3 and CO the composite index takes the percentiles, of the others the means', () => {
  const indicator = daily('air.composite-index');
  const period = yearPeriod(2023);
  const series = gathered(indicator, period, 365);
  series['o3']?.values.fill(100, 0, 200).fill(200, 200);
  series['co']?.values.fill(0.5, 0, 200).fill(1.5, 200);
  series['no2']?.values.fill(20, 0, 73).fill(25, 73);
  // Mean of NO2 (73 × 20 + 292 × 25) ÷ 365 = 24. 165 of 365 days are the high ones, so both percentiles are theirs:
  // 3/60 + 24/40 + 54/70 + 30/35 + 1.5/4 + 200/160 = 3.9036.
  expect(indicator.assess({ period, through: period.last }, series, contextOf()).shown).toBe('3.90');
});

test('a running period has a composite index so far, one without data none', () => {
  expect(assess('air.composite-index', yearPeriod(2023), 300)).toMatchObject({
    shown: '3.57',
    verdict: 'insufficient-data',
  });
  const period = yearPeriod(2023);
  const indicator = daily('air.composite-index');
  const none = indicator.assess({ period, through: period.first + 9 }, gathered(indicator, period, 0), contextOf());
  expect(none).toMatchObject({ value: null, verdict: 'insufficient-data' });
});

test('a series that was not gathered is an error of the caller', () => {
  const period = yearPeriod(2023);
  const ask = () => daily('air.pm25.annual-mean').assess({ period, through: period.last }, {}, contextOf());
  expect(ask).toThrow('series pm25 was not gathered');
});

test('good days end with the period whatever the last day that counts, and have none before it', () => {
  const period = yearPeriod(2023);
  const indicator = daily('air.aqi.good-day-ratio');
  const series = gathered(indicator, period, 400);
  const target = { value: '90', direction: 'at-least', text: { zh: '九成', en: 'ninety' }, unit: '%' } as const;
  const ask = (through: number) => indicator.assess({ period, through, target }, series, contextOf());
  expect(ask(period.last + 30)).toEqual(ask(period.last));
  // O3 of 171 every day: AQI 101 to 150, no day is good.
  expect(ask(period.last)).toMatchObject({ value: 0, limit: '90', verdict: 'not-met' });
  expect(ask(period.last).completeness).toMatchObject({ valid: 365, expected: 365 });
  expect(ask(period.first - 1)).toMatchObject({ value: null, verdict: 'insufficient-data' });
});

test('the annual evaluation of a quarter looks at its year', () => {
  const period = parsePeriod('2023-Q1');
  if (!period) throw new Error('2023-Q1');
  expect(assess('air.annual-evaluation', period, 90).verdict).toBe('insufficient-data');
});

test('a finished period without enough days has no composite index', () => {
  const period = yearPeriod(2023);
  const indicator = daily('air.composite-index');
  const series = gathered(indicator, period, 300);
  const found = indicator.assess({ period, through: period.last }, series, contextOf());
  expect(found.value).toBeNull();
  expect(found.verdict).toBe('insufficient-data');
});

test('a target of the plan judges instead of the limit', () => {
  const period = yearPeriod(2023);
  const indicator = daily('air.pm25.annual-mean');
  const target = { value: '29', direction: 'at-most', text: { zh: '目标', en: 'target' }, unit: 'ug/m3' } as const;
  const series = gathered(indicator, period, 365);
  expect(indicator.assess({ period, through: period.last, target }, series, contextOf())).toMatchObject({
    verdict: 'not-met',
    limit: '29',
  });
  expect(indicator.assess({ period, through: period.last }, series, contextOf())).toMatchObject({
    verdict: 'met',
    limit: '35',
  });
});

test('dustfall per calendar month against a target of 30 days is pointed out, against one per month not', () => {
  const indicator = indicatorById('air.dustfall.monthly-mean');
  if (indicator.gather !== 'monthly') throw new Error(indicator.gather);
  const period = parsePeriod('2024-01');
  if (!period) throw new Error('2024-01');
  const points = [{ id: 'a', months: { '2024-01': 4.9 } }];
  const ask = (unit: string) => {
    const target = { value: '5', direction: 'at-most', text: { zh: '5', en: '5' }, unit } as const;
    return indicator.assess({ period, through: period.last, target }, points, contextOf());
  };
  expect(ask('t/(km2·month)')).toMatchObject({ shown: '4.9', verdict: 'met', limit: '5', warnings: [] });
  expect(ask('t')).toMatchObject({ verdict: 'met', limit: '5', warnings: [] });
  expect(ask('t/(km2·30d)').warnings.map((w) => w.code)).toEqual(['month-is-not-30-days']);
});

test('a town that did not improve is counted', () => {
  const indicator = indicatorById('air.towns.pm25-improving');
  if (indicator.gather !== 'towns') throw new Error(indicator.gather);
  const period = yearPeriod(2023);
  const towns = [
    { id: 'a', name: '甲', current: 30.1, previous: 30.4 },
    { id: 'b', name: '乙', current: 31, previous: 31 },
  ];
  const found = indicator.assess({ period, through: period.last }, towns, contextOf());
  expect(found).toMatchObject({ value: 1, shown: '1/2', verdict: 'not-met' });
});
