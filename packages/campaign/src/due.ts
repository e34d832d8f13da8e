import { calendarOf, formatDay, parseDay, type Day, type Localized, type Period } from '@qingshan/kernel';
import type { Due } from './types.ts';

/** No season of a plan is longer than half a year; longer means that its ends were swapped. */
const LONGEST_SEASON_DAYS = 184;

export const RHYTHM_TEXTS: Readonly<Record<'month' | 'quarter' | 'all-year', Localized>> = {
  month: { zh: '每月', en: 'Every month' },
  quarter: { zh: '每季度', en: 'Every quarter' },
  'all-year': { zh: '全年', en: 'All year' },
};

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Writes a due date as plans do: 年底前, 6月底前, 11月14日前. */
export function dueDateText(day: Day): Localized {
  const { month, date } = calendarOf(day);
  const name = MONTHS[month - 1] ?? '';
  const isMonthEnd = calendarOf(day + 1).date === 1;
  if (!isMonthEnd) return { zh: `${month}月${date}日前`, en: `By ${date} ${name}` };
  if (month === 12) return { zh: '年底前', en: 'By the end of the year' };
  return { zh: `${month}月底前`, en: `By the end of ${name}` };
}

/** The days of a season that begins in `year`, both included; `null` when a bound is no day or the span is too long. */
export function seasonDays(bounds: { from: string; to: string }, year: number): { first: Day; last: Day } | null {
  const first = parseDay(`${year}-${bounds.from}`);
  const last = parseDay(`${bounds.to < bounds.from ? year + 1 : year}-${bounds.to}`);
  if (first === null || last === null || last - first + 1 > LONGEST_SEASON_DAYS) return null;
  return { first, last };
}

/** What is wrong with a due term in a plan of `year`, or `null`. */
export function faultOfDue(due: Due, year: number): Localized | null {
  if (due.kind === 'season' && seasonDays(due, year) === null) {
    return {
      zh: `季节“${due.text.zh}”的起止 ${due.from} 至 ${due.to} 有误：不是日期，或超过半年（起止颠倒？）`,
      en: `season “${due.text.en}” from ${due.from} to ${due.to} is wrong: not a date, or longer than half a year (ends swapped?)`,
    };
  }
  if (due.kind !== 'date') return null;
  const day = parseDay(due.date);
  if (day !== null && calendarOf(day).year === year) return null;
  return {
    zh: `完成时限 ${due.date} 不在计划年度 ${year} 年之内`,
    en: `due date ${due.date} does not lie in ${year}, the year of the plan`,
  };
}

/** The eve of a season that begins in `year`. */
export function dayBeforeSeason(from: string, year: number): string | null {
  const first = parseDay(`${year}-${from}`);
  return first === null ? null : formatDay(first - 1);
}

/** The last day in `year` on which a due term can still be kept, `2024-12-31`; `null` for rhythms. */
export function lastDayOf(due: Due, year: number): string | null {
  if (due.kind === 'rhythm') return null;
  if (due.kind === 'date') return due.date;
  const season = seasonDays(due, year);
  if (season === null) return null;
  return formatDay(Math.min(season.last, parseDay(`${year}-12-31`) ?? season.last));
}

/** Whether a measure falls due in a period (`2024-06`): its date lies there, or its season touches it; rhythms always do. */
export function isDueIn(due: Due, period: Period): boolean {
  if (due.kind === 'rhythm') return true;
  if (due.kind === 'date') {
    const day = parseDay(due.date);
    return day !== null && day >= period.first && day <= period.last;
  }
  const { year } = calendarOf(period.first);
  const seasons = [seasonDays(due, year - 1), seasonDays(due, year)];
  return seasons.some((s) => s !== null && s.first <= period.last && s.last >= period.first);
}
