import { Decimal, displayUnit, formatRounded, snap, sumOf, type Localized } from '@qingshan/kernel';
import { meets } from './conditions.ts';
import { fieldOf } from './fields.ts';
import type { Count, Entry, RegisterDefinition } from './types.ts';

/** A figure counted of a register, which a measure can follow. */
export interface CountResult {
  readonly id: string;
  readonly name: Localized;
  /** `null`: a share of nothing */
  readonly value: number | null;
  /** `value` with the decimals of its field; shares have one. `—` when there is none */
  readonly shown: string;
  /** As people write it; empty for plain counts */
  readonly unit: string;
  /** Entries that were counted or added up */
  readonly entries: number;
  /** Of these, entries without the number to add: the sum is then too small */
  readonly missing: number;
}

const SHARE_DECIMALS = 1;

function shownOf(value: number | null, decimals: number): string {
  return value === null ? '—' : formatRounded(value, decimals);
}

function added(definition: RegisterDefinition, count: Extract<Count, { sum: string }>, chosen: readonly Entry[]) {
  const field = fieldOf(definition, count.sum);
  const numbers = chosen.map((e) => e.values[count.sum]).filter((v) => typeof v === 'number');
  const value = snap(sumOf(numbers)).toNumber();
  const decimals = field?.type === 'number' ? field.decimals : 0;
  const unit = field?.type === 'number' || field?.type === 'integer' ? displayUnit(field.unit ?? '') : '';
  return { value, shown: shownOf(value, decimals), unit, missing: chosen.length - numbers.length };
}

function share([part, whole]: readonly [CountResult | undefined, CountResult | undefined]) {
  const known = part?.value !== undefined && part.value !== null && whole?.value ? [part.value, whole.value] : null;
  const value = known
    ? new Decimal(known[0] ?? 0)
        .times(100)
        .div(known[1] ?? 1)
        .toNumber()
    : null;
  const missing = Math.max(part?.missing ?? 0, whole?.missing ?? 0);
  return { value, shown: shownOf(value, SHARE_DECIMALS), unit: '%', missing, entries: whole?.entries ?? 0 };
}

/**
 * The counts of a register: total, open, closed, cleared and share cleared, then its own.
 *
 * @param entries as they stood on that day
 * @param asOf `2024-10-31`; “this year” is the year of it, up to it
 */
export function countsOf(definition: RegisterDefinition, entries: readonly Entry[], asOf: string): CountResult[] {
  const results: CountResult[] = [];
  for (const count of definition.counts) {
    const head = { id: count.id, name: count.name };
    if ('share' in count) {
      const [part, whole] = count.share.map((id) => results.find((r) => r.id === id));
      results.push({ ...head, ...share([part, whole]) });
      continue;
    }
    const chosen = entries.filter((entry) => meets(definition, entry, count.where, asOf));
    const plain = { value: chosen.length, shown: String(chosen.length), unit: '', missing: 0 };
    results.push({ ...head, ...('sum' in count ? added(definition, count, chosen) : plain), entries: chosen.length });
  }
  return results;
}

/**
 * The entries behind a count, in their order; of a share those of its part. None when there is no such count.
 *
 * @param asOf as for `countsOf`
 */
export function countedEntries<E extends Entry>(
  definition: RegisterDefinition,
  id: string,
  entries: readonly E[],
  asOf: string,
): E[] {
  const count = definition.counts.find((c) => c.id === id);
  if (!count) return [];
  if ('share' in count) return countedEntries(definition, count.share[0], entries, asOf);
  return entries.filter((entry) => meets(definition, entry, count.where, asOf));
}

/** The towns and units that an entry names: it is theirs. */
export function unitsOf(definition: RegisterDefinition, { values }: Pick<Entry, 'values'>): string[] {
  return definition.fields.flatMap((field) => {
    const value = field.type === 'town' || field.type === 'unit' ? values[field.id] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}
