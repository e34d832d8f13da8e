import { calendarOf, dayOfDate, formatDay, parseDay, type Day } from './time.ts';

export type PeriodKind = 'year' | 'half' | 'quarter' | 'month' | 'day' | 'custom';

/** A stretch of whole monitoring days, both ends included. `id` is its canonical name (see {@link parsePeriod}). */
export interface Period {
  readonly id: string;
  readonly kind: PeriodKind;
  readonly first: Day;
  readonly last: Day;
}

export interface MonthOfPeriod {
  /** `2024-02` */
  readonly id: string;
  readonly year: number;
  readonly month: number;
  readonly first: Day;
  readonly last: Day;
}

function startOfMonth(year: number, month: number): Day {
  const day = dayOfDate(year + Math.floor((month - 1) / 12), ((((month - 1) % 12) + 12) % 12) + 1, 1);
  if (day === null) throw new RangeError(`no such month: ${year}-${month}`);
  return day;
}

function months(id: string, kind: PeriodKind, year: number, month: number, count: number): Period {
  return { id, kind, first: startOfMonth(year, month), last: startOfMonth(year, month + count) - 1 };
}

/** Reads the end of a range, a day or a month, and gives its first and last day. */
function span(text: string): { first: Day; last: Day } | null {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseDay(text) : null;
  if (day !== null) return { first: day, last: day };
  const m = /^(\d{4})-(\d{2})$/.exec(text);
  if (!m || Number(m[2]) < 1 || Number(m[2]) > 12) return null;
  return months(text, 'month', Number(m[1]), Number(m[2]), 1);
}

/**
 * Reads `2024`, `2024-H1`, `2024-Q3`, `2024-10`, `2024-10-31`, `2024-01..2024-06` or `2024-01-05..2024-10-31`.
 *
 * @returns the period, or `null` when the text names none (bad month, end before start)
 */
export function parsePeriod(text: string): Period | null {
  const year = /^(\d{4})$/.exec(text);
  if (year) return months(text, 'year', Number(year[1]), 1, 12);
  const part = /^(\d{4})-([HQ])([1-4])$/.exec(text);
  if (part) {
    const [y, n] = [Number(part[1]), Number(part[3])];
    if (part[2] === 'Q') return months(text, 'quarter', y, n * 3 - 2, 3);
    return n <= 2 ? months(text, 'half', y, n * 6 - 5, 6) : null;
  }
  const [from, to, extra] = text.split('..');
  const a = span(from ?? '');
  if (!a || extra !== undefined) return null;
  if (to === undefined) return { id: text, kind: a.first === a.last ? 'day' : 'month', ...a };
  const b = span(to);
  return b && a.first <= b.last ? { id: text, kind: 'custom', first: a.first, last: b.last } : null;
}

export function yearPeriod(year: number): Period {
  return months(String(year), 'year', year, 1, 12);
}

export function customPeriod(first: Day, last: Day): Period {
  return { id: `${formatDay(first)}..${formatDay(last)}`, kind: 'custom', first, last };
}

export function daysIn(period: Pick<Period, 'first' | 'last'>): number {
  return period.last - period.first + 1;
}

/** The calendar months that the period touches, each cut to the period. */
export function monthsOf(period: Pick<Period, 'first' | 'last'>): MonthOfPeriod[] {
  const result: MonthOfPeriod[] = [];
  for (let day = period.first; day <= period.last;) {
    const { year, month } = calendarOf(day);
    const last = Math.min(startOfMonth(year, month + 1) - 1, period.last);
    result.push({ id: formatDay(day).slice(0, 7), year, month, first: day, last });
    day = last + 1;
  }
  return result;
}

/** The same days `years` earlier; 29 February becomes 28 February. */
export function yearsBefore(day: Day, years: number): Day {
  const { year, month, date } = calendarOf(day);
  return dayOfDate(year - years, month, date) ?? startOfMonth(year - years, month + 1) - 1;
}

/**
 * The same period of the year before. Whole years, halves, quarters, months and ranges of months stay whole (February
 * gets its end).
 */
export function samePeriodLastYear(period: Period): Period {
  const named = /^\d{4}(?:-(?:[HQ]\d|\d{2}(?:\.\.\d{4}-\d{2})?))?$/.test(period.id)
    ? parsePeriod(period.id.replaceAll(/\d{4}/g, (y) => String(Number(y) - 1).padStart(4, '0')))
    : null;
  return named ?? customPeriod(yearsBefore(period.first, 1), yearsBefore(period.last, 1));
}

/** The part of the period up to and including `through`; `null` when the period has not begun. */
export function upTo(period: Period, through: Day): Period | null {
  if (through >= period.last) return period;
  return through < period.first ? null : customPeriod(period.first, through);
}
