import { calendarOf, DAY_SECONDS, dayOfDate, HOUR_SECONDS, type Day, type Moment } from '@qingshan/kernel';

export interface ObservedTime {
  /** The full hour begun */
  readonly time: Moment;
  readonly day: Day;
  readonly onTheHour: boolean;
}

/** Years that are tried backwards, so that 29 February finds its leap year. */
const YEARS = 8;

/**
 * Reads `06-15 08:00`, which has no year: the latest such day that is not after the day following the file's date. A
 * table taken in January may hold values of December, and a stopped station values of months ago.
 *
 * @returns `null` when it is no such time
 */
export function readObservedTime(text: string, fileDay: Day): ObservedTime | null {
  const m = /^(\d{1,2})-(\d{1,2}) (\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text.trim());
  if (!m) return null;
  const [month, date, hour, minute] = [Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4])];
  if (hour > 23 || minute > 59) return null;
  const { year } = calendarOf(fileDay + 1);
  for (let back = 0; back < YEARS; back += 1) {
    const day = dayOfDate(year - back, month, date);
    if (day === null || day > fileDay + 1) continue;
    return { time: day * DAY_SECONDS + hour * HOUR_SECONDS, day, onTheHour: minute === 0 };
  }
  return null;
}

/** The date in a file's name: `2020-06-15.json`, `water_20200615.json`; `null` without one. */
export function dayOfName(name: string): Day | null {
  const m = /(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)/.exec(name);
  return m ? dayOfDate(Number(m[1]), Number(m[2]), Number(m[3])) : null;
}
