import type { Entry, RegisterDefinition, Value } from './types.ts';

/** A field that changed. `null`: it had, or has, no value. */
export interface Change {
  readonly field: string;
  readonly before: Value | null;
  readonly after: Value | null;
}

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** Objects come back from a store with their keys in another order. */
function sorted(value: Value & object): unknown {
  return Array.isArray(value) ? value : Object.entries(value).sort(([a], [b]) => a.localeCompare(b));
}

/**
 * What changed between two states of an entry, in the order of the fields; for its history.
 *
 * @param before `null`: it was added
 * @param after `null`: it was removed
 */
export function diffEntries(definition: RegisterDefinition, before: Entry | null, after: Entry | null): Change[] {
  return definition.fields.flatMap(({ id }) => {
    const [old, now] = [before?.values[id], after?.values[id]];
    return isSame(old, now) ? [] : [{ field: id, before: old ?? null, after: now ?? null }];
  });
}
