import { randomUUID } from 'node:crypto';
import type { Peers } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { alone } from './company.ts';
import { inTurnHere } from './in-turn.ts';
import type { Exclusively } from './job-runs.ts';
import { migrate } from './migrate.ts';
import { Presence } from './presence.ts';
import { withReplica } from './read-replica.ts';
import { registryOn, type StoredRegistry } from './registry.ts';
import type { RegistrySchema } from './schema.ts';
import { connectionFailure, placeOf, unfit } from './server-failures.ts';

export interface ServerRegistryOptions {
  /** `postgresql://user:password@host:5432/database`, as libpq has it */
  readonly url: string;
  /** The data folder that the database goes with; absent: none, and nobody is kept out */
  readonly dataFolder?: {
    readonly id: string;
    /** Whether a database that goes with no folder yet may be taken */
    readonly isNew: boolean;
    /** Names this one of several folders, each with a process of its own, that go with the database; absent: it is the only one */
    readonly member?: string | undefined;
  };
  /** Address of a copy that follows the database, for questions that read much; absent: there is none */
  readonly readUrl?: string | undefined;
  /** Only these, for a copy that was made by an older version; absent: all */
  readonly migrations?: readonly string[] | undefined;
}

/** The oldest server that the contract suite was run on. */
const OLDEST = 15;
const CONNECTIONS = 10;
/** Waiting for the server, or for one of the connections when all are busy */
const PATIENCE_MS = 30_000;

type Db = Kysely<RegistrySchema>;

/** @throws QingshanError `database-unfit` */
async function checkServer(db: Db, where: string): Promise<void> {
  const { rows } = await sql<{ version: number; name: string; encoding: string }>`SELECT
    current_setting('server_version_num')::integer AS version,
    current_setting('server_version') AS name,
    current_setting('server_encoding') AS encoding`.execute(db);
  const [server] = rows;
  if (!server || server.version < OLDEST * 10_000) {
    const why = {
      zh: `需要 PostgreSQL ${OLDEST} 或更新版本，它是 ${server?.name}`,
      en: `PostgreSQL ${OLDEST} or newer is needed, it is ${server?.name}`,
    };
    throw new QingshanError('database-unfit', { where, why });
  }
  if (server.encoding !== 'UTF8') {
    const why = {
      zh: `库的编码须为 UTF8，它是 ${server.encoding}；请用 createdb -E UTF8 -T template0 重建`,
      en: `its encoding must be UTF8, it is ${server.encoding}; make it anew with createdb -E UTF8 -T template0`,
    };
    throw new QingshanError('database-unfit', { where, why });
  }
}

/** An address that was meant for another program must not fill its database. @throws QingshanError `database-unfit` */
async function checkOurs(db: Db, where: string): Promise<void> {
  const { rows } = await sql<{ ours: boolean; others: string | null }>`SELECT
    to_regclass('data_folder') IS NOT NULL AS ours,
    (SELECT min(tablename) FROM pg_tables
      WHERE schemaname = current_schema() AND tablename NOT LIKE 'kysely_migration%') AS others`.execute(db);
  const [found] = rows;
  if (!found || found.ours || found.others === null) return;
  const why = {
    zh: `库中已有别的程序的表（${found.others} 等），请用一个空库`,
    en: `it holds tables of another program (${found.others} for one); take an empty database`,
  };
  throw new QingshanError('database-unfit', { where, why });
}

/** Series and batches belong to the observations of one folder. @throws QingshanError `database-of-another` */
async function claim(db: Db, { id, isNew }: NonNullable<ServerRegistryOptions['dataFolder']>, where: string) {
  if (isNew) {
    await db
      .insertInto('data_folder')
      .values({ id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const owner = await db.selectFrom('data_folder').select('id').executeTakeFirst();
  if (owner?.id !== id) throw new QingshanError('database-of-another', { where });
}

/** First numbers of the locks that keep one process at something; the second says at what */
const WORK_LOCKS = 7_011_958;
const TURN_LOCKS = 7_011_959;

type Connect = () => Promise<pg.PoolClient>;

/** The server lets go of the lock also when the connection ends, so that a process which is killed keeps nobody out. */
async function withLock<T>(connect: Connect, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await connect();
  let gone = true;
  try {
    return await work(client);
  } finally {
    await client.query('SELECT pg_advisory_unlock_all()').then(
      () => (gone = false),
      () => undefined,
    );
    client.release(gone);
  }
}

function exclusivelyBy(connect: Connect): Exclusively {
  return (what, work) =>
    withLock(connect, async (client) => {
      const sql = 'SELECT pg_try_advisory_lock($1, hashtext($2)) AS locked';
      const { rows } = await client.query<{ locked: boolean }>(sql, [WORK_LOCKS, what]);
      return rows[0]?.locked ? work() : null;
    });
}

/** Within the process one after the other too, so that those who wait take one connection. */
function inTurnBy(url: string, connect: Connect): Peers['inTurn'] {
  const here = inTurnHere();
  const failed = (error: unknown): never => {
    throw connectionFailure(url, error);
  };
  return (what, work) =>
    here(what, () =>
      withLock(connect, async (client) => {
        const lock = 'SELECT pg_advisory_lock($1, hashtext($2))';
        await client.query(lock, [TURN_LOCKS, what]).catch(failed);
        const value = await work();
        // Where the connection is gone, so was the lock.
        await client.query('SELECT 1').catch(failed);
        return value;
      }),
    );
}

function poolOf(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: PATIENCE_MS,
    application_name: 'qingshan',
  });
  // A connection that breaks is left out of the pool and its query fails; the next one opens another. Without somebody
  // who listens the process would end.
  pool.on('connect', (client) => client.on('error', (error) => console.error(`PostgreSQL: ${error.message}`)));
  pool.on('error', () => undefined);
  return pool;
}

/**
 * The registry in a PostgreSQL server, its schema brought up to date. Several processes that open it at once migrate one
 * after the other: the migrations run under an advisory lock.
 *
 * @throws QingshanError `database-unreachable`, `database-unfit`, `database-in-use`, `member-in-use`,
 * `database-of-another`
 */
export async function openServerRegistry({
  url,
  readUrl,
  dataFolder,
  migrations,
}: ServerRegistryOptions): Promise<StoredRegistry> {
  const where = placeOf(url);
  const pool = poolOf(url);
  const process = randomUUID();
  const presence = dataFolder ? new Presence({ url, process, member: dataFolder.member ?? null }) : null;
  const close = async (): Promise<void> => {
    await presence?.close();
    await pool.end();
  };
  const connect: Connect = () =>
    pool.connect().catch((error: unknown) => {
      throw connectionFailure(url, error);
    });
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool: { connect, end: close, options: pool.options } }) });
  try {
    await checkServer(db, where);
    await checkOurs(db, where);
    await presence?.begin();
    await migrate(db, migrations);
    if (dataFolder) await claim(db, dataFolder, where);
  } catch (error) {
    await close();
    throw unfit(url, error) ?? error;
  }
  const withCopy = (registry: StoredRegistry): StoredRegistry => {
    if (readUrl === undefined || readUrl === '') return registry;
    const replica: Db = new Kysely({ dialect: new PostgresDialect({ pool: poolOf(readUrl) }) });
    return withReplica(registry, db, replica);
  };
  const exclusively = exclusivelyBy(connect);
  if (!presence || dataFolder?.member === undefined) return withCopy(registryOn(db, { ...alone(), exclusively }));
  const peers: Peers = {
    inTurn: inTurnBy(url, connect),
    hear: (told) => presence.hear(told),
    tell: async (message) => {
      const [channel, payload] = presence.message(message);
      await sql`SELECT pg_notify(${channel}, ${payload})`.execute(db);
    },
  };
  return withCopy(registryOn(db, { process, peers, exclusively }));
}
