import { calendarOf, dayOfDate, type Day } from '@qingshan/kernel';

export interface MonthSpan {
  /** `2024-10` */
  readonly month: string;
  readonly first: Day;
  readonly last: Day;
}

/** The months of a span, the first and the last one as far as they are in it. */
export function* monthsIn({ first, last }: { readonly first: Day; readonly last: Day }): Generator<MonthSpan> {
  for (let day = first; day <= last;) {
    const { year, month } = calendarOf(day);
    const next = (month === 12 ? dayOfDate(year + 1, 1, 1) : dayOfDate(year, month + 1, 1)) ?? last + 1;
    yield { month: `${year}-${String(month).padStart(2, '0')}`, first: day, last: Math.min(last, next - 1) };
    day = next;
  }
}
