import { QingshanError, type Localized } from '@qingshan/kernel';
import type { Address } from './address.ts';
import type { Transport } from './transport.ts';

/** Raised with every change of the tables; those of a newer product are not opened. */
const SCHEMA_VERSION = 1;

interface Table {
  readonly name: string;
  readonly columns: string;
  /** Of the rows that stay in the order of these columns */
  readonly order: string;
  readonly partition?: string;
  /** Of rows that are equal in `order` the one of the highest of this column stays; absent: all stay */
  readonly newest?: string;
  /** By which its rows are spread over the shards of a cluster */
  readonly shard: string;
}

/** 31 days, so that a refresh looks into one or two partitions */
const PARTITION_SECONDS = 2_678_400;

/**
 * The tables of the observation store. All are only ever added to; `journal` says which rows count.
 *
 * `observation` and `series` are those that reductions.ts reads; `entry` is the entry of the journal that a row belongs
 * to. `daily` is derived: the row of the highest `generation` holds, and one without hours says that there is nothing.
 * `touched` has the (series, day) pairs that an entry has made stale, `judge` being 1 where somebody should look at them.
 */
const TABLES: readonly Table[] = [
  {
    name: 'observation',
    columns: `series Int32, time Int64, micro Int64, flag UInt8, batch Int32, received Int64, revision UInt16,
      entry Int64`,
    order: 'series, time',
    partition: `intDiv(time, ${PARTITION_SECONDS})`,
    shard: 'series',
  },
  { name: 'series', columns: 'id Int32, windows UInt8, entry Int64', order: 'id', shard: 'id' },
  {
    name: 'daily',
    columns: `series Int32, day Int64, hours UInt8, total Float64, high Float64, windows UInt8, top8x168 Float64,
      generation Int64`,
    order: 'series, day',
    newest: 'generation',
    shard: 'series',
  },
  { name: 'touched', columns: 'series Int32, day Int64, judge UInt8, entry Int64', order: 'entry', shard: 'series' },
  {
    name: 'journal',
    columns: `entry Int64, kind Enum8('begin' = 1, 'abandon' = 2, 'commit' = 3, 'undo' = 4, 'declare' = 5,
      'rebuild' = 6, 'refreshed' = 7, 'seen' = 8), changes UInt8, batch Int32, at Int64, latest Int64, added Int64,
      corrected Int64, unchanged Int64`,
    order: 'entry',
    // All of it on the first shard, so that an insert is one piece
    shard: 'entry * 0',
  },
  { name: 'workspace', columns: 'id String, schema_version UInt16', order: 'id', shard: 'length(id) * 0' },
];

/** Which shard's rows a server of a cluster has, and the how-manieth copy of them. */
export interface Placing {
  readonly shard: number;
  readonly replica: number;
  /** Whether the shards have several replicas, which ZooKeeper keeps equal */
  readonly replicated: boolean;
}

function engineOf({ name, newest }: Table, { database, cluster }: Address, placing: Placing | null): string {
  const kind = `${newest === undefined ? '' : 'Replacing'}MergeTree`;
  const version = newest === undefined ? [] : [newest];
  if (!placing?.replicated) return `${kind}(${version.join('')})`;
  const { shard, replica } = placing;
  const path = `/qingshan/${cluster}/${database}/${shard}/${name}`;
  return `Replicated${kind}(${[`'${path}'`, `'${replica}'`, ...version].join(', ')})`;
}

/** The rows of a cluster's shard are in tables of this name. */
function onShard({ name }: Table): string {
  return `${name}_on_shard`;
}

/**
 * Makes the tables that are missing on one server: those with the rows, or on a server of a cluster those with the rows of
 * its shard and, under the names that are read and written, those that stand for all shards.
 *
 * @param placing `null`: it is no part of a cluster
 */
export async function createTables(db: Transport, address: Address, placing: Placing | null): Promise<void> {
  const { database, cluster } = address;
  for (const table of TABLES) {
    const { name, columns, order, partition = 'tuple()', shard } = table;
    const local = placing === null ? name : onShard(table);
    await db.run(`CREATE TABLE IF NOT EXISTS ${local} (${columns}) ENGINE = ${engineOf(table, address, placing)}
      PARTITION BY ${partition} ORDER BY (${order})`);
    if (placing === null) continue;
    await db.run(`CREATE TABLE IF NOT EXISTS ${name} (${columns})
      ENGINE = Distributed(${cluster}, ${database}, ${onShard(table)}, ${shard})`);
    // A replica that was away, or begins anew, first takes in what the others have.
    if (placing.replicated) await db.run(`SYSTEM SYNC REPLICA ${database}.${onShard(table)}`);
  }
}

export function unfit({ where }: Transport, why: Localized): QingshanError {
  return new QingshanError('observations-unfit', { where, why });
}

/** A database that was meant for another program must not be filled. @throws QingshanError `observations-unfit` */
export async function checkOurs(db: Transport): Promise<void> {
  const names = (
    await db.rows('SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name')
  ).flat();
  if (names.includes('journal') || names.length === 0) return;
  throw unfit(db, {
    zh: `库中已有别的程序的表（${names[0]} 等），请用一个空库`,
    en: `it holds tables of another program (${names[0]} for one); take an empty database`,
  });
}

/** The data folder that the database goes with. */
export interface DataFolder {
  readonly id: string;
  /** Whether a database that goes with no folder yet may be taken */
  readonly isNew: boolean;
}

/** @throws QingshanError `observations-unfit`, `observations-of-another` */
export async function claim(db: Transport, folder: DataFolder | undefined): Promise<void> {
  const rows = await db.rows('SELECT id, schema_version FROM workspace');
  const newest = Math.max(0, ...rows.map(([, version]) => Number(version)));
  if (newest > SCHEMA_VERSION) {
    throw unfit(db, {
      zh: `由更新的版本写成（结构版本 ${newest}，本版本为 ${SCHEMA_VERSION}），请升级程序`,
      en: `a newer version has written it (schema ${newest}, this one has ${SCHEMA_VERSION}); upgrade the program`,
    });
  }
  const owner = rows[0]?.[0];
  if (owner === undefined && (folder?.isNew ?? true)) {
    await db.insert('workspace', ['id', 'schema_version'], [[folder?.id ?? 'none', SCHEMA_VERSION]]);
  } else if (folder && owner !== folder.id) {
    throw new QingshanError('observations-of-another', { where: db.where });
  }
}
