import { calendarOf, dayOfDate, type Day } from '@qingshan/kernel';

/** Days of a leap year: every calendar date has its slot, 29 February too. */
const SLOTS = 366;
/** Standard deviation of the smoothing kernel in days: wide enough that one episode does not become a season. */
const BANDWIDTH = 30;
const REACH = 75;
/** The shape of Y years counts Y / (Y + 1) against "no season", because a single year shows its weather too. */
const FLAT_YEARS = 1;
const ROUNDS = 3;
/** No place is steadier than this: a tenth from day to day. */
const LEAST_VARIATION = 0.1 ** 2;

/** Valid daily values of one calendar year: the slots of the days and their values, in the same order. */
export interface YearOfDays {
  readonly year: number;
  readonly slots: readonly number[];
  readonly values: readonly number[];
}

/** What a season is like at a place, by slot 0..365. */
export interface SeasonalShape {
  /** Expected daily value over the level of its year; about 1 on average */
  readonly mean: Float64Array;
  /** Squared coefficient of variation of a daily value about that expectation */
  readonly variation: Float64Array;
  readonly years: number;
}

export function slotOf(day: Day): number {
  const { month, date } = calendarOf(day);
  return (dayOfDate(2000, month, date) ?? 0) - (dayOfDate(2000, 1, 1) ?? 0);
}

const KERNEL = Float64Array.from({ length: 2 * REACH + 1 }, (_, i) => Math.exp(-0.5 * ((i - REACH) / BANDWIDTH) ** 2));

/** Weighted mean of the points around each slot, around the turn of the year as well; 1 where there is nothing. */
function smooth(sums: Float64Array, counts: Float64Array): Float64Array {
  return Float64Array.from({ length: SLOTS }, (_, slot) => {
    let sum = 0;
    let weight = 0;
    KERNEL.forEach((w, i) => {
      const at = (slot + i - REACH + SLOTS) % SLOTS;
      sum += w * (sums[at] ?? 0);
      weight += w * (counts[at] ?? 0);
    });
    return weight > 0 ? sum / weight : 1;
  });
}

function smoothDays(
  years: readonly YearOfDays[],
  transform: (value: number, slot: number, year: YearOfDays) => number,
): Float64Array {
  const sums = new Float64Array(SLOTS);
  const counts = new Float64Array(SLOTS);
  for (const year of years) {
    year.slots.forEach((slot, i) => {
      sums[slot] = (sums[slot] ?? 0) + transform(year.values[i] ?? 0, slot, year);
      counts[slot] = (counts[slot] ?? 0) + 1;
    });
  }
  return smooth(sums, counts);
}

/** Level of a year: its sum over what the season makes of the same days, so that gaps do not shift it. */
function levelOf(year: YearOfDays, shape: Float64Array): number {
  const expected = year.slots.reduce((sum, slot) => sum + (shape[slot] ?? 1), 0);
  return year.values.reduce((sum, x) => sum + x, 0) / expected;
}

/** Learns the seasonal shape of earlier years; each year counts relative to its own level, so a trend is no season. */
export function seasonalShape(history: readonly YearOfDays[]): SeasonalShape {
  const years = history.filter((y) => y.values.some((x) => x > 0));
  const trust = years.length / (years.length + FLAT_YEARS);
  let mean = new Float64Array(SLOTS).fill(1);
  for (let round = 0; round < ROUNDS; round++) {
    const levels = new Map(years.map((y) => [y.year, levelOf(y, mean)]));
    const raw = smoothDays(years, (x, _, y) => x / (levels.get(y.year) ?? 1));
    const average = raw.reduce((sum, x) => sum + x, 0) / SLOTS;
    mean = raw.map((x) => 1 + trust * (x / average - 1));
  }
  const levels = new Map(years.map((y) => [y.year, levelOf(y, mean)]));
  const variation = smoothDays(years, (x, slot, y) => (x / (levels.get(y.year) ?? 1) / (mean[slot] ?? 1) - 1) ** 2);
  return { mean, variation: variation.map((x) => Math.max(x, LEAST_VARIATION)), years: years.length };
}
