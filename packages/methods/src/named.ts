import type { Localized } from '@qingshan/kernel';

/** What a field of an input is called, beside its schema: forms, the command line and documents read it from there. */
export interface FieldName {
  readonly name: Localized;
  /** Of a number: a unit, `1` for a pure number; left out where shared-names.ts or another field says it */
  readonly unit?: string;
  readonly help?: Localized;
}

/** Meta of a list in which each word stands at most once: a form shows boxes to tick. */
export const EACH_ONCE = { each: 'once' } as const;

/** Meta of a record whose keys are ids of a table of an edition: a form lets choose among them. */
export const keysFrom = (family: string, table: string, key: string) => ({ keysFrom: { family, table, key } });

/** Meta of a schema: its name in both languages, unit and help. */
export function named(
  zh: string,
  en: string,
  unit: string | null = null,
  help?: Localized,
): FieldName & Record<string, unknown> {
  return { name: { zh, en }, ...(unit === null ? {} : { unit }), ...(help === undefined ? {} : { help }) };
}
