import type { DuckDBConnection } from '@duckdb/node-api';
import type { BatchComparison, ObservationStore } from '@qingshan/app';
import { query, queryOne } from './engine.ts';
import { DAY_OF_ROW } from '../reductions.ts';
import { MICRO, type Survey } from '../survey.ts';

const UNCHANGED = 0;
const ADDED = 1;
const CORRECTED = 2;

const COUNTS = `SELECT ${[ADDED, CORRECTED, UNCHANGED].map((kind) => `count(*) FILTER (WHERE kind = ${kind})`).join(', ')}
  FROM change`;

/** The incoming rows, the last of each key. */
function fresh(ascending: boolean): string {
  const last = (column: string) => (ascending ? column : `arg_max(${column}, position)`);
  return `SELECT series, CAST(time AS BIGINT) AS time, CAST(round(${last('value')} * ${MICRO}) AS BIGINT) AS micro,
      ${last('flag')} AS flag, CAST(${last('received')} AS BIGINT) AS received
    FROM incoming ${ascending ? '' : 'GROUP BY series, time'}`;
}

/** The stored state of the incoming keys: the last revision of all, and the current value where one is live. */
function stored(undone: readonly number[], { first, last }: Survey): string {
  const revision = undone.length === 0 ? 'revision' : `CASE WHEN batch NOT IN (${undone.join(', ')}) THEN revision END`;
  return `SELECT series, time, max(revision) AS last, arg_max(micro, ${revision}) AS micro, arg_max(flag, ${revision}) AS flag
    FROM observation
    WHERE time >= ${first} AND time <= ${last}
      AND (series, time) IN (SELECT series, CAST(time AS BIGINT) FROM incoming)
    GROUP BY series, time`;
}

async function isUntouched(connection: DuckDBConnection, { first, last }: Survey): Promise<boolean> {
  const sql = `SELECT 1 FROM observation WHERE time >= ${first} AND time <= ${last} LIMIT 1`;
  return (await query(connection, sql)).length === 0;
}

/**
 * Fills the temporary table `change` with what the incoming rows mean for the stored ones, and counts.
 *
 * @param undone batches that count no longer
 */
export async function findChanges(
  connection: DuckDBConnection,
  rows: Survey,
  undone: readonly number[],
): Promise<BatchComparison> {
  const incoming = fresh(rows.ascending);
  await connection.run(
    (await isUntouched(connection, rows))
      ? `INSERT INTO change SELECT series, time, micro, flag, received, 0, ${ADDED} FROM (${incoming}) AS f`
      : `INSERT INTO change SELECT f.series, f.time, f.micro, f.flag, f.received,
          CASE WHEN s.last IS NULL THEN 0 ELSE s.last + 1 END,
          CASE WHEN s.micro IS NULL THEN ${ADDED}
            WHEN s.micro <> f.micro OR s.flag <> f.flag THEN ${CORRECTED} ELSE ${UNCHANGED} END
        FROM (${incoming}) AS f
        LEFT JOIN (${stored(undone, rows)}) AS s ON f.series = s.series AND f.time = s.time`,
  );
  const [added, corrected, unchanged] = await queryOne(connection, COUNTS);
  const { first, last } = rows;
  return { added: added ?? 0, corrected: corrected ?? 0, unchanged: unchanged ?? 0, first, last };
}

/** Appends what is new or differs, in the order of time so that later hours lie together, and marks its days stale. */
export async function storeChanges(connection: DuckDBConnection, batch: number): Promise<void> {
  await connection.run(`INSERT INTO observation
    SELECT series, time, micro, flag, ${batch}, received, revision FROM change WHERE kind <> ${UNCHANGED}
    ORDER BY time, series`);
  await markTouched(connection, `SELECT series, ${DAY_OF_ROW} AS day FROM change WHERE kind <> ${UNCHANGED}`);
}

/** Marks the days whose data have changed as out of date and as not yet judged. @param pairs SQL that gives (series, day) */
export async function markTouched(connection: DuckDBConnection, pairs: string): Promise<void> {
  await markStale(connection, pairs);
  await connection.run(`INSERT INTO unseen
    SELECT DISTINCT p.series, p.day, meta.version + 1 FROM (${pairs}) AS p, meta`);
}

/** What was touched and not yet judged, and up to which version that is. */
export async function unseenPairs(connection: DuckDBConnection): ReturnType<ObservationStore['unseen']> {
  const [upTo = null] = await queryOne(connection, 'SELECT max(version) FROM unseen');
  const rows = await query(connection, 'SELECT DISTINCT series, day FROM unseen ORDER BY series, day');
  return { upTo: upTo ?? 0, pairs: rows.map(([series, day]) => ({ series: series ?? 0, day: day ?? 0 })) };
}

/** @param pairs SQL that gives (series, day), repeated or not */
export async function markStale(connection: DuckDBConnection, pairs: string): Promise<void> {
  await connection.run(`INSERT INTO stale ${pairs} EXCEPT SELECT series, day FROM stale`);
}
