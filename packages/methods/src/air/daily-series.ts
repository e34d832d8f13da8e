import { named } from '../named.ts';
import { formatDay, parseDay, roundHalfEven, type Day } from '@qingshan/kernel';
import { z } from 'zod';
import type { DailyReduction, DailySeries, DayState } from '../daily.ts';
import { WINDOW_SCALE } from './reduce.ts';

/** What is taken from the hours of a day. The 1 h maximum of O3 is valid on the days on which its 8 h maximum is. */
export const DAILY_STATISTICS = ['day', 'mda8', 'max-1h'] as const;
export type DailyStatistic = (typeof DAILY_STATISTICS)[number];

/** When a day's value is valid (GB 3095 Table 4; HJ 663 6.1.2 for O3). */
export type DayRule =
  | { readonly statistic: 'day'; readonly minHours: number }
  | {
      readonly statistic: 'mda8' | 'max-1h';
      readonly minWindows: number;
      /** With fewer windows the day counts only when its maximum, rounded to `decimals`, is above this limit. */
      readonly unlessAbove: number;
      readonly decimals: number;
    };

/** The largest 8-hour mean of a day, or NaN. */
export function topWindowMean(reduction: DailyReduction, i: number): number {
  return (reduction.top8x168[i] ?? Number.NaN) / WINDOW_SCALE;
}

/** Whether day `i` of the reduction has a valid value under the rule, and if not, why. */
export function dayState(reduction: DailyReduction, i: number, rule: DayRule): DayState {
  const hours = reduction.hours[i] ?? 0;
  if (hours === 0) return 'no-data';
  if (rule.statistic === 'day') return hours >= rule.minHours ? 'valid' : 'too-few-hours';
  const windows = reduction.windows[i] ?? 0;
  if (windows >= rule.minWindows) return 'valid';
  if (windows === 0) return 'too-few-windows';
  // Hours that are missing could not have lowered the maximum of the day, so an exceedance stands without them. It is
  // judged on the rounded value, as every daily value is (decided in docs/adr/0005).
  const above = roundHalfEven(topWindowMean(reduction, i), rule.decimals).gt(rule.unlessAbove);
  return above ? 'valid' : 'too-few-windows';
}

/** The statistic of day `i` whatever its validity; NaN without any data for it. */
export function dayValue(reduction: DailyReduction, i: number, statistic: DailyStatistic): number {
  if (statistic === 'mda8') return topWindowMean(reduction, i);
  if (statistic === 'max-1h') return reduction.max[i] ?? Number.NaN;
  return (reduction.sum[i] ?? Number.NaN) / (reduction.hours[i] ?? 0);
}

/** The daily series of one place: values of valid days, unrounded, and why the others have none. */
export function dailySeries(reduction: DailyReduction, rule: DayRule): DailySeries {
  const n = reduction.hours.length;
  const values = new Float64Array(n).fill(Number.NaN);
  const states: DayState[] = [];
  for (let i = 0; i < n; i += 1) {
    const state = dayState(reduction, i, rule);
    states.push(state);
    if (state === 'valid') values[i] = dayValue(reduction, i, rule.statistic);
  }
  return { first: reduction.first, values, states };
}

const day = z.iso.date().meta(named('日期', 'day, 2024-10-31'));

/** A daily series as JSON: values from `first` on, `null` where a day has no valid value. */
export const seriesSchema = z
  .strictObject({
    first: day,
    values: z.array(z.number().nullable()).max(36_600),
    states: z
      .array(z.enum(['valid', 'no-data', 'too-few-hours', 'too-few-windows', 'too-few-stations']))
      .exactOptional()
      .meta(named('无效原因', 'why a day has no value')),
  })
  .meta(named('逐日有效值（未修约）', 'valid daily values, unrounded'));
export type SeriesInput = z.output<typeof seriesSchema>;

export function seriesInput(series: DailySeries): SeriesInput {
  return {
    first: formatDay(series.first),
    values: Array.from(series.values, (x) => (Number.isNaN(x) ? null : x)),
    states: [...series.states],
  };
}

/** Reads a series that came as JSON. A value without a state is `valid`, its absence `no-data`. */
export function seriesOf(input: SeriesInput): DailySeries {
  const values = Float64Array.from(input.values, (x) => x ?? Number.NaN);
  const states = input.values.map((x, i): DayState => (x === null ? absence(input.states?.[i]) : 'valid'));
  return { first: dayOf(input.first), values, states };
}

function absence(state: DayState | undefined): DayState {
  return state === undefined || state === 'valid' ? 'no-data' : state;
}

/** The day that a schema-checked date names. */
export function dayOf(date: string): Day {
  const day = parseDay(date);
  if (day === null) throw new RangeError(`not a date: ${date}`);
  return day;
}
