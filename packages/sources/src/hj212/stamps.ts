import { calendarOf, DAY_SECONDS, parseDay, type Moment } from '@qingshan/kernel';

/** Times of the protocol: YYYYMMDDhhmmss, in QN followed by milliseconds. */

/**
 * Reads 14 digits, or 17 as some devices write a DataTime; the milliseconds are dropped.
 *
 * @returns `null` when it is no such time
 */
export function momentOfStamp(text: string): Moment | null {
  if (!/^\d{14}(?:\d{3})?$/.test(text)) return null;
  const day = parseDay(text.slice(0, 8));
  const [hour = 24, minute = 60, second = 60] = [8, 10, 12].map((i) => Number(text.slice(i, i + 2)));
  if (day === null || hour > 23 || minute > 59 || second > 59) return null;
  return day * DAY_SECONDS + hour * 3600 + minute * 60 + second;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

export function stampOf(moment: Moment): string {
  const { year, month, date } = calendarOf(Math.floor(moment / DAY_SECONDS));
  const second = moment - Math.floor(moment / DAY_SECONDS) * DAY_SECONDS;
  const time = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return digits(year, 4) + [month, date, ...time].map((part) => digits(part, 2)).join('');
}

/** @param number tells exchanges of the same second apart, 0 to 999 */
export function qnOf(moment: Moment, number: number): string {
  return stampOf(moment) + digits(number % 1000, 3);
}
