import type {
  EntryChange,
  EntrySearch,
  EntryVersion,
  ImportJob,
  NewImport,
  RegisterStore,
  RowFinding,
} from '@qingshan/app';
import type { Act, ActorRole } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import type { Values } from '@qingshan/registers';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import { importById, importsOf, insertImport } from './register-imports.ts';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;
type Tx = Transaction<RegistrySchema>;
type VersionRow = Selectable<RegistrySchema['register_version']>;

/** PostgreSQL takes at most 65,535 parameters in a statement; a version has 11. */
const VERSIONS_AT_ONCE = 4000;

function toVersion(row: VersionRow): EntryVersion {
  return {
    id: row.id,
    register: row.register,
    key: row.key,
    seq: row.seq,
    values: row.values as Values,
    withdrawn: row.withdrawn,
    import: row.import,
    at: Number(row.at),
    by: { id: row.by_id, name: row.by_name, role: row.by_role as ActorRole, unit: row.by_unit },
  };
}

function standing(db: Db | Tx, register: string) {
  return db
    .selectFrom('register_entry as e')
    .innerJoin('register_version as v', 'v.id', 'e.version')
    .selectAll('v')
    .where('e.register', '=', register);
}

/** A row is taken apart only when the word is somewhere in it: most rows have it nowhere. */
async function find(db: Db, search: EntrySearch): Promise<EntryVersion[]> {
  const { word, texts, meanings, own, naming, limit } = search;
  // As it stands in the text of a JSON document.
  const written = JSON.stringify(word).slice(1, -1);
  const says = sql<boolean>`strpos(lower(v.values::text), ${written}) > 0 AND EXISTS (
    SELECT FROM jsonb_each_text(v.values) f
    WHERE strpos(lower(f.value), ${word}) > 0 AND e.register || '/' || f.key = ANY(${[...texts]}::text[]))`;
  const means = sql<boolean>`EXISTS (SELECT FROM jsonb_each_text(v.values) f
    WHERE e.register || '/' || f.key || '/' || f.value = ANY(${[...meanings]}::text[]))`;
  const rows = await db
    .selectFrom('register_entry as e')
    .innerJoin('register_version as v', 'v.id', 'e.version')
    .selectAll('v')
    .where('e.withdrawn', '=', false)
    .where(meanings.length === 0 ? says : sql<boolean>`((${says}) OR ${means})`)
    .where(
      sql<boolean>`(e.register <> ALL(${[...own]}::text[]) OR EXISTS (SELECT FROM jsonb_each_text(v.values) f
        WHERE e.register || '/' || f.key || '/' || f.value = ANY(${[...naming]}::text[])))`,
    )
    .orderBy('v.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toVersion);
}

/** @throws QingshanError `changed-meanwhile` naming who was faster */
async function checkExpected(transaction: Tx, register: string, changes: readonly EntryChange[]): Promise<void> {
  const keys = changes.map((c) => c.key);
  const rows = await transaction
    .selectFrom('register_entry as e')
    .innerJoin('register_version as v', 'v.id', 'e.version')
    .select(['e.key', 'e.seq', 'v.by_name', 'v.at'])
    .where('e.register', '=', register)
    .where('e.key', '=', sql<string>`ANY(${keys})`)
    .execute();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const seen = new Set<string>();
  for (const { key, expected } of changes) {
    if (seen.has(key)) throw new Error(`${register} ${key} is written twice at once`);
    seen.add(key);
    const last = byKey.get(key);
    if ((last?.seq ?? 0) === expected) continue;
    const when = last ? formatMoment(Number(last.at)).replace('T', ' ') : '';
    throw new QingshanError('changed-meanwhile', { who: last?.by_name ?? '', when });
  }
}

async function insertVersions(
  transaction: Tx,
  register: string,
  changes: readonly EntryChange[],
  { by, at }: Act,
  batch: number | null,
): Promise<void> {
  const rows = changes.map(({ key, expected, values, withdrawn }) => ({
    register,
    key,
    seq: expected + 1,
    values: JSON.stringify(values),
    withdrawn,
    import: batch,
    at,
    by_id: by.id,
    by_name: by.name,
    by_role: by.role,
    by_unit: by.unit,
  }));
  for (let from = 0; from < rows.length; from += VERSIONS_AT_ONCE) {
    const added = await transaction
      .insertInto('register_version')
      .values(rows.slice(from, from + VERSIONS_AT_ONCE))
      .returning(['id', 'key', 'seq', 'withdrawn'])
      .execute();
    await transaction
      .insertInto('register_entry')
      .values(added.map(({ id, key, seq, withdrawn }) => ({ register, key, version: id, seq, withdrawn })))
      .onConflict((conflict) =>
        conflict.columns(['register', 'key']).doUpdateSet({
          version: (eb) => eb.ref('excluded.version'),
          seq: (eb) => eb.ref('excluded.seq'),
          withdrawn: (eb) => eb.ref('excluded.withdrawn'),
        }),
      )
      .execute();
  }
}

/** One writer at a time, so that ids are in the order in which versions become visible. */
async function alone<T>(db: Db, work: (transaction: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE register_version IN EXCLUSIVE MODE`.execute(transaction);
    return work(transaction);
  });
}

async function write(db: Db, register: string, changes: readonly EntryChange[], act: Act, as?: NewImport) {
  return alone(db, async (transaction) => {
    await checkExpected(transaction, register, changes);
    const batch = as ? await insertImport(transaction, { ...as, register, undoes: null }, act) : null;
    await insertVersions(transaction, register, changes, act, batch?.id ?? null);
    return { import: batch, versions: changes.length };
  });
}

/** The version of every entry of an import, and the one that it had before. */
async function versionsOfImport(transaction: Tx, id: number) {
  const rows = await transaction
    .selectFrom('register_version as v')
    .innerJoin('register_entry as e', (join) =>
      join.onRef('e.register', '=', 'v.register').onRef('e.key', '=', 'v.key'),
    )
    .leftJoin('register_version as b', (join) =>
      join
        .onRef('b.register', '=', 'v.register')
        .onRef('b.key', '=', 'v.key')
        .on('b.seq', '=', sql<number>`v.seq - 1`),
    )
    .select(['v.key', 'v.seq', 'v.values', 'e.seq as now', 'b.values as before', 'b.withdrawn as wasWithdrawn'])
    .where('v.import', '=', id)
    .orderBy('v.id')
    .execute();
  return rows.map((row) => ({ ...row, values: row.values as Values, before: row.before as Values | null }));
}

async function undoImport(db: Db, id: number, act: Act) {
  return alone(db, async (transaction) => {
    const found = await importById(transaction, id);
    if (found.undoneBy !== null || found.undoes !== null) throw new QingshanError('import-undone', { id });
    const rows = await versionsOfImport(transaction, id);
    const since = rows.filter((row) => row.now !== row.seq);
    const [first] = since;
    if (first) throw new QingshanError('entries-changed-since', { id, count: since.length, key: first.key });
    const changes = rows.map(({ key, seq, values, before, wasWithdrawn }): EntryChange => ({
      key,
      expected: seq,
      values: before ?? values,
      withdrawn: before === null || wasWithdrawn === true,
    }));
    const { register, file, simulated } = found;
    const added = changes.filter((c) => c.withdrawn).length;
    const counts = { added: 0, changed: changes.length - added, unchanged: 0, refused: 0 };
    const undoing = { register, file, simulated, undoes: id, ...counts };
    const batch = await insertImport(transaction, undoing, act);
    await insertVersions(transaction, register, changes, act, batch.id);
    return importById(transaction, id);
  });
}

async function summaries(db: Db) {
  const rows = await db
    .selectFrom('register_entry as e')
    .innerJoin('register_version as v', 'v.id', 'e.version')
    .leftJoin('register_import as i', 'i.id', 'v.import')
    .select((eb) => [
      'e.register',
      eb.fn.count<string>('e.key').filterWhere('e.withdrawn', '=', false).as('entries'),
      eb.fn.max('v.at').as('last'),
      sql<boolean>`coalesce(bool_or(i.simulated AND NOT e.withdrawn), false)`.as('simulated'),
    ])
    .groupBy('e.register')
    .orderBy('e.register')
    .execute();
  return rows.map(({ register, entries, last, simulated }) => ({
    register,
    entries: Number(entries),
    lastChange: last === null ? null : Number(last),
    simulated,
  }));
}

/** Entries of registers, on the registry's database. */
export function registersOn(db: Db): RegisterStore {
  return {
    summaries: () => summaries(db),
    entries: async (register, since = 0) => {
      const newer = standing(db, register).where('v.register', '=', register).where('v.id', '>', since);
      return (await newer.orderBy('e.key').execute()).map(toVersion);
    },
    async entry(register, key) {
      const row = await standing(db, register).where('e.key', '=', key).executeTakeFirst();
      return row ? toVersion(row) : null;
    },
    find: (search) => find(db, search),
    async history(register, key) {
      const of = db.selectFrom('register_version').selectAll().where('register', '=', register).where('key', '=', key);
      return (await of.orderBy('seq').execute()).map(toVersion);
    },
    async version(register) {
      const newest = db.selectFrom('register_version').select('id').orderBy('id', 'desc').limit(1);
      const row = await (register === undefined ? newest : newest.where('register', '=', register)).executeTakeFirst();
      return row?.id ?? 0;
    },
    write: (register, changes, act, as) => write(db, register, changes, act, as),
    imports: (register) => importsOf(db, register),
    import: (id) => importById(db, id),
    undoImport: (id, act) => undoImport(db, id, act),
    async saveJob(job) {
      const row = { id: job.id, job: JSON.stringify(job) };
      await db
        .insertInto('register_job')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ job: row.job }))
        .execute();
    },
    async job(id) {
      const row = await db.selectFrom('register_job').select('job').where('id', '=', id).executeTakeFirst();
      return row ? (row.job as unknown as ImportJob) : null;
    },
    async saveFindings(job, findings) {
      const row = { job, findings: JSON.stringify(findings) };
      await db
        .insertInto('register_findings')
        .values(row)
        .onConflict((conflict) => conflict.column('job').doUpdateSet({ findings: row.findings }))
        .execute();
    },
    async findings(job) {
      const row = await db.selectFrom('register_findings').select('findings').where('job', '=', job).executeTakeFirst();
      return (row?.findings ?? []) as RowFinding[];
    },
  };
}
