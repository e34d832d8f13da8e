import { calendarOf, Decimal, monthsOf, snap, sumOf, type Day } from '@qingshan/kernel';
import type { DailySeries, DayState } from '../daily.ts';

/** Days of a period that must have a valid daily value (GB 3095 Table 4). */
export interface PeriodRule {
  /** For the whole period where the rule names a total (a year: 324); `null`: only its months count */
  readonly total: number | null;
  /** For each whole month; 27 */
  readonly month: number;
  /** For February; 25 */
  readonly february: number;
}

export interface Span {
  readonly first: Day;
  readonly last: Day;
}

export interface MonthSummary {
  /** `2024-02` */
  readonly id: string;
  readonly days: number;
  readonly valid: number;
  /** Valid days that the rule asks for; `null` where the month is not whole or there is no rule */
  readonly required: number | null;
  /** Mean of the valid daily values, unrounded */
  readonly mean: number | null;
}

export interface InvalidDay {
  readonly day: Day;
  readonly state: DayState;
}

/** The valid values of a span, in order of days. */
function validValues(series: DailySeries, span: Span): Float64Array {
  const from = Math.max(0, span.first - series.first);
  const to = Math.max(from, span.last - series.first + 1);
  return series.values.subarray(from, to).filter((x) => !Number.isNaN(x));
}

/** Number and sum of the valid values of a span. */
export function totals(series: DailySeries, span: Span): { count: number; sum: number } {
  const values = validValues(series, span);
  return { count: values.length, sum: sumOf(values) };
}

/**
 * The mean of a period is the mean of its valid daily values (GB 3095-2026 3.11–3.13), which are not rounded before.
 *
 * @returns the mean in the series' unit, at 12 significant digits; `null` without a valid day
 */
export function periodMean(series: DailySeries, span: Span): Decimal | null {
  const { count, sum } = totals(series, span);
  return count === 0 ? null : snap(sum / count);
}

/** The valid values of a span, ascending. */
export function sortedValues(series: DailySeries, span: Span): Float64Array {
  return validValues(series, span).sort();
}

export interface Percentile {
  readonly value: Decimal;
  /** Position k = 1 + (n − 1)·p/100 */
  readonly position: Decimal;
  readonly lower: Decimal;
  readonly upper: Decimal;
}

/**
 * The p-th percentile of values in ascending order: linear between the two neighbours of k = 1 + (n − 1)·p/100
 * (HJ 663; R type 7), in exact decimals.
 */
export function percentile(ascending: ArrayLike<number>, p: number | string): Percentile | null {
  const n = ascending.length;
  if (n === 0) return null;
  const position = new Decimal(n - 1).mul(p).div(100).plus(1);
  const s = position.floor().toNumber();
  const lower = snap(ascending[s - 1] ?? Number.NaN);
  const upper = snap(ascending[Math.min(s, n - 1)] ?? Number.NaN);
  return { value: lower.plus(upper.minus(lower).mul(position.minus(s))), position, lower, upper };
}

function isWhole(month: Span): boolean {
  return calendarOf(month.first).date === 1 && calendarOf(month.last + 1).date === 1;
}

/** The months of a span with their valid days and means. */
export function monthTable(series: DailySeries, span: Span, rule: PeriodRule | null): MonthSummary[] {
  return monthsOf(span).map((month) => {
    const { count, sum } = totals(series, month);
    const required = month.month === 2 ? rule?.february : rule?.month;
    return {
      id: month.id,
      days: month.last - month.first + 1,
      valid: count,
      required: required !== undefined && isWhole(month) ? required : null,
      mean: count === 0 ? null : snap(sum / count).toNumber(),
    };
  });
}

/** The days of a span without a valid value, with the reason; days that the series does not cover have no data. */
export function invalidDays(series: DailySeries, span: Span): InvalidDay[] {
  const result: InvalidDay[] = [];
  for (let day = span.first; day <= span.last; day += 1) {
    const state = series.states[day - series.first] ?? 'no-data';
    if (state !== 'valid') result.push({ day, state });
  }
  return result;
}

export interface PeriodValidity {
  readonly ok: boolean;
  /** Valid days that the whole period needs; `null` where the rules ask for nothing */
  readonly required: number | null;
  /** Whole months with too few valid days */
  readonly failing: readonly MonthSummary[];
}

/**
 * Whether a finished period has enough valid days: by the total that its rule names and by every whole calendar month in
 * it. A period without a rule, or without a whole month, asks for nothing.
 */
export function periodValidity(months: readonly MonthSummary[], rule: PeriodRule | null): PeriodValidity {
  const failing = months.filter((m) => m.required !== null && m.valid < m.required);
  const valid = months.reduce((sum, m) => sum + m.valid, 0);
  const ofMonths = months.reduce((sum, m) => sum + (m.required ?? 0), 0);
  const required = rule?.total ?? (ofMonths === 0 ? null : ofMonths);
  return { ok: failing.length === 0 && valid >= (rule?.total ?? 0), required, failing };
}
