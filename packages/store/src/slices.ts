import type { Day } from '@qingshan/kernel';

/** Days reduced by one statement: bounds the memory, and keeps days of one time near each other in the daily table. */
const SLICE_DAYS = 32;

export interface Slice {
  readonly first: Day;
  readonly last: Day;
}

/** Cuts ascending days into stretches of at most 32 that begin and end with one of them. */
export function slicesOf(days: readonly Day[]): Slice[] {
  const slices: { first: Day; last: Day }[] = [];
  for (const day of days) {
    const current = slices.at(-1);
    if (current && day - current.first < SLICE_DAYS) current.last = day;
    else slices.push({ first: day, last: day });
  }
  return slices;
}
