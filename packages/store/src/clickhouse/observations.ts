import type { BatchComparison, ObservationRow, ObservationsAsked, ObservationStore, Range } from '@qingshan/app';
import { FLAGS, monitoringDayOf, QingshanError, type Moment } from '@qingshan/kernel';
import type { CopyableObservations } from '../copyable.ts';
import { ANY_CORRECTION, countOfRows, pageOfRows } from '../current-rows.ts';
import { DAY_OF_ROW, liveRows } from '../reductions.ts';
import { MICRO, survey } from '../survey.ts';
import { findChanges, type Change } from './changes.ts';
import { change, mark, readState, storedBatches, undoneBatches, visible, type State } from './journal.ts';
import { readDaily, readExtent } from './read-daily.ts';
import { rebuildDaily, refreshDaily, touchedPairs } from './refresh.ts';
import { numbers, type Transport } from './transport.ts';
import { Turns } from './turns.ts';

const OBSERVATION = ['series', 'time', 'micro', 'flag', 'batch', 'received', 'revision', 'entry'];
const TOUCHED = ['series', 'day', 'judge', 'entry'];

/** The series that are declared, and whether they have windows. */
async function declaredSeries(db: Transport, state: State): Promise<ReadonlyMap<number, boolean>> {
  const sql = `SELECT id, argMax(windows, entry) FROM series WHERE ${visible(state)} GROUP BY id`;
  return new Map((await numbers(db, sql)).map(([id = 0, windows]) => [id, windows === 1]));
}

async function declare(db: Transport, state: State, series: Parameters<ObservationStore['declare']>[0]): Promise<void> {
  const known = await declaredSeries(db, state);
  const changed = series.filter(({ id, windows }) => known.get(id) !== windows);
  if (changed.length === 0) return;
  await change(db, state, 'declare', async (entry) => {
    const rows = changed.map(({ id, windows }) => [id, Number(windows), entry]);
    await db.insert('series', ['id', 'windows', 'entry'], rows);
    const ids = changed.map(({ id }) => id).join(', ');
    await db.run(`INSERT INTO touched SELECT DISTINCT series, ${DAY_OF_ROW}, 0, ${entry} FROM observation
      WHERE series IN (${ids}) AND ${visible(state)}`);
    return { changes: true };
  });
}

async function requireWritable(db: Transport, state: State, batch: number, series: readonly number[]): Promise<void> {
  if (undoneBatches(state).includes(batch)) {
    const verb = { zh: '写入', en: 'written' };
    throw new QingshanError('batch-state', { id: batch, state: 'undone', verb });
  }
  if (series.length === 0) return;
  const known = await declaredSeries(db, state);
  const id = series.find((s) => !known.has(s));
  if (id !== undefined) throw new QingshanError('not-found', { what: { zh: '监测序列', en: 'series' }, id });
}

/** The days of which something has changed, each once. */
class Touched {
  readonly #days = new Map<number, Set<number>>();

  add(changes: readonly Change[]): void {
    for (const { series, time } of changes) {
      const days = this.#days.get(series) ?? new Set();
      this.#days.set(series, days.add(monitoringDayOf(time)));
    }
  }

  rows(entry: number): number[][] {
    return [...this.#days].flatMap(([series, days]) => [...days].map((day) => [series, day, 1, entry]));
  }
}

async function commit(
  db: Transport,
  state: State,
  { id, received }: Parameters<ObservationStore['commit']>[0],
  rows: Parameters<ObservationStore['commit']>[1],
): Promise<BatchComparison> {
  const known = survey(rows);
  await requireWritable(db, state, id, known?.series ?? []);
  let comparison: BatchComparison = { added: 0, corrected: 0, unchanged: 0, first: null, last: null };
  const touched = new Touched();
  let latest = received;
  await change(db, state, 'commit', async (entry) => {
    comparison = await findChanges(db, state, rows, known, received, async (changes) => {
      touched.add(changes);
      for (const one of changes) latest = Math.max(latest, one.received);
      const stored = changes.map((c) => [c.series, c.time, c.micro, c.flag, id, c.received, c.revision, entry]);
      await db.insert('observation', OBSERVATION, stored);
    });
    await db.insert('touched', TOUCHED, touched.rows(entry));
    const { added, corrected, unchanged } = comparison;
    return { changes: added + corrected > 0, batch: id, at: received, latest, added, corrected, unchanged };
  });
  return comparison;
}

async function undo(db: Transport, state: State, batch: number, at: Moment): Promise<void> {
  const known = (await storedBatches(db, state)).find(({ id }) => id === batch);
  if (!known) throw new QingshanError('not-found', { what: { zh: '批次', en: 'batch' }, id: batch });
  if (known.undoneAt !== null) return;
  await change(db, state, 'undo', async (entry) => {
    await db.run(`INSERT INTO touched SELECT DISTINCT series, ${DAY_OF_ROW}, 1, ${entry} FROM observation
      WHERE batch = ${batch} AND ${visible(state)}`);
    return { changes: true, batch, at };
  });
}

function toRow(row: readonly number[]): ObservationRow {
  const [series = 0, time = 0, micro = 0, flag = 0, batch = 0, received = 0, revision = 0] = row;
  return { series, time, value: micro / MICRO, flag: FLAGS[flag] ?? 'invalid', batch, received, revision };
}

async function observations(
  db: Transport,
  state: State,
  { series, history = false, ...days }: Range & { readonly history?: boolean },
): Promise<ObservationRow[]> {
  if (series.length === 0) return [];
  const undone = history ? [] : undoneBatches(state, days.asOf);
  const conditions = [`series IN (${series.join(', ')})`, visible(state)];
  const rows = await numbers(
    db,
    `SELECT series, time, micro, flag, batch, received, revision FROM observation
      WHERE ${liveRows({ ...days, undone, corrected: true, conditions })} ORDER BY series, time, revision`,
  );
  const all = rows.map(toRow);
  if (history) return all;
  return all.filter((row, i) => row.series !== all[i + 1]?.series || row.time !== all[i + 1]?.time);
}

async function page(db: Transport, asked: ObservationsAsked): ReturnType<ObservationStore['page']> {
  if (asked.series.length === 0) return { rows: [], total: asked.count ? 0 : null };
  const state = await readState(db);
  const corrected = (await db.rows(ANY_CORRECTION)).length > 0;
  const live = { undone: undoneBatches(state), corrected, conditions: [visible(state)] };
  const rows = (await numbers(db, pageOfRows(asked, live))).map(toRow);
  const [[total = 0] = []] = asked.count ? await numbers(db, countOfRows(asked, live)) : [[]];
  return { rows, total: asked.count ? total : null };
}

async function unseen(db: Transport): ReturnType<ObservationStore['unseen']> {
  const state = await readState(db);
  if (state.version <= state.seen) return { upTo: state.seen, pairs: [] };
  const pairs = await numbers(db, `${touchedPairs(state, state.seen, 'judge = 1')} ORDER BY series, day`);
  return { upTo: state.version, pairs: pairs.map(([series = 0, day = 0]) => ({ series, day })) };
}

/** Observations in the tables that are there already. */
export function observationsOn(db: Transport): CopyableObservations {
  const writing = new Turns();
  const daily = new Turns();
  const write = <T>(work: (state: State) => Promise<T>) => writing.alone(async () => work(await readState(db)));
  const refresh = (state: State) => daily.alone(() => refreshDaily(db, state));

  /** The daily table is read while nobody writes it. */
  async function fresh<T>(read: (state: State) => Promise<T>): Promise<T> {
    const answer = await daily.shared(async () => {
      const state = await readState(db);
      return state.version > state.refreshed ? null : { value: await read(state) };
    });
    if (answer) return answer.value;
    return write((state) =>
      daily.alone(async () => {
        await refreshDaily(db, state);
        return read(state);
      }),
    );
  }

  return {
    declare: (series) => write((state) => declare(db, state, series)),
    async compare(rows) {
      const known = survey(rows);
      return findChanges(db, await readState(db), rows, known, 0);
    },
    commit: (batch, rows) => write((state) => commit(db, state, batch, rows)),
    undo: (batch, at) => write((state) => undo(db, state, batch, at)),
    batches: async () => storedBatches(db, await readState(db)),
    refresh: () => write(async (state) => ({ pairs: await refresh(state) })),
    rebuild: () => write((state) => daily.alone(() => rebuildDaily(db, state))),
    daily: (range) => fresh((state) => readDaily(db, state, range)),
    observations: async (range) => observations(db, await readState(db), range),
    page: (asked) => page(db, asked),
    extent: (series) => fresh(() => readExtent(db, series)),
    unseen: () => unseen(db),
    seen: (upTo) => mark(db, 'seen', upTo),
    version: async () => (await readState(db)).version,
    async copyTo() {
      throw new QingshanError('observations-not-copied', { where: db.where });
    },
    async close() {
      await writing.alone(async () => undefined);
      await db.close();
    },
  };
}
