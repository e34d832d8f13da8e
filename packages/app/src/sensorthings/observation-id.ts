import { HOUR_SECONDS, type Moment } from '@qingshan/kernel';

/** Hours since 1970 have six digits until 2084 and seven until the year 3110. */
const HOURS = 10_000_000;

/** A number that stays with the value of a series at a time, whatever corrections it meets. */
export function observationId(series: number, time: Moment): number {
  return series * HOURS + time / HOUR_SECONDS;
}

export function splitId(id: number): { readonly series: number; readonly time: Moment } {
  return { series: Math.floor(id / HOURS), time: (id % HOURS) * HOUR_SECONDS };
}
