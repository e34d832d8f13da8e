import { dayOfDate, yearPeriod, type Day } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { projectAnnualMean, type Projection } from './project.ts';
import { normalCdf, probabilityAtMost, quantileOf } from './remainder.ts';
import { seasonalShape, slotOf } from './seasonal-shape.ts';
import { advance, observe, UNKNOWN_LEVEL } from './year-level.ts';

const day = (year: number, month: number, date: number): Day => dayOfDate(year, month, date) ?? Number.NaN;

/** Years with a winter twice as dirty as the summer, and a regular ripple of a third from day to day. */
function weather(first: Day, last: Day, level: (year: number) => number): Float64Array {
  return Float64Array.from({ length: last - first + 1 }, (_, i) => {
    const on = first + i;
    const season = 1 + 0.33 * Math.cos((2 * Math.PI * slotOf(on)) / 366);
    const year = 2020 + Math.floor((on - day(2020, 1, 1)) / 365.25);
    return level(year) * season * (1 + (((i * 7) % 5) - 2) / 6);
  });
}

const first = day(2020, 1, 1);
const steady = weather(first, day(2024, 12, 31), () => 30);

function project(values: ArrayLike<number>, through: Day, limit = 30): Projection {
  return projectAnnualMean({ first, values }, { year: 2024, through, limits: [limit] });
}

function width(p: Projection): number {
  return (p.annual?.p95 ?? 0) - (p.annual?.p5 ?? 0);
}

describe('the distribution', () => {
  const through = day(2024, 10, 31);
  const found = project(steady, through);

  test('is about what the same weather every year ends in', () => {
    const year = yearPeriod(2024);
    const truth = steady.slice(year.first - first).reduce((sum, x) => sum + x, 0) / 366;
    expect(found.annual?.p50).toBeGreaterThan(truth - 1);
    expect(found.annual?.p50).toBeLessThan(truth + 1);
    expect(found.annual?.p5).toBeLessThan(truth);
    expect(found.annual?.p95).toBeGreaterThan(truth);
  });

  test('sees the winter coming: the rest of the year is dirtier than the year so far', () => {
    expect(found.rest?.p50).toBeGreaterThan((found.toDate?.mean ?? 0) * 1.05);
  });

  test('is ordered, and narrows as the year goes by', () => {
    const widths = [1, 4, 7, 10].map((month) => {
      const { annual } = project(steady, day(2024, month, 28));
      const q = [annual?.p5, annual?.p25, annual?.p50, annual?.p75, annual?.p95].map(Number);
      expect(q).toEqual(q.toSorted((a, b) => a - b));
      return (q[4] ?? 0) - (q[0] ?? 0);
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(new Set(widths).size).toBe(4);
  });

  test('gives the median a probability of one half, the 95 % quantile 95 %', () => {
    expect(project(steady, through, found.annual?.p50).limits[0]?.probability).toBeCloseTo(0.5, 6);
    expect(project(steady, through, found.annual?.p95).limits[0]?.probability).toBeCloseTo(0.95, 5);
  });

  test('does not see what comes after the last day that counts', () => {
    const other = steady.slice();
    other.fill(500, through + 1 - first);
    expect(project(other, through)).toEqual(found);
    expect(project(steady.slice(0, through + 1 - first), through)).toEqual(found);
  });

  test('is wider with one earlier year than with four', () => {
    const start = day(2023, 1, 1);
    const short = projectAnnualMean(
      { first: start, values: steady.slice(start - first) },
      { year: 2024, through, limits: [30] },
    );
    expect(short.historyYears).toEqual([2023]);
    expect(width(short)).toBeGreaterThan(1.1 * width(found));
  });

  test('follows a year that runs lower than the ones before, but not all the way', () => {
    const lower = weather(first, day(2024, 12, 31), (year) => (year === 2024 ? 20 : 30));
    const rest = project(lower, day(2024, 4, 30)).rest?.p50 ?? 0;
    const usual = project(steady, day(2024, 4, 30)).rest?.p50 ?? 0;
    expect(rest).toBeLessThan(0.95 * usual);
    expect(rest).toBeGreaterThan((20 / 30) * usual);
  });
});

describe('the fan', () => {
  const fan = project(steady, day(2024, 9, 15)).fan;

  test('has the twelve month ends, actual ones first', () => {
    const ends = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    expect(fan.map((p) => p.through)).toEqual(ends.map((d, i) => `2024-${String(i + 1).padStart(2, '0')}-${d}`));
    expect(fan.map((p) => p.actual !== null)).toEqual(ends.map((_, i) => i < 8));
    expect(fan.map((p) => p.projected !== null)).toEqual(ends.map((_, i) => i >= 8));
  });

  test('ends in the distribution of the annual mean', () => {
    expect(fan.at(-1)?.projected).toEqual(project(steady, day(2024, 9, 15)).annual);
  });
});

test('before the year begins there is neither a mean nor a probability', () => {
  const found = project(steady, day(2023, 12, 31));
  expect(found).toMatchObject({ state: 'not-begun', toDate: null, daysLeft: 366, limits: [], annual: null, fan: [] });
});

test('29 February has the same days last year up to the 28th', () => {
  expect(project(steady, day(2024, 2, 29)).lastYear).toMatchObject({ validDays: 59, days: 59 });
});

describe('the season', () => {
  const years = [2020, 2021].map((year) => {
    const { first: from, last } = yearPeriod(year);
    const slots = Array.from({ length: last - from + 1 }, (_, i) => slotOf(from + i));
    return { year, slots, values: slots.map((slot) => (year === 2020 ? 20 : 60) * (slot < 182 ? 1.5 : 0.5)) };
  });

  test('does not mistake a change of level for a season', () => {
    const shape = seasonalShape(years);
    expect(shape.mean[90]).toBeGreaterThan(1.2);
    expect(shape.mean[275]).toBeLessThan(0.8);
    const single = seasonalShape(years.slice(0, 1)).mean;
    expect(Math.abs(1 - (single[90] ?? 0))).toBeLessThan(Math.abs(1 - (shape.mean[90] ?? 0)));
  });

  test('has a slot for every date of a leap year', () => {
    expect([slotOf(day(2023, 1, 1)), slotOf(day(2024, 2, 29)), slotOf(day(2023, 3, 1))]).toEqual([0, 59, 60]);
    expect([slotOf(day(2023, 12, 31)), slotOf(day(2024, 12, 31))]).toEqual([365, 365]);
  });
});

describe('the level of a year', () => {
  test('is averaged with an observation by their precisions', () => {
    const before = { level: 2, drift: 0, levelVariance: 0.3, driftVariance: 0, covariance: 0 };
    // Gain 0.3 / (0.3 + 0.1) = 0.75: 2 + 0.75 × (4 − 2) = 3.5; 0.3 × 0.25 = 0.075
    const after = observe(before, 4, 0.1);
    expect(after.level).toBeCloseTo(3.5, 12);
    expect(after.levelVariance).toBeCloseTo(0.075, 12);
  });

  test('moves with its drift and gets less certain with the years', () => {
    const now = { ...UNKNOWN_LEVEL, levelVariance: 0.01 };
    // One year: 0.01 + 0.08² + 0.1² = 0.0264; level 0 − 0.03
    expect(advance(now, 1).levelVariance).toBeCloseTo(0.0264, 12);
    expect(advance(now, 1).level).toBeCloseTo(-0.03, 12);
    expect(advance(now, 1).driftVariance).toBeCloseTo(0.08 ** 2, 12);
    expect(advance(now, 0)).toEqual(now);
  });
});

test('the normal distribution agrees with its printed table', () => {
  for (const [z, p] of [
    [0, 0.5],
    [1, 0.8413],
    [1.96, 0.975],
    [-1.645, 0.05],
    [3, 0.9987],
  ] as const) {
    expect(normalCdf(z)).toBeCloseTo(p, 4);
  }
});

test('a logarithmically normal mean has its quantiles and nothing below zero', () => {
  const x = { mu: Math.log(40), sigma: 0.2 };
  expect(quantileOf(x, 'p50')).toBeCloseTo(40, 9);
  // 40 × e^(0.2 × 1.645) = 55.6
  expect(quantileOf(x, 'p95')).toBeCloseTo(55.6, 1);
  expect(probabilityAtMost(x, 0)).toBe(0);
  expect(probabilityAtMost(x, -1)).toBe(0);
  expect(probabilityAtMost(x, 40)).toBeCloseTo(0.5, 6);
});
