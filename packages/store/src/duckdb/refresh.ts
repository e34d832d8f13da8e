import type { DuckDBConnection } from '@duckdb/node-api';
import { monitoringDayOf } from '@qingshan/kernel';
import { correctionsOn, DAY_OF_ROW, plainDays, windowedDays, type Selection } from '../reductions.ts';
import { slicesOf, type Slice } from '../slices.ts';
import { query, queryOne } from './engine.ts';

const STALE_PAIRS = `(series, ${DAY_OF_ROW}) IN (SELECT series, day FROM stale)`;

/** The batches that are undone, now or as of a moment. */
export async function undoneBatches(connection: DuckDBConnection, asOf?: number): Promise<number[]> {
  const condition = asOf === undefined ? 'undone_at IS NOT NULL' : `undone_at <= ${asOf}`;
  const rows = await query(connection, `SELECT id FROM batch WHERE ${condition} ORDER BY id`);
  return rows.map(([id]) => id ?? 0);
}

/** The selection of the days for now, or as of a moment. */
export async function selectionOf(
  connection: DuckDBConnection,
  range: Slice & { readonly asOf?: number },
  conditions: readonly string[],
): Promise<Selection> {
  const undone = await undoneBatches(connection, range.asOf);
  const corrected = (await query(connection, correctionsOn(range.first, range.last))).length > 0;
  return { ...range, undone, corrected, conditions };
}

async function reduceInto(connection: DuckDBConnection, slice: Slice, conditions: readonly string[]): Promise<void> {
  const selection = await selectionOf(connection, slice, conditions);
  await connection.run(`INSERT INTO daily ${plainDays(selection)}`);
  await connection.run(`INSERT INTO daily ${windowedDays(selection)}`);
}

/** Reduces the stale (series, day) pairs anew and says how many they were. */
export async function refreshDaily(connection: DuckDBConnection): Promise<number> {
  const rows = await query(connection, 'SELECT day, count(*) FROM stale GROUP BY day ORDER BY day');
  for (const slice of slicesOf(rows.map(([day]) => day ?? 0))) {
    await connection.run(`DELETE FROM daily WHERE day BETWEEN ${slice.first} AND ${slice.last}
      AND (series, day) IN (SELECT series, day FROM stale)`);
    await reduceInto(connection, slice, [STALE_PAIRS]);
  }
  if (rows.length > 0) await connection.run('DELETE FROM stale');
  return rows.reduce((pairs, [, count]) => pairs + (count ?? 0), 0);
}

/** Reduces everything anew. */
export async function rebuildDaily(connection: DuckDBConnection): Promise<void> {
  await connection.run('DELETE FROM daily');
  const [first = null, last = null] = await queryOne(connection, 'SELECT min(time), max(time) FROM observation');
  if (first !== null && last !== null) {
    const from = monitoringDayOf(first);
    const days = Array.from({ length: monitoringDayOf(last) - from + 1 }, (_, i) => from + i);
    for (const slice of slicesOf(days)) await reduceInto(connection, slice, []);
  }
  await connection.run('DELETE FROM stale');
}
