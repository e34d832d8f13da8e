import { sumOf, type Day } from '@qingshan/kernel';
import type { DailyReduction } from '../daily.ts';

const HOURS = 24;
const WINDOW = 8;
/** Least common multiple of 6, 7 and 8: a mean of that many hours times 168 stays as exact as its sum. */
export const WINDOW_SCALE = 168;
/** Valid hours that a window needs to be counted by the engine; all editions ask for 6 of 8 (GB 3095 Table 4). */
export const WINDOW_MIN_HOURS = 6;

/** Hourly values of a monitoring day: element `i` is the hour ending at `i + 1`; `null` is no valid value. */
export type HoursOfDay = readonly (number | null)[];

export interface Window {
  /** Hour at which it ends, 8..24 */
  readonly end: number;
  readonly hours: number;
  readonly sum: number;
}

/** The 17 moving 8-hour windows that lie wholly in the day, named by the hour at which they end. */
export function windowsOf(hours: HoursOfDay): Window[] {
  return Array.from({ length: HOURS - WINDOW + 1 }, (_, i) => {
    const values = hours.slice(i, i + WINDOW).filter((x) => x !== null);
    return { end: i + WINDOW, hours: values.length, sum: sumOf(values) };
  });
}

/** Reduces hourly values to days in the way the observation engine does, for one series given as lists. */
export function reduceHours(first: Day, days: readonly HoursOfDay[]): DailyReduction {
  const reduction: DailyReduction = {
    first,
    hours: new Uint8Array(days.length),
    sum: new Float64Array(days.length),
    max: new Float64Array(days.length).fill(Number.NaN),
    windows: new Uint8Array(days.length),
    top8x168: new Float64Array(days.length).fill(Number.NaN),
  };
  days.forEach((hours, i) => {
    const values = hours.filter((x) => x !== null);
    const windows = windowsOf(hours).filter((w) => w.hours >= WINDOW_MIN_HOURS);
    reduction.hours[i] = values.length;
    reduction.sum[i] = sumOf(values);
    if (values.length > 0) reduction.max[i] = Math.max(...values);
    reduction.windows[i] = windows.length;
    if (windows.length > 0) reduction.top8x168[i] = Math.max(...windows.map((w) => w.sum * (WINDOW_SCALE / w.hours)));
  });
  return reduction;
}
