import { DAY_SECONDS, formatDay, monitoringDayOf, type Day, type Moment } from '@qingshan/kernel';
import type { Literal } from './odata/tokens.ts';

/** Beijing time with its zone, to the second. */
function isoOf(moment: Moment): string {
  return `${new Date(moment * 1000).toISOString().slice(0, 19)}+08:00`;
}

/**
 * A stretch of time, or an instant where both ends are one. A stretch holds its end and not its beginning, as a monitoring
 * hour does (docs/adr/0003).
 */
export class TimeSpan {
  readonly from: Moment;
  readonly to: Moment;

  constructor(from: Moment, to: Moment = from) {
    this.from = from;
    this.to = to;
  }

  /** `-1` when all of it is before the other, `1` when all of it is after, else `0` */
  compare(other: TimeSpan): number {
    if (this.from === this.to && other.from === other.to) return Math.sign(this.from - other.from);
    if (other.from === other.to) return this.from >= other.to ? 1 : this.to < other.from ? -1 : 0;
    if (this.from === this.to) return -other.compare(this);
    return this.from >= other.to ? 1 : this.to <= other.from ? -1 : 0;
  }

  toJSON(): string {
    return this.from === this.to ? isoOf(this.from) : `${isoOf(this.from)}/${isoOf(this.to)}`;
  }
}

export class DayValue {
  readonly day: Day;
  constructor(day: Day) {
    this.day = day;
  }
  toJSON(): string {
    return formatDay(this.day);
  }
}

/** A time of day or a length of time. */
export class Seconds {
  readonly type: 'clock' | 'duration';
  readonly seconds: number;
  constructor(type: 'clock' | 'duration', seconds: number) {
    this.type = type;
    this.seconds = seconds;
  }
}

export interface Complex {
  readonly [name: string]: Value;
}
export type Value = string | number | boolean | null | TimeSpan | DayValue | Seconds | Complex;

export function isComplex(value: Value): value is Complex {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof TimeSpan) &&
    !(value instanceof DayValue) &&
    !(value instanceof Seconds)
  );
}

export function valueOf(literal: Literal): Value {
  switch (literal.type) {
    case 'null':
      return null;
    case 'time':
      return new TimeSpan(literal.from, literal.to);
    case 'day':
      return new DayValue(literal.value);
    case 'clock':
    case 'duration':
      return new Seconds(literal.type, literal.value);
    default:
      return literal.value;
  }
}

const HOUR = 3600;
const MONTH_BACK = 27;

function monthBefore(end: Moment): Moment {
  const last = new Date((end - 1) * 1000);
  return Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), 1) / 1000;
}

/** What the values of a series are: means of an hour, amounts of a month, or samples. */
export type Averaging = 'hour' | 'month' | 'sample';

/** How far the time of a value of a kind other than an hour may reach before and after the moment under which it is stored. */
export const REACH = { before: (MONTH_BACK + 4) * DAY_SECONDS, after: DAY_SECONDS } as const;
export const AVERAGING_HOUR = HOUR;

/**
 * The time that a value stored under a moment is of. Of a sample taken by hand only the day is known; what a station
 * reports of itself at other hours is an instant.
 */
export function phenomenonTime(averaging: Averaging, time: Moment, isByHand: boolean): TimeSpan {
  if (averaging === 'hour') return new TimeSpan(time - HOUR, time);
  if (averaging === 'month') return new TimeSpan(monthBefore(time), time);
  if (!isByHand) return new TimeSpan(time);
  const day = monitoringDayOf(time);
  return new TimeSpan(day * DAY_SECONDS, (day + 1) * DAY_SECONDS);
}
