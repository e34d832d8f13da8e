import { dayOfDate, formatDay, parseDay, parsePeriod, type Day } from '@qingshan/kernel';
import type { Schemas } from '../api/client.ts';

type Quantile = 'p5' | 'p50' | 'p95';
type Fan = Schemas['Projection']['fan'];
export type Values = (number | null)[];

export interface YearSeries {
  /** Every day of the year, `2024-01-01` … */
  readonly days: string[];
  readonly daily: Values;
  readonly cumulative: Values;
  /** Mean of last year up to the same day */
  readonly lastYear: Values;
  readonly fan: Readonly<Record<Quantile, Values>>;
}

function daysOfYear(first: Day): string[] {
  const year = Number(formatDay(first).slice(0, 4));
  const end = dayOfDate(year, 12, 31) ?? first;
  return Array.from({ length: end - first + 1 }, (_, i) => formatDay(first + i));
}

function padded(values: readonly (number | null)[], length: number): Values {
  return Array.from({ length }, (_, i) => values[i] ?? null);
}

/** A straight line from the last value so far through the projected month ends; `null` before it begins. */
function projected(
  cumulative: readonly (number | null)[],
  fan: Fan,
  key: Quantile,
  first: Day,
  length: number,
): Values {
  const result: Values = padded([], length);
  const start = cumulative.findLastIndex((value) => value !== null);
  let from = { at: start, value: cumulative[start] ?? null };
  for (const { period, cumulative: quantiles } of fan) {
    const last = parsePeriod(period)?.last;
    if (last === undefined || from.value === null) continue;
    const to = { at: last - first, value: quantiles[key] };
    for (let i = from.at; i <= to.at && i < length; i += 1) {
      const share = to.at === from.at ? 1 : (i - from.at) / (to.at - from.at);
      result[i] = from.value + share * (to.value - from.value);
    }
    from = to;
  }
  return result;
}

/** The series of the year's chart, one entry for every day of the year. */
export function yearSeries(daily: Schemas['TargetDetail']['daily'], fan: Fan): YearSeries {
  const first = parseDay(daily.first) ?? 0;
  const days = daysOfYear(first);
  const line = (key: Quantile): Values => projected(daily.cumulative, fan, key, first, days.length);
  return {
    days,
    daily: padded(daily.values, days.length),
    cumulative: padded(daily.cumulative, days.length),
    lastYear: padded(daily.lastYearCumulative, days.length),
    fan: { p5: line('p5'), p50: line('p50'), p95: line('p95') },
  };
}
