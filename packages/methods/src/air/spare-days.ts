import { monthsOf, type Day } from '@qingshan/kernel';
import type { DailySeries } from '../daily.ts';
import { monthTable, totals, type PeriodRule, type Span } from './statistics.ts';

/** What a rule of validity still allows in a stretch of days that is not over. */
export interface SpareDays {
  /** `2024-08`, or `total` for the whole period */
  readonly id: string;
  /** Valid days that the rule asks for */
  readonly required: number;
  /** Valid days so far */
  readonly valid: number;
  /** Days that are still to come */
  readonly left: number;
  /**
   * How many of the days to come may be lost: one more, and the stretch is invalid. Negative: it is invalid however good
   * the rest will be.
   */
  readonly spare: number;
}

/**
 * Looks ahead at the valid days that GB 3095 Table 4 asks of each whole month, and of the period where the rule names a
 * total: "three more lost days and August is invalid" is `spare: 2`.
 *
 * @param through the last day that has its data; later ones are still to come
 */
export function spareDays(series: DailySeries, span: Span, rule: PeriodRule, through: Day): SpareDays[] {
  const spareOf = (id: string, required: number, { first, last }: Span): SpareDays => {
    const valid = totals(series, { first, last: Math.min(last, through) }).count;
    const left = Math.max(0, last - Math.max(first - 1, through));
    return { id, required, valid, left, spare: valid + left - required };
  };
  const table = monthTable(series, span, rule);
  const months = monthsOf(span).flatMap((month, i) => {
    const required = table[i]?.required ?? null;
    return required === null ? [] : [spareOf(month.id, required, month)];
  });
  return rule.total === null ? months : [...months, spareOf('total', rule.total, span)];
}
