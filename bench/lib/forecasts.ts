import { meanOf, yearPeriod, type Day } from '@qingshan/kernel';
import { projectAnnualMean } from '@qingshan/methods';
import type { DaysByYear } from './beijing-days.ts';

/** Everything that a forecaster may see: earlier years, and the running year up to the day `elapsed - 1` of it. */
export interface Question {
  readonly year: number;
  /** Days of the year that have passed */
  readonly elapsed: number;
  readonly earlier: DaysByYear;
  readonly running: Float64Array;
  /** Annual means whose keeping is to be forecast */
  readonly limits: readonly [number, ...number[]];
}

/** The annual mean as forecast, and the probability of at most each limit. */
export interface Forecast {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly probabilities: readonly number[];
}

export type Forecaster = (question: Question) => Forecast | null;

/** The years laid end to end, years without a file being days without a value. */
function seriesOf(question: Question): { first: Day; values: Float64Array } {
  const years = [...question.earlier.keys()];
  const { first } = yearPeriod(Math.min(...years, question.year));
  const { last } = yearPeriod(question.year);
  const values = new Float64Array(last - first + 1).fill(Number.NaN);
  for (const [year, days] of question.earlier) values.set(days, yearPeriod(year).first - first);
  values.set(question.running.subarray(0, question.elapsed), yearPeriod(question.year).first - first);
  return { first, values };
}

/** The product's own projection. */
export const projection: Forecaster = (question) => {
  const through = yearPeriod(question.year).first + question.elapsed - 1;
  const result = projectAnnualMean(seriesOf(question), { year: question.year, through, limits: question.limits });
  return result.annual && { ...result.annual, probabilities: result.limits.map((l) => l.probability ?? Number.NaN) };
};

/** The error of a naive forecast: weather (4 days count as one) and a tenth from year to year. */
const CORRELATED_DAYS = 4;
const YEAR_STEP = 0.1;
const Z = { p5: -1.6448536, p25: -0.6744898, p50: 0, p75: 0.6744898, p95: 1.6448536 };

function valid(days: Float64Array): Float64Array {
  return days.filter((x) => !Number.isNaN(x));
}

function normalCdf(z: number): number {
  // Logistic approximation of Bowling and others (2009), within 0.00014.
  return 1 / (1 + Math.exp(-(0.07056 * z ** 3 + 1.5976 * z)));
}

/** The rest of the year will be, on average, what it was in the years given. */
function restAsIn(question: Question, years: readonly Float64Array[]): Forecast | null {
  const rests = years.map((days) => valid(days.subarray(question.elapsed))).filter((rest) => rest.length > 0);
  const mean = meanOf(rests.map((rest) => meanOf(rest) ?? 0));
  if (mean === null) return null;
  const known = valid(question.running.subarray(0, question.elapsed));
  const left = (question.running.length - question.elapsed) * (known.length / question.elapsed);
  const variation = meanOf(rests.map((rest) => (meanOf(rest.map((x) => x ** 2)) ?? 0) / (meanOf(rest) ?? 1) ** 2 - 1));
  const weather = ((1 + 1 / rests.length) * CORRELATED_DAYS * (variation ?? 0)) / left;
  const spread = mean * Math.sqrt(weather + YEAR_STEP ** 2);
  const sum = known.reduce((total, x) => total + x, 0);
  const at = (z: number): number => (sum + left * Math.max(0, mean + z * spread)) / (known.length + left);
  const probabilities = question.limits.map((limit) =>
    normalCdf(((limit * (known.length + left) - sum) / left - mean) / spread),
  );
  return { p5: at(Z.p5), p25: at(Z.p25), p50: at(Z.p50), p75: at(Z.p75), p95: at(Z.p95), probabilities };
}

/** Baseline: the rest of the year as in the last year that there is. */
export const lastYear: Forecaster = (question) => {
  const last = question.earlier.get(Math.max(...question.earlier.keys()));
  return last ? restAsIn(question, [last]) : null;
};

/** Baseline: the rest of the year as in all earlier years on average. */
export const climatology: Forecaster = (question) => restAsIn(question, [...question.earlier.values()]);
