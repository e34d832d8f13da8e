import type { CaseChange, CaseFilter, CaseImportRecord, CaseRegistry } from '@qingshan/app';
import { isOpen, spotOf, type Act, type CasePrivate, type CaseState } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { sql, type Kysely, type Selectable, type RawBuilder, type Transaction } from 'kysely';
import { eventsOf, insertEvents } from './loop-events.ts';
import { auditedWith } from './pending-audit.ts';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

/** PostgreSQL takes at most 65,535 parameters in a statement; a case has 18. */
const ROWS_AT_ONCE = 3000;

function* portions<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += ROWS_AT_ONCE) yield items.slice(from, from + ROWS_AT_ONCE);
}

/** The row by which a case is found. */
function rowOf(state: CaseState) {
  const { content, origin, unit, assisting, clock, finish } = state;
  const units = [unit, origin, ...assisting].filter((id) => id !== null);
  const running = isOpen(state) ? clock : null;
  const climbs = state.state === 'dispatched' || state.state === 'handling';
  return {
    id: state.id,
    state: state.state,
    source: content.source,
    unit,
    units: [...new Set(units)],
    town: content.town,
    topic: content.topic,
    spot: spotOf(state),
    number: content.number,
    title: content.title,
    received: content.received,
    yellow_at: running?.yellowAt ?? null,
    due: running?.due ?? null,
    climbs_at: climbs ? (finish?.yellowAt ?? null) : null,
    merged_into: state.mergedInto,
    import: state.lastImport,
    key: state.key ?? null,
    folded: JSON.stringify(state),
  };
}

const REPLACED = [
  'state',
  'source',
  'unit',
  'units',
  'town',
  'topic',
  'spot',
  'number',
  'title',
  'received',
  'yellow_at',
  'due',
  'climbs_at',
  'merged_into',
  'import',
  'key',
  'folded',
] as const;

/** Nobody else writes meanwhile: the log is locked. @throws QingshanError `changed-meanwhile` */
async function checkKeys(transaction: Transaction<RegistrySchema>, states: readonly CaseState[]): Promise<void> {
  const owners = new Map(states.flatMap(({ key, id }) => (key === undefined ? [] : [[key, id] as const])));
  if (owners.size === 0) return;
  const rows = await transaction
    .selectFrom('case_item')
    .select(['id', 'key', 'received'])
    .where('key', '=', sql<string>`ANY(${[...owners.keys()]})`)
    .execute();
  const other = rows.find(({ id, key }) => owners.get(key ?? '') !== id);
  if (other) {
    const when = formatMoment(Number(other.received)).replace('T', ' ');
    throw new QingshanError('changed-meanwhile', { who: other.id, when });
  }
}

async function saveRows(transaction: Transaction<RegistrySchema>, states: readonly CaseState[]): Promise<void> {
  const newest = [...new Map(states.map((state) => [state.id, state])).values()];
  for (const portion of portions(newest)) {
    await transaction
      .insertInto('case_item')
      .values(portion.map(rowOf))
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet((e) => Object.fromEntries(REPLACED.map((column) => [column, e.ref(`excluded.${column}`)]))),
      )
      .execute();
  }
}

async function savePrivate(
  transaction: Transaction<RegistrySchema>,
  people: ReadonlyMap<string, CasePrivate>,
): Promise<void> {
  for (const portion of portions([...people])) {
    await transaction
      .insertInto('case_private')
      .values(portion.map(([id, { name, phone, address, text }]) => ({ case_id: id, name, phone, address, text })))
      .onConflict((conflict) =>
        conflict.column('case_id').doUpdateSet((e) => ({
          name: e.ref('excluded.name'),
          phone: e.ref('excluded.phone'),
          address: e.ref('excluded.address'),
          text: e.ref('excluded.text'),
        })),
      )
      .execute();
  }
}

function importRow({ by, undoneAt, undoneBy, ...rest }: CaseImportRecord) {
  return { ...rest, imported_by: by, undone_at: undoneAt, undone_by: undoneBy };
}

function toImport(row: Selectable<RegistrySchema['case_import']>): CaseImportRecord {
  const { imported_by: by, undone_at: undoneAt, undone_by: undoneBy, ...rest } = row;
  return { ...rest, at: Number(row.at), by, undoneAt: undoneAt === null ? null : Number(undoneAt), undoneBy };
}

async function change(db: Db, { entries, private: people, forget, undo, ...rest }: CaseChange, act: Act) {
  const events = entries
    .filter((entry) => entry.events.length > 0)
    .map(({ id, ...entry }) => ({ ...entry, subject: `case:${id}` }));
  const work = async (transaction: Transaction<RegistrySchema>) => {
    await insertEvents(transaction, 'case_event', events, act);
    const states = events.map(({ after }) => after);
    await checkKeys(transaction, states);
    await saveRows(transaction, states);
    if (people && people.size > 0) await savePrivate(transaction, people);
    if (forget && forget.length > 0) {
      await transaction
        .deleteFrom('case_private')
        .where('case_id', '=', sql<string>`ANY(${[...forget]})`)
        .execute();
    }
    if (rest.import) await transaction.insertInto('case_import').values(importRow(rest.import)).execute();
    if (undo) {
      await transaction
        .updateTable('case_import')
        .set({ undone_at: undo.at, undone_by: undo.by })
        .where('id', '=', undo.import)
        .execute();
    }
    return { done: undefined, subjects: [...new Set(events.map(({ subject }) => subject))] };
  };
  await auditedWith((run) => db.transaction().execute(run), work);
}

/** Columns whose value must be the one given. */
const EQUAL = ['unit', 'town', 'topic', 'source', 'spot', 'import', 'key'] as const;

/** What must hold of a row. */
function conditionOf(filter: CaseFilter): RawBuilder<boolean> {
  const { ids, states, within: units, from, before, light, climbingAt, mergedInto, text } = filter;
  const all: RawBuilder<unknown>[] = [];
  for (const column of EQUAL) if (filter[column] !== undefined) all.push(sql`${sql.ref(column)} = ${filter[column]}`);
  if (filter.keysUnder) {
    // A key under `a` lies between `a/` and `a0`, the next character by bytes: one range of the index each.
    all.push(sql`id IN (SELECT c.id FROM unnest(${[...filter.keysUnder]}::text[]) AS u(key)
      JOIN case_item AS c ON c.key >= u.key || '/' AND c.key < u.key || '0')`);
  }
  if (ids) all.push(sql`id = ANY(${[...ids]}::text[])`);
  if (states) all.push(sql`state = ANY(${[...states]}::text[])`);
  if (units) all.push(sql`units && ${[...units]}::text[]`);
  if (from !== undefined) all.push(sql`received >= ${from}::bigint`);
  if (before !== undefined) all.push(sql`received < ${before}::bigint`);
  if (mergedInto !== undefined) all.push(sql`merged_into = ${mergedInto}`);
  if (climbingAt !== undefined) all.push(sql`climbs_at <= ${climbingAt}::bigint`);
  if (light) {
    const at = sql`${light.at}::bigint`;
    if (light.is === 'red') all.push(sql`due < ${at}`);
    if (light.is === 'yellow') all.push(sql`due >= ${at} AND yellow_at <= ${at}`);
    if (light.is === 'green') all.push(sql`due >= ${at} AND yellow_at > ${at}`);
  }
  if (text !== undefined) {
    const part = text.toLowerCase();
    all.push(sql`(strpos(lower(title), ${part}) > 0 OR strpos(lower(id), ${part}) > 0)`);
  }
  return all.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(all, sql` AND `)}`;
}

/** All of them in one reading of the rows. */
async function counts<K extends string>(db: Db, filters: Readonly<Record<K, CaseFilter>>): Promise<Record<K, number>> {
  const names = Object.keys(filters) as K[];
  if (names.length === 0) return {} as Record<K, number>;
  const columns = names.map(
    (name, i) => sql`count(*) FILTER (WHERE ${conditionOf(filters[name])}) AS ${sql.ref(`n${i}`)}`,
  );
  const { rows } = await sql<Record<string, string>>`SELECT ${sql.join(columns)} FROM case_item`.execute(db);
  return Object.fromEntries(names.map((name, i) => [name, Number(rows[0]?.[`n${i}`])])) as Record<K, number>;
}

async function list(db: Db, filter: CaseFilter, page: Parameters<CaseRegistry['list']>[1]) {
  let query = db
    .selectFrom('case_item')
    .select('folded')
    .where(conditionOf(filter))
    .orderBy(sql`due ASC NULLS LAST`)
    .orderBy('received', 'desc')
    .orderBy('id');
  if (page) query = query.limit(page.limit).offset(page.offset);
  const cases = (await query.execute()).map(({ folded }) => folded);
  return { total: page ? await count(db, filter) : cases.length, cases };
}

async function count(db: Db, filter: CaseFilter): Promise<number> {
  const query = db.selectFrom('case_item').select((e) => e.fn.countAll().as('n'));
  return Number((await query.where(conditionOf(filter)).executeTakeFirstOrThrow()).n);
}

async function privateOf(db: Db, ids: readonly string[]): Promise<Map<string, CasePrivate>> {
  const rows = await db
    .selectFrom('case_private')
    .selectAll()
    .where('case_id', '=', sql<string>`ANY(${[...ids]})`)
    .execute();
  return new Map(rows.map(({ case_id: id, ...rest }) => [id, rest]));
}

async function lastNumber(db: Db, prefix: string): Promise<number> {
  const row = await db
    .selectFrom('case_item')
    .select(sql<string | null>`max(substr(id, ${prefix.length + 1})::integer)`.as('last'))
    .where(sql<boolean>`starts_with(id, ${prefix}) AND substr(id, ${prefix.length + 1}) ~ '^[0-9]{1,9}$'`)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** Cases over any Kysely dialect of PostgreSQL. */
export function casesOn(db: Db): CaseRegistry {
  return {
    change: (what, act) => change(db, what, act),
    find: async (ids) => new Map((await list(db, { ids }, undefined)).cases.map((found) => [found.id, found])),
    list: (filter, page) => list(db, filter, page),
    counts: (filters) => counts(db, filters),
    eventsOf: (id) => eventsOf(db, `case:${id}`, 'case_event'),
    privateOf: (ids) => privateOf(db, ids),
    lastNumber: (prefix) => lastNumber(db, prefix),
    imports: async () =>
      (await db.selectFrom('case_import').selectAll().orderBy('at', 'desc').orderBy('id').execute()).map(toImport),
  };
}
