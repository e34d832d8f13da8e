import { advance, observe, UNKNOWN_LEVEL, type YearLevel } from './year-level.ts';
import type { SeasonalShape, YearOfDays } from './seasonal-shape.ts';
import { seasonalShape } from './seasonal-shape.ts';

/**
 * How many days in a row count as one independent day: in the heating months the weather of a whole month is of a
 * piece. From the spread of monthly means at Gucheng 2013-2017 (docs/projection.md): 7.5 and 1.7.
 */
const CORRELATED_DAYS = { heating: 7, other: 2 };
/** November to February, as slots. */
const HEATING = { from: 305, to: 60 };

/** A month with fewer valid days says nothing about the level of its year. */
const MIN_DAYS_OF_MONTH = 5;

/** A logarithmically normal quantity: its logarithm has this mean and standard deviation. */
export interface LogNormal {
  readonly mu: number;
  readonly sigma: number;
}

export interface RemainderModel {
  readonly shape: SeasonalShape;
  readonly level: YearLevel;
}

/** Sum of the season's expectation over the days, and the relative variance of a mean over so many days. */
function weigh(slots: readonly number[], shape: SeasonalShape): { expected: number; variance: number } {
  let expected = 0;
  let squares = 0;
  for (const slot of slots) {
    const mean = shape.mean[slot] ?? 1;
    expected += mean;
    const correlated = slot >= HEATING.from || slot < HEATING.to ? CORRELATED_DAYS.heating : CORRELATED_DAYS.other;
    squares += correlated * mean ** 2 * (shape.variation[slot] ?? 1);
  }
  return { expected, variance: squares / expected ** 2 };
}

/**
 * Slot at which each month of a leap year ends, exclusive. Every month is one observation of its year's level, so
 * that calm summer months count more than stormy winter ones.
 */
const MONTH_ENDS = [31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];

/**
 * Sees the level of a year as its months show it, each weighed by how surely it does.
 *
 * @param excess what the uncertainty of the season itself adds to the variance, as a share of it
 */
function observeYear(state: YearLevel, year: YearOfDays, shape: SeasonalShape, excess: number): YearLevel {
  let precision = 0;
  let weighted = 0;
  MONTH_ENDS.forEach((end, month) => {
    const start = MONTH_ENDS[month - 1] ?? 0;
    const days = year.slots.flatMap((slot, i) => (slot >= start && slot < end ? [i] : []));
    const sum = days.reduce((total, i) => total + (year.values[i] ?? 0), 0);
    if (days.length < MIN_DAYS_OF_MONTH || sum <= 0) return;
    const { expected, variance } = weigh(
      days.map((i) => year.slots[i] ?? 0),
      shape,
    );
    // The logarithm of a mean lies below the logarithm of its expectation by half its variance.
    precision += 1 / variance;
    weighted += (Math.log(sum / expected) + variance / 2) / variance;
  });
  return precision === 0 ? state : observe(state, weighted / precision, (1 + excess) / precision);
}

/** Learns from whole earlier years and from the running one up to date. `earlier` is in order of years, not empty. */
export function learn(earlier: readonly YearOfDays[], running: YearOfDays): RemainderModel {
  const shape = seasonalShape(earlier);
  let level = UNKNOWN_LEVEL;
  let at = earlier[0]?.year ?? running.year;
  for (const year of earlier) {
    level = observeYear(advance(level, year.year - at), year, shape, 0);
    at = year.year;
  }
  level = observeYear(advance(level, running.year - at), running, shape, 1 / shape.years);
  return { shape, level };
}

/** The mean of the coming days, when `share` of them will be valid. */
export function meanOfComing(model: RemainderModel, slots: readonly number[], share: number): LogNormal {
  const { expected, variance } = weigh(slots, model.shape);
  const sampling = variance / share;
  return {
    mu: model.level.level + Math.log(expected / slots.length) - sampling / 2,
    sigma: Math.sqrt(model.level.levelVariance + sampling * (1 + 1 / model.shape.years)),
  };
}

/** Points of the standard normal distribution. */
export const QUANTILES = { p5: -1.6448536, p25: -0.6744898, p50: 0, p75: 0.6744898, p95: 1.6448536 } as const;
export type Quantile = keyof typeof QUANTILES;

export function quantileOf(x: LogNormal, quantile: Quantile): number {
  return Math.exp(x.mu + x.sigma * QUANTILES[quantile]);
}

/** Error function to 1.5e-7 (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26). */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

/** Standard normal distribution function. */
export function normalCdf(z: number): number {
  return (1 + erf(z / Math.SQRT2)) / 2;
}

export function probabilityAtMost(x: LogNormal, limit: number): number {
  return limit <= 0 ? 0 : normalCdf((Math.log(limit) - x.mu) / x.sigma);
}
