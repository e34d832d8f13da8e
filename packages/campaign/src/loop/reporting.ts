import { calendarOf, customPeriod, monthsOf, parsePeriod, yearPeriod, type Day, type Period } from '@qingshan/kernel';
import { isDueIn } from '../due.ts';
import type { Measure } from '../types.ts';
import type { ReportingRules } from './reporting-rules.ts';
import { nextWorkingDay, workingDayOfMonth } from './working-days.ts';

export const FREQUENCIES = ['week', 'month', 'quarter', 'year'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** How often a measure is reported on when nobody has said otherwise. */
export function frequencyOf(measure: Pick<Measure, 'due'>): Frequency {
  return measure.due.kind === 'rhythm' && measure.due.every === 'quarter' ? 'quarter' : 'month';
}

/** The weeks, Monday to Sunday, that begin in the year. */
function weeksOf(year: number): Period[] {
  const { first, last } = yearPeriod(year);
  const weekday = (((first + 3) % 7) + 7) % 7;
  const weeks: Period[] = [];
  for (let monday = first + ((7 - weekday) % 7); monday <= last; monday += 7) {
    weeks.push(customPeriod(monday, monday + 6));
  }
  return weeks;
}

function named(texts: readonly string[]): Period[] {
  return texts.flatMap((text) => parsePeriod(text) ?? []);
}

const PERIODS: Readonly<Record<Frequency, (year: number) => readonly Period[]>> = {
  week: weeksOf,
  month: (year) => named(monthsOf(yearPeriod(year)).map((month) => month.id)),
  quarter: (year) => named([1, 2, 3, 4].map((q) => `${year}-Q${q}`)),
  year: (year) => [yearPeriod(year)],
};

const periodsOfYears = new Map<string, readonly Period[]>();

/** Worked out once: every measure asks for the same ones. */
function periodsOf(year: number, frequency: Frequency): readonly Period[] {
  const key = `${year}/${frequency}`;
  const known = periodsOfYears.get(key) ?? PERIODS[frequency](year);
  periodsOfYears.set(key, known);
  return known;
}

/**
 * The periods of `year` on which a measure is reported: up to the one in which it falls due; in a season only those that
 * the season touches.
 */
export function reportingPeriods(measure: Pick<Measure, 'due'>, year: number, frequency: Frequency): readonly Period[] {
  const all = periodsOf(year, frequency);
  const { due } = measure;
  if (due.kind === 'rhythm') return all;
  if (due.kind === 'season') return all.filter((period) => isDueIn(due, period));
  const last = parsePeriod(due.date)?.last ?? Number.POSITIVE_INFINITY;
  return all.filter((period) => period.first <= last);
}

/** A day of a month; the 31st of a shorter month is its last day. */
function dayIn(month: Pick<Period, 'first' | 'last'>, date: number): Day {
  return Math.min(month.first + date - 1, month.last);
}

/** The last day on which a report on the period is on time. */
export function reportDueDay(period: Period, rules: Pick<ReportingRules, 'due' | 'calendar'>): Day {
  const { due, calendar } = rules;
  const ended = calendarOf(period.last + 1);
  if (period.kind === 'custom') return nextWorkingDay(calendar, period.last + 1);
  if (due.kind === 'working-day') return workingDayOfMonth(calendar, ended.year, ended.month, due.n);
  const within = due.of === 'same-month' ? period.last : period.last + 1;
  const { year, month } = calendarOf(within);
  const [whole] = named([`${year}-${String(month).padStart(2, '0')}`]);
  return nextWorkingDay(calendar, whole ? dayIn(whole, due.day) : within);
}
