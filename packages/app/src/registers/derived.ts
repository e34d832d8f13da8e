import { countedEntries, countsOf, findDuplicates, unitsOf, type RegisterDefinition } from '@qingshan/registers';
import type { BookEntry } from './books.ts';

type Entries = readonly BookEntry[];

/** Works something out of a list of entries once, as long as it is the same list on the same day. */
function once<T>(
  work: (definition: RegisterDefinition, entries: Entries, today: string) => T,
): (definition: RegisterDefinition, entries: Entries, today: string) => T {
  const known = new WeakMap<Entries, { readonly today: string; readonly result: T }>();
  return (definition, entries, today) => {
    const before = known.get(entries);
    if (before?.today === today) return before.result;
    const result = work(definition, entries, today);
    known.set(entries, { today, result });
    return result;
  };
}

/** `countsOf`, once for a list. */
export const countsIn = once(countsOf);

/** `findDuplicates`, once for a list. */
export const duplicatesIn = once((definition, entries) => findDuplicates(definition, entries));

const lists = once(() => new Map<string, Entries>());

/** `countedEntries`, once for a list and count. */
export function countedIn(definition: RegisterDefinition, count: string, entries: Entries, today: string): Entries {
  const known = lists(definition, entries, today);
  const counted = known.get(count) ?? countedEntries(definition, count, entries, today);
  known.set(count, counted);
  return counted;
}

const NONE: Entries = [];

const byUnit = once((definition, entries) => {
  const units = new Map<string, BookEntry[]>();
  for (const entry of entries) {
    for (const unit of new Set(unitsOf(definition, entry))) {
      const own = units.get(unit);
      if (own) own.push(entry);
      else units.set(unit, [entry]);
    }
  }
  return units;
});

/** The entries of a list that name a unit, in its order; the same array for the same list. */
export function entriesOf(definition: RegisterDefinition, entries: Entries, unit: string, today: string): Entries {
  return byUnit(definition, entries, today).get(unit) ?? NONE;
}
