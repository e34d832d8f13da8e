import type { ObservationColumns } from '@qingshan/app';
import { DAY_SECONDS, FLAGS, HOUR_SECONDS, type Day, type Flag, type Moment } from '@qingshan/kernel';

/** An observation as a test writes it. */
export interface Row {
  readonly series: number;
  readonly time: Moment;
  readonly value: number;
  readonly flag?: Flag;
  readonly received?: Moment;
}

export function columnsOf(rows: readonly Row[]): ObservationColumns {
  return {
    series: Int32Array.from(rows, (row) => row.series),
    time: Float64Array.from(rows, (row) => row.time),
    value: Float64Array.from(rows, (row) => row.value),
    flag: Uint8Array.from(rows, (row) => FLAGS.indexOf(row.flag ?? 'valid')),
    ...(rows.some((row) => row.received !== undefined)
      ? { received: Float64Array.from(rows, (row) => row.received ?? 0) }
      : {}),
  };
}

/** The end of hour 1..24 of a monitoring day. */
export function hourOf(day: Day, hour: number): Moment {
  return day * DAY_SECONDS + hour * HOUR_SECONDS;
}

/** One monitoring day of a series; `null` is an hour without a value. */
export function dayOf(series: number, day: Day, hours: readonly (number | null)[]): Row[] {
  return hours.flatMap((value, i) => (value === null ? [] : [{ series, time: hourOf(day, i + 1), value }]));
}
