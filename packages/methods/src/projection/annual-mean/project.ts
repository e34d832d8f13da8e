import {
  calendarOf,
  daysIn,
  formatDay,
  monthsOf,
  snap,
  sumOf,
  yearPeriod,
  yearsBefore,
  type Day,
} from '@qingshan/kernel';
import {
  learn,
  meanOfComing,
  probabilityAtMost,
  quantileOf,
  type LogNormal,
  type Quantile,
  type RemainderModel,
} from './remainder.ts';
import { slotOf, type YearOfDays } from './seasonal-shape.ts';

/** Each of the 12 calendar months needs so many valid days in earlier years, else no distribution is given. */
export const MIN_HISTORY_DAYS_OF_MONTH = 10;
/** Days looked back over to see how many of the coming ones will be valid. */
const SHARE_WINDOW = 365;

/** Daily values in order; element `i` is the day `first + i`, NaN a day without a valid value. */
export interface DailyValues {
  readonly first: Day;
  readonly values: ArrayLike<number>;
}

/** `open`: still undecided. `out-of-reach`: even zero on all days left would not do. */
export type ProjectionState = 'not-begun' | 'no-data' | 'open' | 'out-of-reach' | 'complete';

export interface MeanOfDays {
  readonly mean: number;
  readonly validDays: number;
  readonly days: number;
}

export interface LimitOutlook {
  readonly limit: number;
  /** Mean that the expected valid days left may have to end exactly at the limit; may be negative. `null` at the end. */
  readonly allowance: number | null;
  /** Probability that the annual mean is at most the limit; `null` where the history does not carry one. */
  readonly probability: number | null;
}

export type Quantiles = Readonly<Record<Quantile, number>>;

export interface FanPoint {
  /** Last day of the month that counts, `2024-11-30` */
  readonly through: string;
  /** Mean from 1 January to that day, where it has passed */
  readonly actual: number | null;
  /** Its distribution, where it is to come */
  readonly projected: Quantiles | null;
}

export interface Projection {
  readonly state: ProjectionState;
  readonly toDate: MeanOfDays | null;
  readonly lastYear: MeanOfDays | null;
  readonly daysLeft: number;
  /** Days left that are expected to be valid */
  readonly validDaysLeft: number;
  /** Earlier years with data */
  readonly historyYears: readonly number[];
  /** Calendar months (1..12) that the history does not cover well enough */
  readonly missingMonths: readonly number[];
  readonly limits: readonly LimitOutlook[];
  /** Distribution of the annual mean */
  readonly annual: Quantiles | null;
  /** Distribution of the mean of the days left */
  readonly rest: Quantiles | null;
  readonly fan: readonly FanPoint[];
}

export interface ProjectionQuestion {
  readonly year: number;
  readonly through: Day;
  /** The first one decides the state. */
  readonly limits: readonly [number, ...number[]];
}

function valueOn(series: DailyValues, day: Day): number {
  return series.values[day - series.first] ?? Number.NaN;
}

function meanBetween(series: DailyValues, first: Day, last: Day): MeanOfDays | null {
  const values: number[] = [];
  for (let day = first; day <= last; day++) {
    const x = valueOn(series, day);
    if (!Number.isNaN(x)) values.push(x);
  }
  if (values.length === 0) return null;
  return { mean: sumOf(values) / values.length, validDays: values.length, days: last - first + 1 };
}

function daysOfYear(series: DailyValues, year: number, through: Day): YearOfDays {
  const { first, last } = yearPeriod(year);
  const slots: number[] = [];
  const values: number[] = [];
  for (let day = first; day <= Math.min(last, through); day++) {
    const x = valueOn(series, day);
    if (Number.isNaN(x)) continue;
    slots.push(slotOf(day));
    values.push(x);
  }
  return { year, slots, values };
}

function earlierYears(series: DailyValues, year: number): YearOfDays[] {
  const start = calendarOf(series.first).year;
  return Array.from({ length: Math.max(0, year - start) }, (_, i) =>
    daysOfYear(series, start + i, Number.POSITIVE_INFINITY),
  ).filter((y) => y.values.some((x) => x > 0));
}

/** Calendar months without enough valid days in earlier years. */
function uncoveredMonths(history: readonly YearOfDays[]): number[] {
  return monthsOf(yearPeriod(2000))
    .filter((month) => {
      const [from, to] = [slotOf(month.first), slotOf(month.last)];
      const days = history.flatMap((y) => y.slots.filter((slot) => slot >= from && slot <= to));
      return days.length < MIN_HISTORY_DAYS_OF_MONTH;
    })
    .map((month) => month.month);
}

/** How many of 100 days have been valid lately, since the first valid one of the last 365. */
function validShare(series: DailyValues, through: Day): number {
  let first = through - SHARE_WINDOW + 1;
  while (first < through && Number.isNaN(valueOn(series, first))) first++;
  const mean = meanBetween(series, first, through);
  return mean === null ? 1 : mean.validDays / mean.days;
}

function slotsBetween(first: Day, last: Day): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => slotOf(first + i));
}

function mapQuantiles(at: (quantile: Quantile) => number): Quantiles {
  return { p5: at('p5'), p25: at('p25'), p50: at('p50'), p75: at('p75'), p95: at('p95') };
}

/** The distribution of the mean to date joined with `days` more days of the given mean. */
function joined(toDate: MeanOfDays, days: number, rest: LogNormal): Quantiles {
  const sum = toDate.mean * toDate.validDays;
  return mapQuantiles((q) => (sum + days * quantileOf(rest, q)) / (toDate.validDays + days));
}

function fanOf(
  series: DailyValues,
  question: ProjectionQuestion,
  toDate: MeanOfDays,
  share: number,
  model: RemainderModel | null,
): FanPoint[] {
  const year = yearPeriod(question.year);
  return monthsOf(year).map(({ last }) => {
    const through = formatDay(last);
    if (last <= question.through) {
      return { through, actual: meanBetween(series, year.first, last)?.mean ?? null, projected: null };
    }
    if (model === null) return { through, actual: null, projected: null };
    const slots = slotsBetween(question.through + 1, last);
    return {
      through,
      actual: null,
      projected: joined(toDate, slots.length * share, meanOfComing(model, slots, share)),
    };
  });
}

function outlook(toDate: MeanOfDays, daysLeft: number, rest: LogNormal | null, limit: number): LimitOutlook {
  const sum = toDate.mean * toDate.validDays;
  if (daysLeft === 0) return { limit, allowance: null, probability: null };
  const allowance = snap((limit * (toDate.validDays + daysLeft) - sum) / daysLeft).toNumber();
  return { limit, allowance, probability: rest === null ? null : probabilityAtMost(rest, allowance) };
}

function stateOf(toDate: MeanOfDays | null, question: ProjectionQuestion): ProjectionState {
  const year = yearPeriod(question.year);
  if (question.through < year.first) return 'not-begun';
  if (question.through >= year.last) return 'complete';
  if (toDate === null) return 'no-data';
  const best = (toDate.mean * toDate.validDays) / (toDate.validDays + (year.last - question.through));
  return best > question.limits[0] ? 'out-of-reach' : 'open';
}

/**
 * Where an annual mean stands and where it is heading (docs/projection.md).
 *
 * Looks at nothing after `through`. Gives no distribution when the earlier years do not cover every calendar month.
 *
 * @param series daily values of earlier years and of the running one
 * @param question the year, the last day whose data count, the limits not to be exceeded (in the unit of the series)
 */
export function projectAnnualMean(series: DailyValues, question: ProjectionQuestion): Projection {
  const year = yearPeriod(question.year);
  const through = Math.min(question.through, year.last);
  const toDate = through < year.first ? null : meanBetween(series, year.first, through);
  const history = earlierYears(series, question.year);
  const missingMonths = uncoveredMonths(history);
  const daysLeft = Math.min(year.last - through, daysIn(year));
  const share = validShare(series, through);
  const running = daysOfYear(series, question.year, through);
  const projectable = toDate !== null && daysLeft > 0 && missingMonths.length === 0;
  const model = projectable ? learn(history, running) : null;
  const validDaysLeft = snap(daysLeft * share).toNumber();
  const rest = model ? meanOfComing(model, slotsBetween(through + 1, year.last), share) : null;
  return {
    state: stateOf(toDate, question),
    toDate,
    lastYear: through < year.first ? null : meanBetween(series, yearsBefore(year.first, 1), yearsBefore(through, 1)),
    daysLeft,
    validDaysLeft,
    historyYears: history.map((y) => y.year),
    missingMonths,
    limits: toDate ? question.limits.map((limit) => outlook(toDate, validDaysLeft, rest, limit)) : [],
    annual: toDate && rest ? joined(toDate, validDaysLeft, rest) : null,
    rest: rest ? mapQuantiles((q) => quantileOf(rest, q)) : null,
    fan: toDate ? fanOf(series, { ...question, through }, toDate, share, model) : [],
  };
}
