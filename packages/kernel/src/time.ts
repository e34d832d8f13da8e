/**
 * Time in Qingshan. All of it is Beijing time (UTC+8, no summer time); nothing here reads a clock.
 *
 * - A **day** is a whole number: days since 1970-01-01.
 * - A **moment** is a whole number: seconds since 1970-01-01T00:00:00 Beijing time.
 * - A **monitoring hour** is named by its END (docs/adr/0003): day D consists of the labels 1..23 of D and label 0 of
 *   D+1. So an averaging interval ending at moment `t` belongs to the day that contains the second before `t`.
 */
export type Day = number;
export type Moment = number;

export const DAY_SECONDS = 86_400;
export const HOUR_SECONDS = 3_600;
const BEIJING_OFFSET_MS = 8 * HOUR_SECONDS * 1000;

/** How a source writes the hours of its intervals; declared by each source, never guessed. */
export type HourLabel = 'hour-ending' | 'hour-beginning';

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly date: number;
}

/** The day of a calendar date, or `null` when there is no such date (2023-02-30). */
export function dayOfDate(year: number, month: number, date: number): Day | null {
  const ms = Date.UTC(year, month - 1, date);
  const back = new Date(ms);
  const exists = back.getUTCFullYear() === year && back.getUTCMonth() === month - 1 && back.getUTCDate() === date;
  return exists ? ms / (DAY_SECONDS * 1000) : null;
}

/** Reads `2024-10-31` or `20241031`; `null` when it is no date. */
export function parseDay(text: string): Day | null {
  const m = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text);
  return m ? dayOfDate(Number(m[1]), Number(m[2]), Number(m[3])) : null;
}

export function calendarOf(day: Day): CalendarDay {
  const d = new Date(day * DAY_SECONDS * 1000);
  return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, date: d.getUTCDate() };
}

/** Writes a day as `2024-10-31`. */
export function formatDay(day: Day): string {
  return new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

/** The day to which an averaging interval ending at `moment` belongs. */
export function monitoringDayOf(moment: Moment): Day {
  return Math.floor((moment - 1) / DAY_SECONDS);
}

/** Which of the 24 hours of its day (1..24) an hourly interval ending at `moment` is. */
export function hourOfDay(moment: Moment): number {
  return (moment - monitoringDayOf(moment) * DAY_SECONDS) / HOUR_SECONDS;
}

/** The end of the interval that a source calls hour `hour` (0..23 or 24) of `day`. */
export function endOfHour(day: Day, hour: number, label: HourLabel): Moment {
  return day * DAY_SECONDS + (label === 'hour-ending' ? hour : hour + 1) * HOUR_SECONDS;
}

/** Writes a moment as `2024-10-31T08:00`, Beijing time; midnight at the end of a day is the next day's 00:00. */
export function formatMoment(moment: Moment): string {
  return new Date(moment * 1000).toISOString().slice(0, 16);
}

/** Reads `2024-10-31T08:00[:00]` or with a blank, Beijing time unless a zone is written (`Z`, `+08:00`). */
export function parseMoment(text: string): Moment | null {
  const m = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text.trim());
  const day = m ? parseDay(m[1] ?? '') : null;
  if (!m || day === null) return null;
  const [h, min, s] = [Number(m[2]), Number(m[3]), Number(m[4] ?? 0)];
  if (h > 24 || min > 59 || s > 59 || (h === 24 && min + s > 0)) return null;
  const local = day * DAY_SECONDS + h * HOUR_SECONDS + min * 60 + s;
  if (m[5] === undefined) return local;
  return Math.floor((Date.parse(`${m[1]}T00:00:00${m[5]}`) + BEIJING_OFFSET_MS) / 1000) + (local - day * DAY_SECONDS);
}

/** The moment of a system timestamp in milliseconds since 1970 UTC. */
export function momentOfTimestamp(ms: number): Moment {
  return Math.floor((ms + BEIJING_OFFSET_MS) / 1000);
}
