import type { BatchesAsked, BatchRecord, Registry, SeriesRecord } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Fault } from '@qingshan/sources';
import type { Kysely, Selectable } from 'kysely';
import { accountsOf, recordAccount, withdrawAccount } from './accounts.ts';
import { appendAudit, beginAudit, begunAudits, readAudit, verifyAudit } from './audit.ts';
import { casesOn } from './cases.ts';
import { alone, hasEnded, type Company } from './company.ts';
import { copyableOn, type CopyableRegistry } from './copy-registry.ts';
import { devicesOn } from './devices.ts';
import { addFile, fileOf } from './files.ts';
import { appendEvents, eventsOf, eventsSince } from './loop-events.ts';
import { intakeOn } from './intake.ts';
import { jobRunsOn } from './job-runs.ts';
import { noticesOn } from './notices.ts';
import { oldRowsOn } from './old-rows.ts';
import { withAudit } from './pending-audit.ts';
import { peopleOn } from './people.ts';
import { plansOn } from './plans.ts';
import { registersOn } from './registers.ts';
import { publicationsOn } from './publications.ts';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

/** PostgreSQL takes at most 65,535 parameters in a statement; a fault has 10. */
const FAULTS_AT_ONCE = 5000;
const SERIES_AT_ONCE = 5000;

function* portions<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

function keyOf({ site, parameter }: Pick<SeriesRecord, 'site' | 'parameter'>): string {
  return JSON.stringify([site, parameter]);
}

async function ensureSeries(db: Db, keys: Parameters<Registry['ensureSeries']>[0]): Promise<SeriesRecord[]> {
  return db.transaction().execute(async (transaction) => {
    const distinct = [...new Map(keys.map((key) => [keyOf(key), key])).values()];
    for (const portion of portions(distinct, SERIES_AT_ONCE)) {
      const rows = portion.map(({ site, parameter, unit, windows, simulated }) => ({
        site,
        parameter,
        unit,
        windows,
        simulated,
      }));
      await transaction
        .insertInto('series')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['site', 'parameter']).doNothing())
        .execute();
    }
    const stored = await transaction.selectFrom('series').selectAll().execute();
    const byKey = new Map(stored.map((row) => [keyOf(row), row]));
    return keys.map((key) => sameSeries(byKey.get(keyOf(key)), key));
  });
}

/** A series keeps its unit, its windows and whether it is simulated for ever. */
function sameSeries(stored: SeriesRecord | undefined, key: Omit<SeriesRecord, 'id'>): SeriesRecord {
  if (!stored) throw new Error(`series ${keyOf(key)} was not stored`);
  if (stored.unit === key.unit && stored.windows === key.windows && stored.simulated === key.simulated) return stored;
  const { site, parameter } = key;
  throw new QingshanError('series-differs', { site, parameter, unit: stored.unit, other: key.unit });
}

function toBatch(row: Selectable<RegistrySchema['batch']>): BatchRecord {
  return {
    id: row.id,
    source: row.source,
    files: row.files,
    state: row.state,
    createdAt: Number(row.created_at),
    received: Number(row.received),
    undoneAt: row.undone_at === null ? null : Number(row.undone_at),
    added: row.added,
    corrected: row.corrected,
    unchanged: row.unchanged,
    faults: row.faults,
    simulated: row.simulated,
  };
}

async function createBatch(
  db: Db,
  process: string | null,
  batch: Parameters<Registry['createBatch']>[0],
  faults: readonly Fault[],
): Promise<BatchRecord> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('batch')
      .values({
        source: batch.source,
        files: JSON.stringify(batch.files),
        created_at: batch.createdAt,
        received: batch.received,
        faults: faults.length,
        simulated: batch.simulated,
        process,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const rows = faults.map(({ code, severity, file, row: line, column, value, text }, position) => ({
      batch: row.id,
      position,
      code,
      severity,
      file,
      row: line,
      column_name: column,
      value,
      zh: text.zh,
      en: text.en,
    }));
    for (const portion of portions(rows, FAULTS_AT_ONCE)) {
      await transaction.insertInto('fault').values(portion).execute();
    }
    return toBatch(row);
  });
}

function unknownBatch(id: number): QingshanError {
  return new QingshanError('not-found', { what: { zh: '批次', en: 'batch' }, id });
}

async function batchPage(db: Db, { of, offset, limit }: BatchesAsked): ReturnType<Registry['batchPage']> {
  const asked = db
    .selectFrom('batch')
    .$if(of !== undefined, (query) => query.where('source', of?.others === true ? '!=' : '=', of?.source ?? ''));
  const [rows, counted] = await Promise.all([
    asked.selectAll().orderBy('id', 'desc').offset(offset).limit(limit).execute(),
    asked.select((e) => e.fn.countAll().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { batches: rows.map(toBatch), total: Number(counted.total) };
}

async function setBatch(db: Db, id: number, change: Parameters<Registry['setBatch']>[1]): Promise<void> {
  const { undoneAt, ...counts } = change;
  const result = await db
    .updateTable('batch')
    .set({ ...counts, ...(undoneAt === undefined ? {} : { undone_at: undoneAt }) })
    .where('id', '=', id)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw unknownBatch(id);
}

async function faultsOf(db: Db, batch: number): Promise<Fault[]> {
  const rows = await db.selectFrom('fault').selectAll().where('batch', '=', batch).orderBy('position').execute();
  return rows.map(({ code, severity, file, row, column_name: column, value, zh, en }) => ({
    code,
    severity,
    file,
    row,
    column,
    value,
    text: { zh, en },
  }));
}

async function saveAssessments(db: Db, items: Parameters<Registry['saveAssessments']>[0]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const portion of portions(items, FAULTS_AT_ONCE)) {
      await transaction
        .insertInto('assessment')
        .values(portion)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
  });
}

/** A registry whose rows can be copied to files and loaded from them. */
export type StoredRegistry = Registry & CopyableRegistry;

/**
 * The registry over any Kysely dialect of PostgreSQL, its schema up to date.
 *
 * @param company the processes that work on it, where there are several
 */
export function registryOn(db: Db, company: Company = alone()): StoredRegistry {
  return {
    ensureSeries: (keys) => ensureSeries(db, keys),
    async series({ site, parameter } = {}) {
      let query = db.selectFrom('series').selectAll().orderBy('id');
      if (site !== undefined) query = query.where('site', '=', site);
      if (parameter !== undefined) query = query.where('parameter', '=', parameter);
      return query.execute();
    },
    createBatch: (batch, faults) => createBatch(db, company.process, batch, faults),
    async batch(id) {
      const row = await db.selectFrom('batch').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) throw unknownBatch(id);
      return toBatch(row);
    },
    batches: async ({ source } = {}) =>
      (
        await db
          .selectFrom('batch')
          .selectAll()
          .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
          .orderBy('id')
          .execute()
      ).map(toBatch),
    batchPage: (asked) => batchPage(db, asked),
    async newestReceipt() {
      const newest = await db
        .selectFrom('batch')
        .select((e) => e.fn.max('received').as('received'))
        .where('state', '=', 'committed')
        .executeTakeFirst();
      return newest?.received == null ? null : Number(newest.received);
    },
    abandonedBatches: async () =>
      (
        await db
          .selectFrom('batch')
          .select('id')
          .where('state', '=', 'writing')
          .where(hasEnded(company, 'process'))
          .execute()
      ).map(({ id }) => id),
    setBatch: (id, change) => setBatch(db, id, change),
    faults: (batch) => faultsOf(db, batch),
    saveAssessments: (items) => saveAssessments(db, items),
    async assessment(id) {
      const row = await db.selectFrom('assessment').select('json').where('id', '=', id).executeTakeFirst();
      return row?.json ?? null;
    },
    async confirmFigure({ edition, figure, by, document, at }) {
      await db
        .insertInto('confirmation')
        .values({ edition, figure, confirmed_by: by, document, at })
        .onConflict((conflict) => conflict.columns(['edition', 'figure', 'confirmed_by']).doNothing())
        .execute();
    },
    async confirmations() {
      const rows = await db.selectFrom('confirmation').selectAll().orderBy('at').orderBy('figure').execute();
      return rows.map((row) => ({
        edition: row.edition,
        figure: row.figure,
        by: row.confirmed_by,
        document: row.document,
        at: Number(row.at),
      }));
    },
    recordAccount: (account) => recordAccount(db, account),
    accounts: (filter) => accountsOf(db, filter),
    withdrawAccount: (id, withdrawal) => withdrawAccount(db, id, withdrawal),
    appendEvents: (entries, act) => appendEvents(db, entries, act),
    eventsSince: (id) => eventsSince(db, id),
    eventsOf: (subject) => eventsOf(db, subject),
    addFile: (file) => addFile(db, file),
    file: (id) => fileOf(db, id),
    audit: (entry, begun) => appendAudit(db, entry, begun),
    beginAudit: (entry) => beginAudit(db, entry, company.process),
    begunAudits: () => begunAudits(db),
    abandonedAudits: () => begunAudits(db, hasEnded(company, 'process')),
    withAudit,
    people: peopleOn(db),
    notices: noticesOn(db),
    plans: plansOn(db),
    registers: registersOn(db),
    cases: casesOn(db),
    devices: devicesOn(db),
    oldRows: oldRowsOn(db),
    intake: intakeOn(db),
    jobs: jobRunsOn(db, company.exclusively),
    peers: company.peers,
    publications: publicationsOn(db),
    audits: (filter) => readAudit(db, filter),
    verifyAudit: () => verifyAudit(db),
    ...copyableOn(db),
    close: () => db.destroy(),
  };
}
