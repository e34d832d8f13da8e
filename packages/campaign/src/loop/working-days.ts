import { dayOfDate, type Day } from '@qingshan/kernel';

/** Days on which offices work: the weekends, corrected by the yearly notice of the State Council on holidays. */
export interface WorkingDays {
  /** Weekdays that are holidays */
  readonly rest: ReadonlySet<Day>;
  /** Days of a weekend on which offices work */
  readonly work: ReadonlySet<Day>;
  /** Years that the notices cover; outside only weekends are known */
  readonly years: ReadonlySet<number>;
}

/** Thursday, 1 January 1970 is day 0. */
function isWeekend(day: Day): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

export function isWorkingDay(calendar: WorkingDays, day: Day): boolean {
  return isWeekend(day) ? calendar.work.has(day) : !calendar.rest.has(day);
}

/** The n-th working day of a month, n from 1. */
export function workingDayOfMonth(calendar: WorkingDays, year: number, month: number, n: number): Day {
  let day = dayOfDate(year, month, 1) ?? 0;
  let left = n;
  for (;;) {
    if (isWorkingDay(calendar, day)) left -= 1;
    if (left <= 0) return day;
    day += 1;
  }
}

/** The day itself when offices work on it, else the next on which they do. */
export function nextWorkingDay(calendar: WorkingDays, day: Day): Day {
  let found = day;
  while (!isWorkingDay(calendar, found)) found += 1;
  return found;
}

/** The day that is `n` working days after `day`, which itself is not counted. */
export function addWorkingDays(calendar: WorkingDays, day: Day, n: number): Day {
  let found = day;
  for (let left = n; left > 0;) {
    found += 1;
    if (isWorkingDay(calendar, found)) left -= 1;
  }
  return found;
}

/** How many working days lie after `first` up to and including `last`. */
export function workingDaysBetween(calendar: WorkingDays, first: Day, last: Day): number {
  let count = 0;
  for (let day = first + 1; day <= last; day++) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}
