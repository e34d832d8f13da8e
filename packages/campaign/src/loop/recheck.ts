import { DAY_SECONDS, type Day } from '@qingshan/kernel';
import type { Facets, PeriodReport } from './facets.ts';
import type { ReportingRules } from './reporting-rules.ts';

/**
 * The report that is due for a re-check 回头看: the newest accepted one of a measure that counts as done, when nobody has
 * looked at it for `recheckAfterDays`.
 */
export function dueForRecheck(
  { status, periods }: Pick<Facets, 'status' | 'periods'>,
  { recheckAfterDays }: Pick<ReportingRules, 'recheckAfterDays'>,
  today: Day,
): PeriodReport | null {
  if (status !== 'done') return null;
  const last = periods.findLast(({ report }) => report.state === 'accepted');
  const seen = last?.report.decidedAt ?? null;
  if (!last || seen === null) return null;
  return today - Math.floor(seen / DAY_SECONDS) >= recheckAfterDays ? last : null;
}
