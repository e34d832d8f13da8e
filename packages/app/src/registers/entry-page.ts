import type { Actor } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { diffEntries, mask, maySee, type Entry, type Finding, type RegisterDefinition } from '@qingshan/registers';
import type { Reach } from '../people/rule.ts';
import type * as views from '../views/index.ts';
import type { BookEntry, Books } from './books.ts';
import { duplicatesIn } from './derived.ts';
import { registerSummary } from './list.ts';
import type { EntryVersion } from './ports.ts';
import { byView, cellsOf, entryView, plainValue } from './show.ts';

/** @throws QingshanError `not-found`; `not-allowed` when the register shows the reader only what names their unit */
export async function entryFor(books: Books, id: string, key: string, actor: Actor): Promise<BookEntry> {
  const definition = books.definition(id);
  const found = await books.entry(id, key);
  if (!found) throw new QingshanError('not-found', { what: { zh: '台账条目', en: 'entry' }, id: key, hint: '' });
  if (books.sees(definition, found, actor)) return found;
  throw new QingshanError('not-allowed', { what: { zh: '看外单位的条目', en: 'see entries of other units' } });
}

function whatOf(
  version: EntryVersion,
  before: EntryVersion | undefined,
): 'added' | 'changed' | 'withdrawn' | 'restored' {
  if (!before) return 'added';
  if (version.withdrawn !== before.withdrawn) return version.withdrawn ? 'withdrawn' : 'restored';
  return 'changed';
}

/** What each version changed, the newest first, with the masks of the reader over it. */
function historyView(
  definition: RegisterDefinition,
  versions: readonly EntryVersion[],
  { role }: Actor,
): views.EntryPageView['history'] {
  const masked = versions.map((v): Entry => {
    const entry = { register: v.register, key: v.key, values: v.values };
    return mask(definition, entry, role);
  });
  const history = versions.map((version, i) => ({
    seq: version.seq,
    at: formatMoment(version.at),
    by: byView(version.by),
    what: whatOf(version, versions[i - 1]),
    import: version.import,
    changes: diffEntries(definition, masked[i - 1] ?? null, masked[i] ?? null).map(({ field, before, after }) => ({
      field,
      before: before === null ? null : plainValue(before),
      after: after === null ? null : plainValue(after),
    })),
  }));
  return history.toReversed();
}

/** Entries of other registers that refer to it. */
async function partsOf(
  books: Books,
  register: string,
  key: string,
  actor: Actor,
): Promise<views.EntryPageView['parts']> {
  const parts: views.EntryPageView['parts'] = [];
  for (const other of books.workspace.registers) {
    const fields = other.fields.filter((f) => f.type === 'reference' && f.register === register);
    if (fields.length === 0) continue;
    const entries = (await books.seen(other, actor)).filter((e) => fields.some((f) => e.values[f.id] === key));
    parts.push({ register: other.id, name: other.name, entries: entries.length });
  }
  return parts;
}

/** One entry with its history. @param notes what was noticed when it was written @throws QingshanError `not-found` */
export async function showEntry(
  books: Books,
  id: string,
  key: string,
  reader: { readonly actor: Actor; readonly reach: Reach | null },
  notes: readonly Finding[] = [],
): Promise<views.EntryPageView> {
  const { actor, reach } = reader;
  const definition = books.definition(id);
  const entry = await entryFor(books, id, key, actor);
  const seen = await books.seen(definition, actor);
  const twins = duplicatesIn(definition, seen, books.today).filter((group) => group.keys.includes(key));
  const writes = reach !== null && books.writes(definition, entry, reach);
  const may = entry.version.withdrawn ? (['restore'] as const) : (['change', 'withdraw'] as const);
  return {
    register: await registerSummary(books, id, reader),
    entry: entryView(definition, entry, actor),
    cells: cellsOf(definition, entry.values, await books.context(definition), (f) => maySee(f, actor.role)),
    may: writes ? [...may] : [],
    notes: notes.map(({ severity, column, text }) => ({ severity, column, text })),
    history: historyView(definition, await books.workspace.registry.registers.history(id, key), actor),
    parts: await partsOf(books, id, key, actor),
    duplicates: [...new Set(twins.flatMap((group) => group.keys))].filter((other) => other !== key),
  };
}
