import { phaseOf } from './fields.ts';
import type { Conditions, Entry, RegisterDefinition, Value } from './types.ts';

type Test = Conditions[string];

function among(tests: readonly (string | number | boolean)[], value: Value | undefined): boolean {
  const values = Array.isArray(value) ? value : [value];
  return values.some((v) => tests.some((t) => t === v));
}

function dateHolds(kind: 'by-as-of' | 'before-as-of' | 'in-year', value: string, asOf: string): boolean {
  const day = value.slice(0, 10);
  const limit = asOf.slice(0, day.length);
  if (kind === 'before-as-of') return day < limit;
  return day <= limit && (kind === 'by-as-of' || day.slice(0, 4) === asOf.slice(0, 4));
}

function holds(test: Test, value: Value | undefined, asOf: string): boolean {
  if (typeof test !== 'object') return among([test], value);
  if (Array.isArray(test)) return among(test, value);
  if ('given' in test) return (value !== undefined) === test.given;
  if ('date' in test) return typeof value === 'string' && dateHolds(test.date, value, asOf);
  return typeof value === 'number' && value >= (test.min ?? -Infinity) && value <= (test.max ?? Infinity);
}

/**
 * Whether an entry fulfils all conditions. A list means one of its words; `{ date: in-year }` a date of the year of
 * `asOf`, not after it.
 *
 * @param asOf `2024-10-31`
 */
export function meets(definition: RegisterDefinition, entry: Entry, conditions: Conditions, asOf: string): boolean {
  return Object.entries(conditions).every(([id, test]) =>
    holds(test, id === 'phase' ? phaseOf(definition, entry) : entry.values[id], asOf),
  );
}
