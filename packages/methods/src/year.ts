import { named } from './named.ts';
import { yearPeriod, type Day } from '@qingshan/kernel';
import { z } from 'zod';

/** Yearly accounts: carbon, ecology, emission cuts. */
export const yearSchema = z.int().min(2000).max(2100).meta(named('年度', 'year'));

/** The day whose editions hold for a yearly account. */
export function lastDayOf(year: number): Day {
  return yearPeriod(year).last;
}
