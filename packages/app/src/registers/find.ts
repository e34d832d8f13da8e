import type { Actor } from '@qingshan/campaign';
import { cellText, mask, maySee, type Field, type RegisterDefinition, type Values } from '@qingshan/registers';
import { keeperOf } from './books.ts';
import type { Workspace } from '../workspace.ts';

/** An entry with a word in it, as somebody may see it. */
export interface FoundEntry {
  readonly definition: RegisterDefinition;
  readonly key: string;
  /** Masked for the reader */
  readonly values: Values;
  /** Every cell that the reader sees */
  readonly cells: readonly string[];
}

type District = Workspace['district'];

const TEXTS: ReadonlySet<Field['type']> = new Set(['text', 'date', 'month', 'time', 'reference']);

/** Ids of the words, towns or units that a field may hold and whose name has the word in it. */
function idsMeaning(field: Field, word: string, { towns, units }: District): string[] {
  const names =
    field.type === 'enum'
      ? field.words.map(({ id, zh }) => ({ id, name: zh }))
      : field.type === 'town' || field.type === 'unit'
        ? (field.type === 'town' ? towns : units).map(({ id, name }) => ({ id, name: name.zh }))
        : [];
  return names.filter(({ name }) => name.toLowerCase().includes(word)).map(({ id }) => id);
}

/**
 * Entries of all registers that stand and have a word in them, the newest first. It looks only at fields that the reader
 * sees as they are, so that a search finds out nothing that is hidden or masked.
 */
export async function findEntries(
  { registry, registers, district }: Workspace,
  { role, unit }: Actor,
  word: string,
  limit: number,
): Promise<readonly FoundEntry[]> {
  const lower = word.toLowerCase();
  const seen = registers.flatMap(({ id, fields }) =>
    fields.filter((field) => maySee(field, role)).map((field) => ({ field, path: `${id}/${field.id}` })),
  );
  const isUnit = role === 'department' || role === 'town';
  const own = registers.filter((r) => isUnit && r.seenBy === 'own' && keeperOf({ district }, r) !== unit);
  const naming = own.flatMap(({ id, fields }) =>
    fields.filter(({ type }) => type === 'town' || type === 'unit').map((field) => `${id}/${field.id}/${unit}`),
  );
  const found = await registry.registers.find({
    word: lower,
    texts: seen.filter(({ field }) => TEXTS.has(field.type)).map(({ path }) => path),
    meanings: seen.flatMap(({ field, path }) => idsMeaning(field, lower, district).map((id) => `${path}/${id}`)),
    own: own.map(({ id }) => id),
    naming,
    limit,
  });
  return found.flatMap(({ register, key, values }) => {
    const definition = registers.find(({ id }) => id === register);
    if (!definition) return [];
    const masked = mask(definition, { register, key, values }, role).values;
    const cells = definition.fields.flatMap((field) => {
      const value = masked[field.id];
      return value === undefined ? [] : [cellText(field, value, district)];
    });
    return [{ definition, key, values: masked, cells }];
  });
}
