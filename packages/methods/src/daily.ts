import type { Day } from '@qingshan/kernel';

/**
 * The neutral reduction of one hourly series to days, as the observation engine gives it: it counts, sums, takes
 * maxima and moving windows; every rule above that is a method. Index `i` is the day `first + i`. A day without data
 * has `hours[i] === 0`.
 */
export interface DailyReduction {
  readonly first: Day;
  /** Number of valid hourly values, 0..24 */
  readonly hours: Uint8Array;
  /** Exact sum of the valid hourly values, in the series' unit */
  readonly sum: Float64Array;
  /** Largest valid hourly value; NaN without data */
  readonly max: Float64Array;
  /** Of the 17 windows of 8 hours ending at hours 8..24, how many have at least 6 valid hours; 0 where not asked for */
  readonly windows: Uint8Array;
  /**
   * The largest mean of those windows times 168 (the least common multiple of 6, 7 and 8), so that it is exact;
   * NaN where there is no such window
   */
  readonly top8x168: Float64Array;
}

/** Why a day has no valid value; `valid` when it has one. */
export type DayState = 'valid' | 'no-data' | 'too-few-hours' | 'too-few-windows' | 'too-few-stations';

/** A daily series of one place and parameter. Index `i` is the day `first + i`; NaN is a day without a valid value. */
export interface DailySeries {
  readonly first: Day;
  readonly values: Float64Array;
  readonly states: readonly DayState[];
}
