import type { Act, Actor } from '@qingshan/campaign';
import { formatDay, QingshanError, type Day } from '@qingshan/kernel';
import { unitsOf, type Entry, type Place, type RegisterContext, type RegisterDefinition } from '@qingshan/registers';
import type { Reach } from '../people/rule.ts';
import type { Workspace } from '../workspace.ts';
import type { EntryVersion } from './ports.ts';

/** The newest version of an entry, in the form that the engine of the registers takes. */
export interface BookEntry extends Entry {
  readonly version: EntryVersion;
}

/** The campaign that the registers belong to: its day, and who acts when. */
export interface BooksHost {
  readonly workspace: Workspace;
  readonly today: Day;
  act(by: Actor): Act;
}

interface Book {
  readonly version: number;
  readonly byKey: ReadonlyMap<string, BookEntry>;
  readonly all: readonly BookEntry[];
  /** Those that are not withdrawn, and those that are */
  readonly standing: readonly BookEntry[];
  readonly withdrawn: readonly BookEntry[];
  /** What of both each unit sees that does not see all of it */
  readonly seen: Map<string, Pick<Book, 'standing' | 'withdrawn'>>;
}

const EMPTY: Book = { version: 0, byKey: new Map(), all: [], standing: [], withdrawn: [], seen: new Map() };

/** The entries with their newer versions, by number. */
function bookOf(before: Book, versions: readonly EntryVersion[], version: number): Book {
  const byKey = new Map(before.all.map((entry) => [entry.key, entry]));
  for (const v of versions) byKey.set(v.key, { register: v.register, key: v.key, values: v.values, version: v });
  const all = [...byKey.values()];
  // A newer version takes the place of the one before.
  if (byKey.size > before.byKey.size) all.sort((a, b) => (a.key < b.key ? -1 : 1));
  const standing = all.filter((entry) => !entry.version.withdrawn);
  const withdrawn = all.filter((entry) => entry.version.withdrawn);
  return { version, byKey, all, standing, withdrawn, seen: new Map() };
}

/** @throws QingshanError `not-found` */
export function definitionOf({ registers }: Pick<Workspace, 'registers'>, id: string): RegisterDefinition {
  const found = registers.find((register) => register.id === id);
  if (found) return found;
  throw new QingshanError('not-found', { what: { zh: '台账', en: 'register' }, id, hint: '' });
}

/** Unit id of whoever keeps a register, or `null` where the district has no such unit. */
export function keeperOf({ district }: Pick<Workspace, 'district'>, definition: RegisterDefinition): string | null {
  return district.units.find((unit) => unit.short === definition.keeper.zh)?.id ?? null;
}

/** Units whose business an entry is: those that it names, and the keeper of its register. */
export function ownersOf(
  workspace: Pick<Workspace, 'district'>,
  definition: RegisterDefinition,
  entry: Pick<Entry, 'values'>,
): string[] {
  const keeper = keeperOf(workspace, definition);
  return [...unitsOf(definition, entry), ...(keeper === null ? [] : [keeper])];
}

function placesOf(units: Workspace['district']['units']): Place[] {
  return units.map(({ id, name, short }) => ({ id, name, short }));
}

/** The registers of a workspace: their entries, kept in memory as long as nothing has changed. */
export class Books {
  readonly campaign: BooksHost;
  readonly workspace: Workspace;
  readonly #books = new Map<string, Book>();

  constructor(campaign: BooksHost) {
    this.campaign = campaign;
    this.workspace = campaign.workspace;
  }

  /** `2024-10-31` */
  get today(): string {
    return formatDay(this.campaign.today);
  }

  /** @throws QingshanError `not-found` */
  definition(id: string): RegisterDefinition {
    return definitionOf(this.workspace, id);
  }

  async #book(register: string): Promise<Book> {
    const { registers } = this.workspace.registry;
    const version = await registers.version(register);
    const known = this.#books.get(register) ?? EMPTY;
    if (known.version === version) return known;
    const book = bookOf(known, await registers.entries(register, known.version), version);
    this.#books.set(register, book);
    return book;
  }

  /** The newest version of every entry, withdrawn ones too; the same array as long as nothing has changed. */
  async all(register: string): Promise<readonly BookEntry[]> {
    return (await this.#book(register)).all;
  }

  /** The entries that stand; the same array as long as nothing has changed. */
  async standing(register: string): Promise<readonly BookEntry[]> {
    return (await this.#book(register)).standing;
  }

  /** The newest version of an entry; `null` when there is none. */
  async entry(register: string, key: string): Promise<BookEntry | null> {
    return (await this.#book(register)).byKey.get(key) ?? null;
  }

  /** What a reader sees of the entries that stand, or of those that are withdrawn; the same array as long as nothing has changed. */
  async seen(
    definition: RegisterDefinition,
    reader: Actor,
    which: 'standing' | 'withdrawn' = 'standing',
  ): Promise<readonly BookEntry[]> {
    const book = await this.#book(definition.id);
    if (this.#seesAll(definition, reader)) return book[which];
    const unit = reader.unit ?? '';
    const known = book.seen.get(unit);
    if (known) return known[which];
    const sees = (entry: BookEntry): boolean => this.sees(definition, entry, reader);
    const seen = { standing: book.standing.filter(sees), withdrawn: book.withdrawn.filter(sees) };
    book.seen.set(unit, seen);
    return seen[which];
  }

  #seesAll({ seenBy }: RegisterDefinition, { role }: Actor): boolean {
    return seenBy === 'all' || (role !== 'department' && role !== 'town');
  }

  /** Whether an entry is for the reader: some registers show departments and towns only what names them. */
  sees(definition: RegisterDefinition, entry: Entry, reader: Actor): boolean {
    if (this.#seesAll(definition, reader)) return true;
    const { unit } = reader;
    return unit !== null && ownersOf(this.workspace, definition, entry).includes(unit);
  }

  /** Whether somebody whose reach that is may write an entry. */
  writes(definition: RegisterDefinition, entry: Entry, reach: Reach): boolean {
    return reach === 'all' || ownersOf(this.workspace, definition, entry).some((unit) => reach.includes(unit));
  }

  /** What reading an entry of the register needs to know of the district and of the registers it refers to. */
  async context(definition: RegisterDefinition): Promise<RegisterContext> {
    const { district } = this.workspace;
    const others = definition.fields.flatMap((f) => (f.type === 'reference' ? [f.register] : []));
    const keys = new Map<string, ReadonlySet<string>>();
    for (const other of others) keys.set(other, new Set((await this.standing(other)).map((entry) => entry.key)));
    return {
      towns: placesOf(district.towns),
      units: placesOf(district.units),
      district: district.name.zh,
      today: this.today,
      keys: (register) => keys.get(register) ?? new Set(),
    };
  }

  /** Gives numbers that no entry has had, `2024-0001`. */
  async numbers(register: string): Promise<() => string> {
    const taken = new Set((await this.all(register)).map((entry) => entry.key));
    const year = this.today.slice(0, 4);
    let n = taken.size;
    return () => {
      let key: string;
      do {
        n += 1;
        key = `${year}-${String(n).padStart(4, '0')}`;
      } while (taken.has(key));
      taken.add(key);
      return key;
    };
  }
}
