import type { DuckDBConnection } from '@duckdb/node-api';
import type { BatchComparison } from '@qingshan/app';
import { queryOne } from './engine.ts';
import { DAY_OF_ROW } from '../reductions.ts';
import { MICRO } from './intake.ts';

const UNCHANGED = 0;
const ADDED = 1;
const CORRECTED = 2;

const COUNTS = `SELECT ${[ADDED, CORRECTED, UNCHANGED].map((kind) => `count(*) FILTER (WHERE kind = ${kind})`).join(', ')}
  FROM change`;

/** The last row of each key among the incoming ones. */
const FRESH = `SELECT series, CAST(time AS BIGINT) AS time,
    CAST(round(arg_max(value, position) * ${MICRO}) AS BIGINT) AS micro, arg_max(flag, position) AS flag,
    CAST(arg_max(received, position) AS BIGINT) AS received
  FROM incoming GROUP BY series, time`;

/** The stored state of the incoming keys: the last revision of all, and the current value where one is live. */
function stored(undone: readonly number[], first: number, last: number): string {
  const revision = undone.length === 0 ? 'revision' : `CASE WHEN batch NOT IN (${undone.join(', ')}) THEN revision END`;
  return `SELECT series, time, max(revision) AS last, arg_max(micro, ${revision}) AS micro, arg_max(flag, ${revision}) AS flag
    FROM observation
    WHERE time >= ${first} AND time <= ${last}
      AND (series, time) IN (SELECT series, CAST(time AS BIGINT) FROM incoming)
    GROUP BY series, time`;
}

/**
 * Fills the temporary table `change` with what the incoming rows mean for the stored ones, and counts.
 *
 * @param undone batches that count no longer
 */
export async function findChanges(connection: DuckDBConnection, undone: readonly number[]): Promise<BatchComparison> {
  const [first = null, last = null] = await queryOne(connection, 'SELECT min(time), max(time) FROM incoming');
  if (first === null || last === null) {
    return { added: 0, corrected: 0, unchanged: 0, first: null, last: null };
  }
  await connection.run(`INSERT INTO change
    SELECT f.series, f.time, f.micro, f.flag, f.received,
      CASE WHEN s.last IS NULL THEN 0 ELSE s.last + 1 END,
      CASE WHEN s.micro IS NULL THEN ${ADDED} WHEN s.micro <> f.micro OR s.flag <> f.flag THEN ${CORRECTED} ELSE ${UNCHANGED} END
    FROM (${FRESH}) AS f LEFT JOIN (${stored(undone, first, last)}) AS s ON f.series = s.series AND f.time = s.time`);
  const [added, corrected, unchanged] = await queryOne(connection, COUNTS);
  return { added: added ?? 0, corrected: corrected ?? 0, unchanged: unchanged ?? 0, first, last };
}

/** Appends what is new or differs, in the order of time so that later hours lie together, and marks its days stale. */
export async function storeChanges(connection: DuckDBConnection, batch: number): Promise<void> {
  await connection.run(`INSERT INTO observation
    SELECT series, time, micro, flag, ${batch}, received, revision FROM change WHERE kind <> ${UNCHANGED}
    ORDER BY time, series`);
  await markStale(connection, `SELECT series, ${DAY_OF_ROW} FROM change WHERE kind <> ${UNCHANGED}`);
}

/** @param pairs SQL that gives (series, day), repeated or not */
export async function markStale(connection: DuckDBConnection, pairs: string): Promise<void> {
  await connection.run(`INSERT INTO stale ${pairs} EXCEPT SELECT series, day FROM stale`);
}
