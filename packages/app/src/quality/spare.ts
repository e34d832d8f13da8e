import { calendarOf, monthsOf, yearPeriod, type Day, type Period } from '@qingshan/kernel';
import { dailySeries, dayRuleFor, periodRuleFor, spareDays, statisticOf, type SpareDays } from '@qingshan/methods';
import { cut } from '../assess/daily-reader.ts';
import { readPeriod, type Evaluator } from '../assess/evaluator.ts';
import { methodContext, todayOf, type Workspace } from '../workspace.ts';

/** The day that goes on can still become valid. A demonstration's today is over. */
export function lastDayOver(workspace: Workspace): Day {
  return workspace.demonstration ? todayOf(workspace) : todayOf(workspace) - 1;
}

/** What the rule of validity still allows in a month, and in the quarter and year that it belongs to. */
export interface Spare {
  readonly month: SpareDays | null;
  /** The part of it that may lose the fewest days: one of its months, or the total */
  readonly quarter: SpareDays | null;
  readonly year: SpareDays | null;
}

function quarterOf(month: Period): Period {
  const { year, month: number } = calendarOf(month.first);
  return readPeriod(`${year}-Q${Math.ceil(number / 3)}`);
}

/** @returns `null` where the site has no series of the parameter */
export async function spareOf(
  evaluator: Evaluator,
  parameter: string,
  month: Period,
  site: string,
): Promise<Spare | null> {
  const { workspace } = evaluator;
  const { year } = calendarOf(month.first);
  const reduction = (await evaluator.reader.year(parameter, year, null)).get(site);
  if (!reduction) return null;
  const context = methodContext(workspace);
  const through = lastDayOver(workspace);
  const tightest = (period: Period): SpareDays | null => {
    const { rule } = periodRuleFor(context, parameter, period.kind, period.last);
    if (!rule) return null;
    const day = dayRuleFor(context, parameter, statisticOf(parameter), '2', period.last);
    const series = dailySeries(cut(reduction, period.first, period.last), day.rule);
    // What is over cannot lose more, unless it is lost already.
    const parts = spareDays(series, period, rule, Math.min(through, period.last));
    const running = parts.filter(({ left, spare }) => left > 0 || spare < 0);
    return (running.length > 0 ? running : parts).toSorted((a, b) => a.spare - b.spare)[0] ?? null;
  };
  return { month: tightest(month), quarter: tightest(quarterOf(month)), year: tightest(yearPeriod(year)) };
}

/** The month that a day lies in. */
export function monthOf(day: Day): Period {
  return readPeriod(monthsOf({ first: day, last: day })[0]?.id ?? '');
}
