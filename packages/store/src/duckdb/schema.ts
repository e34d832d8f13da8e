import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { QingshanError } from '@qingshan/kernel';
import { queryOne } from './engine.ts';

/** Raised with every change of the tables; a file of a newer product is not opened. */
const SCHEMA_VERSION = 1;

const META = [
  'CREATE TABLE IF NOT EXISTS meta(schema_version INTEGER NOT NULL, version BIGINT NOT NULL)',
  `INSERT INTO meta SELECT ${SCHEMA_VERSION}, 0 WHERE NOT EXISTS (SELECT 1 FROM meta)`,
];

/**
 * The tables of the observation store.
 *
 * `observation` is append-only. `micro` is the value in millionths of its unit. `revision` is 0 for the first value of
 * a (series, time) key and n for its n-th correction. `batch.latest` is the last receipt of its rows. `daily` is
 * derived and can be rebuilt; `stale` holds the (series, day) pairs for which it is out of date. `unseen` holds those that
 * a commit or undoing has touched and that nobody has judged since, with the version that it made; a file without the
 * table gets it empty.
 */
const TABLES = [
  `CREATE TABLE IF NOT EXISTS observation(
    series INTEGER NOT NULL, time BIGINT NOT NULL, micro BIGINT NOT NULL, flag UTINYINT NOT NULL,
    batch INTEGER NOT NULL, received BIGINT NOT NULL, revision USMALLINT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS batch(
    id INTEGER PRIMARY KEY, received BIGINT NOT NULL, latest BIGINT NOT NULL, undone_at BIGINT,
    added INTEGER NOT NULL, corrected INTEGER NOT NULL, unchanged INTEGER NOT NULL)`,
  'CREATE TABLE IF NOT EXISTS series(id INTEGER PRIMARY KEY, windows UTINYINT NOT NULL)',
  `CREATE TABLE IF NOT EXISTS daily(
    series INTEGER NOT NULL, day INTEGER NOT NULL, hours UTINYINT NOT NULL, total DOUBLE NOT NULL,
    high DOUBLE NOT NULL, windows UTINYINT NOT NULL, top8x168 DOUBLE)`,
  'CREATE TABLE IF NOT EXISTS stale(series INTEGER NOT NULL, day INTEGER NOT NULL)',
  'CREATE TABLE IF NOT EXISTS unseen(series INTEGER NOT NULL, day INTEGER NOT NULL, version BIGINT NOT NULL)',
];

/** What reductions.ts writes the way ClickHouse spells it. */
const MACROS = [
  'CREATE OR REPLACE TEMP MACRO intDiv(a, b) AS a // b',
  'CREATE OR REPLACE TEMP MACRO toFloat64(x) AS CAST(x AS DOUBLE)',
];

const STAGING = [
  // As doubles, because that is how rows arrive.
  `CREATE OR REPLACE TEMP TABLE incoming(
    position INTEGER NOT NULL, series INTEGER NOT NULL, time DOUBLE NOT NULL, value DOUBLE NOT NULL,
    flag UTINYINT NOT NULL, received DOUBLE NOT NULL)`,
  `CREATE OR REPLACE TEMP TABLE change(
    series INTEGER NOT NULL, time BIGINT NOT NULL, micro BIGINT NOT NULL, flag UTINYINT NOT NULL,
    received BIGINT NOT NULL, revision USMALLINT NOT NULL, kind UTINYINT NOT NULL)`,
];

async function runAll(connection: DuckDBConnection, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await connection.run(sql);
}

/** @throws QingshanError `workspace-newer` when a newer product has written the file */
export async function prepareSchema(connection: DuckDBConnection, file: string): Promise<void> {
  await runAll(connection, META);
  const [version = null] = await queryOne(connection, 'SELECT schema_version FROM meta');
  if (version !== SCHEMA_VERSION) {
    throw new QingshanError('workspace-newer', { migration: `${basename(file)} schema ${version}` });
  }
  await runAll(connection, [...TABLES, ...MACROS]);
}

/**
 * Lends the work two empty tables: `incoming` for rows as they arrive, `change` for what they mean for the stored ones.
 * They are dropped afterwards, because deleting their rows would not give the memory back.
 */
export async function withStaging<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await runAll(connection, STAGING);
  const result = await work();
  await runAll(connection, ['DROP TABLE incoming', 'DROP TABLE change']);
  return result;
}
