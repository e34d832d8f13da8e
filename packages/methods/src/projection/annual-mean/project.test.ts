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

/** 28 on every day of 2023 and 29 on every day of 2024. */
const flat = { first: day(2023, 1, 1), values: new Float64Array(731).fill(28, 0, 365).fill(29, 365) };

/**
 * Constant days have no season (mean 1 in every slot) and the least variation 0.1² = 0.01, so the model is arithmetic:
 * a month of n days has the variance 0.01 c ÷ n, c = 7 from November to February and 2 otherwise.
 */
describe('with constant days the model can be worked by hand', () => {
  const { annual, rest, limits, fan, validDaysLeft } = projectAnnualMean(flat, {
    year: 2024,
    through: day(2024, 10, 31),
    limits: [29.2, 29],
  });

  test('to the end of October', () => {
    // 2023: precision 120 ÷ 0.07 + 245 ÷ 0.02 = 13964.2857; ln 28 + 6 ÷ precision. One year on: variance 0.0000716 +
    // 0.08² + 0.1² = 0.0164716, level less 0.03. 2024: precision 60 ÷ 0.07 + 245 ÷ 0.02 = 13107.1429, variance
    // (1 + 1 ÷ 1) ÷ precision, ln 29 + 5 ÷ precision. Joined: level 3.3670803, variance 0.000151188.
    // 61 days: sampling 0.07 ÷ 61 = 0.00114754; mu = level − half of it = 3.3665065, sigma = √(0.000151188 + 2 ×
    // 0.00114754) = 0.0494598; e^mu = 28.97712.
    expect(rest?.p50).toBeCloseTo(28.977118, 5);
    expect(rest?.p5).toBeCloseTo(26.713055, 5);
    expect(rest?.p25).toBeCloseTo(28.026385, 5);
    expect(rest?.p75).toBeCloseTo(29.960104, 5);
    expect(rest?.p95).toBeCloseTo(31.433072, 5);
    expect(validDaysLeft).toBe(61);
    // (305 × 29 + 61 × 28.97712) ÷ 366, likewise at the other quantiles
    expect(annual?.p50).toBeCloseTo(28.996186, 5);
    expect(annual?.p5).toBeCloseTo(28.618843, 5);
    expect(annual?.p25).toBeCloseTo(28.837731, 5);
    expect(annual?.p75).toBeCloseTo(29.160017, 5);
    expect(annual?.p95).toBeCloseTo(29.405512, 5);
    // (29.2 × 366 − 29 × 305) ÷ 61 = 30.2; (ln 30.2 − mu) ÷ sigma = 0.83571, of which 79.835 % lie below
    expect(limits[0]?.allowance).toBe(30.2);
    expect(limits[0]?.probability).toBeCloseTo(0.798349, 5);
    expect(limits[1]).toMatchObject({ limit: 29, allowance: 29 });
    expect(limits[1]?.probability).toBeCloseTo(0.506366, 5);
  });

  test('the fan looks at the days up to its month only', () => {
    // 30 days of November: sampling 0.07 ÷ 30
    expect(fan[10]).toMatchObject({ through: '2024-11-30', actual: null });
    expect(fan[10]?.projected?.p50).toBeCloseTo(28.996413, 5);
    expect(fan[10]?.projected?.p5).toBeCloseTo(28.716597, 5);
    expect(fan[11]?.projected).toEqual(annual);
    expect(fan[9]).toEqual({ through: '2024-10-31', actual: 29, projected: null });
  });

  test('a month counts from five days on', () => {
    // January and 4 or 5 days of February: (29 × 31 + 29 × 4) days of precision 1 ÷ 0.07, with and without February
    const median = (date: number) =>
      projectAnnualMean(flat, { year: 2024, through: day(2024, 2, date), limits: [29] }).annual?.p50;
    expect(median(4)).toBeCloseTo(28.659236, 5);
    expect(median(5)).toBeCloseTo(28.718409, 5);
  });
});

test('two years show a drift, and days without a value in the last 365 lower the share of days to come', () => {
  // 40, then 30, then 29 without May and June: 304 of the last 365 days are valid.
  const values = new Float64Array(1096).fill(40, 0, 365).fill(30, 365, 730).fill(29, 730);
  const gap = day(2024, 5, 1) - day(2022, 1, 1);
  values.fill(Number.NaN, gap, gap + 61);
  const found = projectAnnualMean(
    { first: day(2022, 1, 1), values },
    { year: 2024, through: day(2024, 10, 31), limits: [29.2] },
  );
  // A Kalman filter over level and drift, in matrices: level 3.3669547, variance 0.000147673; sampling 0.07 ÷ 61 ×
  // 365 ÷ 304, by 1.5 for two years: sigma 0.0470572.
  expect(found.toDate).toEqual({ mean: 29, validDays: 244, days: 305 });
  expect(found.validDaysLeft).toBeCloseTo((61 * 304) / 365, 9);
  expect(found.rest?.p50).toBeCloseTo(28.970146, 5);
  expect(found.rest?.p95).toBeCloseTo(31.301563, 5);
  expect(found.annual?.p5).toBeCloseTo(28.622995, 5);
  expect(found.limits[0]?.probability).toBeCloseTo(0.803926, 5);
  expect(found.historyYears).toEqual([2022, 2023]);
});

describe('the season of constructed years', () => {
  const slots = Array.from({ length: 366 }, (_, i) => i);
  const shapeOf = (values: number[], years = 1) =>
    seasonalShape(Array.from({ length: years }, (_, i) => ({ year: 2020 + i, slots, values })));

  test('half a year at 1.5 and half at 0.5 counts by half with one year, by two thirds with two', () => {
    const step = slots.map((slot) => (slot < 183 ? 15 : 5));
    // Slots 91 and 274 lie more than 75 days from both turns: (1.5 − 1) ÷ 2 and (1.5 − 1) × 2 ÷ 3.
    expect(shapeOf(step).mean[91]).toBeCloseTo(1.25, 9);
    expect(shapeOf(step).mean[274]).toBeCloseTo(0.75, 9);
    expect(shapeOf(step, 2).mean[91]).toBeCloseTo(4 / 3, 9);
    // At the turn the day itself tips the balance: 1 + 0.5 ÷ Σ e^(−d² ÷ 1800) over 151 days (74.3), by half.
    expect(shapeOf(step).mean[182]).toBeCloseTo(1.00336, 4);
    expect(shapeOf(step).mean[183]).toBeCloseTo(0.99664, 4);
    expect(shapeOf(step).mean[365]).toBeCloseTo(0.99664, 4);
    expect(shapeOf(step, 3).years).toBe(3);
  });

  test('days that alternate by a fifth vary by a fifth', () => {
    const { mean, variation } = shapeOf(slots.map((slot) => (slot % 2 === 0 ? 12 : 8)));
    expect(mean[100]).toBeCloseTo(1, 2);
    expect(variation[100]).toBeCloseTo(0.04, 3);
    expect(variation[0]).toBeCloseTo(0.04, 3);
  });

  test('a single day is felt 75 days on either side, around the turn of the year too', () => {
    const least = 0.1 ** 2;
    const one = (slot: number) => seasonalShape([{ year: 2020, slots: [slot], values: [10] }]).variation;
    expect([one(100)[24], one(100)[25], one(100)[175], one(100)[176]]).toEqual([1, least, least, 1]);
    expect([one(0)[290], one(0)[291], one(0)[75], one(0)[76]]).toEqual([1, least, least, 1]);
    expect([one(365)[289], one(365)[290], one(365)[74], one(365)[75]]).toEqual([1, least, least, 1]);
  });

  test('years without a value above zero take no part', () => {
    const zero = { year: 2021, slots, values: slots.map(() => 0) };
    const full = { year: 2020, slots, values: slots.map(() => 5) };
    expect(seasonalShape([full, zero])).toEqual(seasonalShape([full]));
  });
});

test('the drift is learned from the surprise of a level', () => {
  const before = { level: 2, drift: 0.1, levelVariance: 0.3, driftVariance: 0.05, covariance: 0.04 };
  // Total 0.3 + 0.1 = 0.4, surprise 2: drift 0.1 + 0.04 ÷ 0.4 × 2 = 0.3; 0.05 − 0.1 × 0.04 = 0.046; 0.04 × 0.25 = 0.01
  const after = observe(before, 4, 0.1);
  expect(after.drift).toBeCloseTo(0.3, 12);
  expect(after.driftVariance).toBeCloseTo(0.046, 12);
  expect(after.covariance).toBeCloseTo(0.01, 12);
  // A year on: 2 + 0.1; −0.03 + 0.8 × 0.13 = 0.074; 0.3 + 2 × 0.04 + 0.05 + 0.01 = 0.44; 0.64 × 0.05 + 0.36 × 0.0064;
  // 0.8 × (0.04 + 0.05) = 0.072
  const next = advance(before, 1);
  expect(next.level).toBeCloseTo(2.1, 12);
  expect(next.drift).toBeCloseTo(0.074, 12);
  expect(next.levelVariance).toBeCloseTo(0.44, 12);
  expect(next.driftVariance).toBeCloseTo(0.034304, 12);
  expect(next.covariance).toBeCloseTo(0.072, 12);
});

describe('what is known of a year', () => {
  const ask = (through: Day, values: ArrayLike<number> = flat.values, from: Day = flat.first) =>
    projectAnnualMean({ first: from, values }, { year: 2024, through, limits: [30] });

  test('one day after it has begun, and on its last days', () => {
    expect(ask(day(2024, 1, 1))).toMatchObject({
      state: 'open',
      toDate: { mean: 29, validDays: 1, days: 1 },
      lastYear: { mean: 28, validDays: 1, days: 1 },
      daysLeft: 365,
    });
    expect(ask(day(2024, 12, 30))).toMatchObject({ state: 'open', daysLeft: 1, validDaysLeft: 1 });
    expect(ask(day(2024, 12, 30)).annual).not.toBeNull();
    for (const through of [day(2024, 12, 31), day(2025, 3, 1)]) {
      expect(ask(through)).toMatchObject({
        state: 'complete',
        toDate: { validDays: 366 },
        lastYear: { validDays: 365, days: 365 },
        daysLeft: 0,
        annual: null,
        rest: null,
        limits: [{ limit: 30, allowance: null, probability: null }],
      });
    }
    expect(ask(day(2023, 12, 31))).toMatchObject({ state: 'not-begun', toDate: null, lastYear: null, daysLeft: 366 });
    expect(ask(day(2023, 6, 30)).daysLeft).toBe(366);
  });

  test('without history the fan has the months that have passed only', () => {
    const { fan, missingMonths, historyYears } = ask(day(2024, 2, 29), flat.values.slice(365), day(2024, 1, 1));
    expect(historyYears).toEqual([]);
    expect(missingMonths).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(fan[1]).toEqual({ through: '2024-02-29', actual: 29, projected: null });
    expect(fan[2]).toEqual({ through: '2024-03-31', actual: null, projected: null });
  });

  test('a month of the history is covered from ten days on', () => {
    const values = flat.values.slice();
    values.fill(Number.NaN, 31 + 10, 31 + 28);
    expect(ask(day(2024, 3, 31), values).missingMonths).toEqual([]);
    values[31 + 9] = Number.NaN;
    expect(ask(day(2024, 3, 31), values).missingMonths).toEqual([2]);
    // A series that begins in the middle of the first year
    expect(ask(day(2024, 3, 31), flat.values.slice(181), flat.first + 181).missingMonths).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('the share of valid days is that of the last 365, from the first valid one', () => {
    // The series begins on 1 March; of 31 days in March one is missing.
    const values = new Float64Array(306).fill(29);
    values[4] = Number.NaN;
    expect(ask(day(2024, 3, 31), values, day(2024, 3, 1)).validDaysLeft).toBeCloseTo((275 * 30) / 31, 9);
    // Missing days before the last 365 do not count, one within them does.
    const old = flat.values.slice();
    old.fill(Number.NaN, 0, 31);
    expect(ask(day(2024, 1, 31), old).validDaysLeft).toBe(335);
    old[31 + 5] = Number.NaN;
    expect(ask(day(2024, 1, 31), old).validDaysLeft).toBeCloseTo((335 * 364) / 365, 9);
    expect(ask(day(2024, 1, 31), new Float64Array(31).fill(Number.NaN), day(2024, 1, 1))).toMatchObject({
      state: 'no-data',
      validDaysLeft: 335,
    });
  });
});
