import type { Actor } from '@qingshan/campaign';
import {
  cellText,
  fieldOf,
  mask,
  maySee,
  type RegisterContext,
  type RegisterDefinition,
  type Value,
} from '@qingshan/registers';
import type * as views from '../views/index.ts';
import type { BookEntry, Books } from './books.ts';
import { countedIn, duplicatesIn, entriesOf } from './derived.ts';
import { entryView } from './show.ts';

type Places = Pick<RegisterContext, 'towns' | 'units'>;

/** Search texts of entries by role, each made when it is first asked for. */
const texts = new Map<string, WeakMap<BookEntry, string>>();

/** What a reader can search in: the cells that they see, so that a search finds out nothing that is hidden. */
function searchText(definition: RegisterDefinition, entry: BookEntry, role: string, places: Places): string {
  const known = texts.get(role) ?? new WeakMap<BookEntry, string>();
  texts.set(role, known);
  const text = known.get(entry) ?? makeText(definition, entry, role, places);
  known.set(entry, text);
  return text;
}

function makeText(definition: RegisterDefinition, entry: BookEntry, role: string, places: Places): string {
  const { values } = mask(definition, entry, role);
  const cells = definition.fields.flatMap((field) => {
    const value = values[field.id];
    return value === undefined ? [] : [cellText(field, value, places)];
  });
  return cells.join('\n').toLowerCase();
}

function refersTo(definition: RegisterDefinition, { values }: BookEntry, key: string): boolean {
  return definition.fields.some((f) => f.type === 'reference' && values[f.id] === key);
}

const TEXTS = new Intl.Collator('zh', { numeric: true });

function compare(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return TEXTS.compare(String(a), String(b));
}

/** Orders of a list by field and direction, as a reader sees it who sees the field or not. */
const orders = new WeakMap<readonly BookEntry[], Map<string, readonly BookEntry[]>>();

/**
 * A whole list in the order asked for, kept as long as it is the same list. Without a value comes last, whichever way.
 * Sorting by a field that the reader does not see would tell its order.
 */
function sorted(definition: RegisterDefinition, entries: readonly BookEntry[], query: views.EntryQuery, role: string) {
  const field = fieldOf(definition, query.sort ?? 'id');
  if (!field) return entries;
  const known = orders.get(entries) ?? new Map<string, readonly BookEntry[]>();
  orders.set(entries, known);
  const down = query.order === 'down';
  const key = JSON.stringify([field.id, down, maySee(field, role)]);
  const order = known.get(key) ?? inOrder(entries, (e) => mask(definition, e, role).values[field.id], down);
  known.set(key, order);
  return order;
}

function inOrder(
  entries: readonly BookEntry[],
  value: (entry: BookEntry) => Value | undefined,
  down: boolean,
): readonly BookEntry[] {
  return entries
    .map((entry) => ({ entry, at: value(entry) }))
    .toSorted((a, b) => {
      const both = a.at !== undefined && b.at !== undefined;
      return compare(a.at, b.at) * (down && both ? -1 : 1);
    })
    .map(({ entry }) => entry);
}

/** The entries that are asked for, as far as the reader may see them, in the order asked for. @throws QingshanError `not-found` */
export async function chosenEntries(
  books: Books,
  id: string,
  query: views.EntryQuery,
  actor: Actor,
): Promise<readonly BookEntry[]> {
  const definition = books.definition(id);
  const { role } = actor;
  const { today } = books;
  const all = await books.seen(definition, actor, query.withdrawn === 'yes' ? 'withdrawn' : 'standing');
  const behind = query.count === undefined ? null : new Set(countedIn(definition, query.count, all, today));
  const twins =
    query.duplicates === 'yes' ? new Set(duplicatesIn(definition, all, today).flatMap((group) => group.keys)) : null;
  const ofUnit = query.unit === undefined ? null : new Set(entriesOf(definition, all, query.unit, today));
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const places = words.length > 0 ? await books.context(definition) : null;
  return sorted(definition, all, query, role).filter((entry) => {
    if (behind && !behind.has(entry)) return false;
    if (ofUnit && !ofUnit.has(entry)) return false;
    if (query.state !== undefined && entry.values['state'] !== query.state) return false;
    if (query.of !== undefined && !refersTo(definition, entry, query.of)) return false;
    if (twins && !twins.has(entry.key)) return false;
    if (!places) return true;
    const text = searchText(definition, entry, role, places);
    return words.every((word) => text.includes(word));
  });
}

/** @throws QingshanError `not-found` */
export async function showEntries(books: Books, id: string, query: views.EntryPageQuery, actor: Actor) {
  const chosen = await chosenEntries(books, id, query, actor);
  const { offset, limit } = query;
  return {
    total: chosen.length,
    offset,
    entries: chosen.slice(offset, offset + limit).map((e) => entryView(books.definition(id), e, actor)),
  };
}
