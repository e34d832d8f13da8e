import type { DuckDBConnection } from '@duckdb/node-api';
import type {
  ObservationColumns,
  ObservationRow,
  ObservationsAsked,
  ObservationStore,
  Range,
  StoredBatch,
} from '@qingshan/app';
import { FLAGS, QingshanError, type Moment } from '@qingshan/kernel';
import type { CopyableObservations } from '../copyable.ts';
import { ANY_CORRECTION, countOfRows, pageOfRows } from '../current-rows.ts';
import { DAY_OF_ROW, liveRows } from '../reductions.ts';
import { findChanges, markStale, markTouched, storeChanges, unseenPairs } from './changes.ts';
import { openEngine, query, queryOne, type EngineOptions } from './engine.ts';
import { MICRO, survey, type Survey } from '../survey.ts';
import { stage } from './stage.ts';
import { readDaily } from './read-daily.ts';
import { rebuildDaily, refreshDaily, undoneBatches } from './refresh.ts';
import { prepareSchema, withStaging } from './schema.ts';

const RAISE_VERSION = 'UPDATE meta SET version = version + 1';

async function declare(
  connection: DuckDBConnection,
  series: Parameters<ObservationStore['declare']>[0],
): Promise<void> {
  const known = new Map((await query(connection, 'SELECT id, windows FROM series')).map(([id, w]) => [id, w === 1]));
  const changed = series.filter((s) => known.get(s.id) !== s.windows);
  if (changed.length === 0) return;
  const values = changed.map((s) => `(${s.id}, ${s.windows ? 1 : 0})`).join(', ');
  await connection.run(`INSERT OR REPLACE INTO series VALUES ${values}`);
  const ids = changed.map((s) => s.id).join(', ');
  await markStale(connection, `SELECT series, ${DAY_OF_ROW} FROM observation WHERE series IN (${ids})`);
  await connection.run(RAISE_VERSION);
}

async function requireDeclared(connection: DuckDBConnection, series: readonly number[]): Promise<void> {
  const known = new Set((await query(connection, 'SELECT id FROM series')).map(([id]) => id));
  const id = series.find((s) => !known.has(s));
  if (id !== undefined) throw new QingshanError('not-found', { what: { zh: '监测序列', en: 'series' }, id });
}

async function requireLive(connection: DuckDBConnection, batch: number): Promise<void> {
  const [found] = await query(connection, `SELECT undone_at FROM batch WHERE id = ${batch}`);
  if (found && found[0] !== null) {
    const verb = { zh: '写入', en: 'written' };
    throw new QingshanError('batch-state', { id: batch, state: 'undone', verb });
  }
}

/** What the rows mean for the stored ones, left in the table `change`. */
async function compare(
  connection: DuckDBConnection,
  rows: ObservationColumns,
  known: Survey | null,
  received: Moment,
): ReturnType<ObservationStore['compare']> {
  if (!known) return { added: 0, corrected: 0, unchanged: 0, first: null, last: null };
  await stage(connection, rows, received);
  return findChanges(connection, known, await undoneBatches(connection));
}

async function commit(
  connection: DuckDBConnection,
  { id, received }: { readonly id: number; readonly received: Moment },
  rows: ObservationColumns,
  known: Survey | null,
): ReturnType<ObservationStore['commit']> {
  await requireLive(connection, id);
  await requireDeclared(connection, known?.series ?? []);
  const comparison = await compare(connection, rows, known, received);
  const { added, corrected, unchanged } = comparison;
  if (added + corrected > 0) {
    await storeChanges(connection, id);
    await connection.run(RAISE_VERSION);
  }
  await connection.run(`INSERT INTO batch
    SELECT ${id}, ${received}, coalesce(max(received), ${received}), NULL, ${added}, ${corrected}, ${unchanged}
    FROM change
    ON CONFLICT (id) DO UPDATE SET latest = greatest(latest, excluded.latest),
      added = added + excluded.added, corrected = corrected + excluded.corrected`);
  return comparison;
}

async function undo(connection: DuckDBConnection, batch: number, at: Moment): Promise<void> {
  const [found] = await query(connection, `SELECT undone_at FROM batch WHERE id = ${batch}`);
  if (!found) throw new QingshanError('not-found', { what: { zh: '批次', en: 'batch' }, id: batch });
  if (found[0] !== null) return;
  await connection.run(`UPDATE batch SET undone_at = ${at} WHERE id = ${batch}`);
  await markTouched(connection, `SELECT series, ${DAY_OF_ROW} AS day FROM observation WHERE batch = ${batch}`);
  await connection.run(RAISE_VERSION);
}

async function storedBatches(connection: DuckDBConnection): Promise<StoredBatch[]> {
  const sql = 'SELECT id, received, undone_at, added, corrected, unchanged FROM batch ORDER BY id';
  return (await query(connection, sql)).map(([id, received, undoneAt, added, corrected, unchanged]) => ({
    id: id ?? 0,
    received: received ?? 0,
    undoneAt: undoneAt ?? null,
    added: added ?? 0,
    corrected: corrected ?? 0,
    unchanged: unchanged ?? 0,
  }));
}

function toRow(row: readonly (number | null)[]): ObservationRow {
  const [series = 0, time = 0, micro = 0, flag = 0, batch = 0, received = 0, revision = 0] = row.map((x) => x ?? 0);
  return {
    series,
    time,
    value: micro / MICRO,
    flag: FLAGS[flag] ?? 'invalid',
    batch,
    received,
    revision,
  };
}

async function observations(
  connection: DuckDBConnection,
  { series, history = false, ...days }: Range & { readonly history?: boolean },
): Promise<ObservationRow[]> {
  if (series.length === 0) return [];
  const undone = history ? [] : await undoneBatches(connection, days.asOf);
  const conditions = [`series IN (${series.join(', ')})`];
  const rows = await query(
    connection,
    `SELECT series, time, micro, flag, batch, received, revision FROM observation
      WHERE ${liveRows({ ...days, undone, corrected: true, conditions })} ORDER BY series, time, revision`,
  );
  const all = rows.map(toRow);
  if (history) return all;
  return all.filter((row, i) => row.series !== all[i + 1]?.series || row.time !== all[i + 1]?.time);
}

async function page(connection: DuckDBConnection, asked: ObservationsAsked): ReturnType<ObservationStore['page']> {
  if (asked.series.length === 0) return { rows: [], total: asked.count ? 0 : null };
  const corrected = (await query(connection, ANY_CORRECTION)).length > 0;
  const live = { undone: await undoneBatches(connection), corrected };
  const rows = (await query(connection, pageOfRows(asked, live))).map(toRow);
  const [total = 0] = asked.count ? await queryOne(connection, countOfRows(asked, live)) : [null];
  return { rows, total };
}

async function extent(connection: DuckDBConnection, series: readonly number[]): ReturnType<ObservationStore['extent']> {
  if (series.length === 0) return null;
  const sql = `SELECT min(day), max(day) FROM daily WHERE series IN (${series.join(', ')})`;
  const [first = null, last = null] = await queryOne(connection, sql);
  return first === null || last === null ? null : { first, last };
}

async function copyTo(connection: DuckDBConnection, file: string, meanwhile: () => Promise<void>): Promise<void> {
  const here = String((await connection.runAndReadAll('SELECT current_database()')).getRows()[0]?.[0]);
  await connection.run(`ATTACH '${file.replaceAll("'", "''")}' AS the_copy`);
  try {
    await connection.run(`COPY FROM DATABASE "${here.replaceAll('"', '""')}" TO the_copy`);
    await meanwhile();
  } finally {
    await connection.run('DETACH the_copy');
  }
}

/**
 * Observations in a DuckDB file, made when missing; `:memory:` keeps nothing.
 *
 * @throws QingshanError `workspace-damaged` when the file is no readable database
 */
export async function openObservations(file: string, options: EngineOptions = {}): Promise<CopyableObservations> {
  const engine = await openEngine(file, options);
  try {
    await engine.transaction((c) => prepareSchema(c, file));
  } catch (error) {
    await engine.close();
    throw error;
  }
  return {
    declare: (series) => engine.transaction((c) => declare(c, series)),
    async compare(rows) {
      const known = survey(rows);
      return engine.transaction((c) => withStaging(c, () => compare(c, rows, known, 0)));
    },
    async commit(batch, rows) {
      const known = survey(rows);
      return engine.transaction((c) => withStaging(c, () => commit(c, batch, rows, known)));
    },
    undo: (batch, at) => engine.transaction((c) => undo(c, batch, at)),
    batches: () => engine.transaction(storedBatches),
    refresh: () => engine.transaction(async (c) => ({ pairs: await refreshDaily(c) })),
    rebuild: () => engine.transaction(rebuildDaily),
    daily: (range) =>
      engine.transaction(async (c) => {
        await refreshDaily(c);
        return readDaily(c, range);
      }),
    observations: (range) => engine.transaction((c) => observations(c, range)),
    page: (asked) => engine.transaction((c) => page(c, asked)),
    extent: (series) =>
      engine.transaction(async (c) => {
        await refreshDaily(c);
        return extent(c, series);
      }),
    unseen: () => engine.transaction(unseenPairs),
    seen: (upTo) =>
      engine.transaction(async (c) => void (await c.run(`DELETE FROM unseen WHERE version <= ${Number(upTo)}`))),
    version: () => engine.transaction(async (c) => (await queryOne(c, 'SELECT version FROM meta'))[0] ?? 0),
    copyTo: (into, meanwhile) => engine.alone((c) => copyTo(c, into, meanwhile)),
    close: () => engine.close(),
  };
}
