import type { Moment } from '@qingshan/kernel';
import type { Entity } from './entity.ts';
import { Evaluator } from './evaluate.ts';
import type { Order } from './odata/query.ts';
import { DayValue, Seconds, TimeSpan, type Value } from './values.ts';

/** What values are ordered by; those of different kinds do not meet under one expression. */
function rankOf(value: Value): number | string | null {
  if (value instanceof TimeSpan) return value.to;
  if (value instanceof DayValue) return value.day;
  if (value instanceof Seconds) return value.seconds;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' ? null : value;
}

function compare(a: number | string | null, b: number | string | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By each expression in turn; nothing comes before something, equal ones stay as they were. */
export function sorted(entities: readonly Entity[], orderby: readonly Order[], now: Moment): Entity[] {
  const evaluator = new Evaluator('$orderby', now);
  const ranked = entities.map((entity) => ({
    entity,
    ranks: orderby.map(({ expression }) => rankOf(evaluator.values(expression, entity)[0] ?? null)),
  }));
  const inOrder = ranked.sort((a, b) => {
    for (const [i, { descending }] of orderby.entries()) {
      const by = compare(a.ranks[i] ?? null, b.ranks[i] ?? null);
      if (by !== 0) return descending ? -by : by;
    }
    return 0;
  });
  return inOrder.map(({ entity }) => entity);
}
