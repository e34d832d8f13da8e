import type { WorkingDays } from './working-days.ts';

/** Until when a report on a period has to be in. A report on a week is due on the first working day after it. */
export type DueRule =
  /** A day of the last month of the period or of the month after; where offices rest on it, the next working day */
  | { readonly kind: 'day'; readonly day: number; readonly of: 'same-month' | 'next-month' }
  /** The n-th working day of the month after the period */
  | { readonly kind: 'working-day'; readonly n: number };

export interface ReportingRules {
  readonly due: DueRule;
  /** So many due periods without a report, one after the other, and a unit counts as silent */
  readonly silentAfter: number;
  /** So many days after somebody last looked at a measure that is done, it is due for a re-check 回头看 */
  readonly recheckAfterDays: number;
  readonly calendar: WorkingDays;
}
