import type { Actor } from '@qingshan/campaign';
import { formatMoment } from '@qingshan/kernel';
import type { CountResult, Entry, RegisterDefinition } from '@qingshan/registers';
import type { Reach } from '../people/rule.ts';
import type * as views from '../views/index.ts';
import type { BookEntry, Books } from './books.ts';
import { countedIn, countsIn, duplicatesIn } from './derived.ts';
import type { RegisterSummary } from './ports.ts';
import { fieldViews, importView } from './show.ts';

/** Whether somebody may bring entries: those of their own unit at least. */
function mayBring(reach: Reach | null): boolean {
  return reach !== null && (reach === 'all' || reach.length > 0);
}

interface Reader {
  readonly actor: Actor;
  /** Units whose entries the reader may write; `null`: none */
  readonly reach: Reach | null;
}

async function summaryOf(
  books: Books,
  definition: RegisterDefinition,
  known: RegisterSummary | undefined,
  { actor, reach }: Reader,
): Promise<{ summary: views.RegisterSummaryView; entries: readonly BookEntry[]; counts: readonly CountResult[] }> {
  const entries = known ? await books.seen(definition, actor) : [];
  const counts = countsIn(definition, entries, books.today);
  const value = (id: string): number => counts.find((c) => c.id === id)?.value ?? 0;
  const { id, name, board, purpose, keeper, partOf } = definition;
  const summary = {
    id,
    name,
    board,
    purpose,
    keeper,
    partOf,
    entries: value('entries'),
    open: value('open'),
    closed: value('closed'),
    cleared: value('cleared'),
    lastChange: known?.lastChange === undefined || known.lastChange === null ? null : formatMoment(known.lastChange),
    simulated: known?.simulated ?? false,
    writes: mayBring(reach),
  };
  return { summary, entries, counts };
}

/** Every register with its standard counts, in the order of the definitions. */
export async function listRegisters(books: Books, reader: Reader): Promise<views.RegisterSummaryView[]> {
  const known = new Map((await books.workspace.registry.registers.summaries()).map((s) => [s.register, s]));
  const views: views.RegisterSummaryView[] = [];
  for (const definition of books.workspace.registers) {
    views.push((await summaryOf(books, definition, known.get(definition.id), reader)).summary);
  }
  return views;
}

export async function registerSummary(books: Books, id: string, reader: Reader): Promise<views.RegisterSummaryView> {
  const known = (await books.workspace.registry.registers.summaries()).find((s) => s.register === id);
  return (await summaryOf(books, books.definition(id), known, reader)).summary;
}

function unitViews(books: Books, definition: RegisterDefinition, entries: readonly Entry[]) {
  const { district } = books.workspace;
  const towns = new Set(district.towns.map((town) => town.id));
  const named = new Set(
    definition.fields.flatMap((f) =>
      f.type === 'unit' || f.type === 'town' ? entries.map((e) => e.values[f.id]) : [],
    ),
  );
  return district.units.map(({ id, name }) => ({ id, name, town: towns.has(id), named: named.has(id) }));
}

/** A register in full, without its entries. @throws QingshanError `not-found` */
export async function showRegister(books: Books, id: string, reader: Reader): Promise<views.RegisterDetailView> {
  const definition = books.definition(id);
  const { registers } = books.workspace.registry;
  const known = (await registers.summaries()).find((s) => s.register === id);
  const { summary, entries, counts } = await summaryOf(books, definition, known, reader);
  return {
    ...summary,
    basis: definition.basis.map(({ text, certainty }) => ({ text, certainty })),
    sections: definition.sections.map(({ id: section, name }) => ({ id: section, name })),
    fields: fieldViews(definition, reader.actor),
    states: definition.states.map(({ id: state, name, phase, means }) => ({ id: state, name, phase, means })),
    counts: counts.map(({ id: count, name, value, shown, unit, missing }) => ({
      id: count,
      name,
      value,
      shown,
      unit,
      missing,
      listed: countedIn(definition, count, entries, books.today).length,
    })),
    duplicates: duplicatesIn(definition, entries, books.today).map(({ fields, keys }) => ({
      fields: [...fields],
      keys: [...keys],
    })),
    imports: (await registers.imports(id)).map(importView),
    units: unitViews(books, definition, entries),
  };
}
