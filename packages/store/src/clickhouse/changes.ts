import type { BatchComparison, ObservationColumns } from '@qingshan/app';
import { monitoringDayOf, type Day, type Moment } from '@qingshan/kernel';
import { MICRO, type Survey } from '../survey.ts';
import { undoneBatches, visible, type State } from './journal.ts';
import { numbers, type Transport } from './transport.ts';

/** Rows that are compared and stored by one statement, over so many days at most: an insert into few partitions */
const PORTION_ROWS = 100_000;
const PORTION_DAYS = 32;

/** A row as it is to be stored; `revision` 0 is the first value of its key. */
export interface Change {
  readonly series: number;
  readonly time: Moment;
  readonly micro: number;
  readonly flag: number;
  readonly received: Moment;
  readonly revision: number;
}

interface Portion {
  readonly counts: Pick<BatchComparison, 'added' | 'corrected' | 'unchanged'>;
  readonly changes: readonly Change[];
}

/** The last row of each key, in the order of time. */
function freshRows({ series, time }: ObservationColumns, { ascending }: Survey): number[] {
  let rows = Array.from(series, (_, row) => row);
  if (!ascending) {
    const lastOf = new Map<number, Map<Moment, number>>();
    for (const row of rows) {
      const times = lastOf.get(series[row] ?? 0) ?? new Map<Moment, number>();
      lastOf.set(series[row] ?? 0, times.set(time[row] ?? 0, row));
    }
    rows = [...lastOf.values()].flatMap((times) => [...times.values()]);
  }
  return rows.sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || (series[a] ?? 0) - (series[b] ?? 0));
}

function* portionsOf(rows: readonly number[], time: Float64Array): Generator<readonly number[]> {
  const dayOf = (i: number): Day => monitoringDayOf(time[rows[i] ?? 0] ?? 0);
  for (let from = 0, to = 0; from < rows.length; from = to) {
    for (to = from; to < rows.length && to - from < PORTION_ROWS; to++) {
      if (dayOf(to) - dayOf(from) >= PORTION_DAYS) break;
    }
    yield rows.slice(from, to);
  }
}

interface Stored {
  /** The last revision of the key, live or not */
  readonly revision: number;
  /** The value and flag that count, where one does */
  readonly current: { readonly micro: number; readonly flag: number } | null;
}

type StoredKeys = ReadonlyMap<number, ReadonlyMap<Moment, Stored>>;

/** The stored state of every key of these series between two times. */
async function storedKeys(
  db: Transport,
  state: State,
  series: readonly number[],
  first: Moment,
  last: Moment,
): Promise<StoredKeys> {
  const undone = undoneBatches(state);
  const live = undone.length === 0 ? '1' : `batch NOT IN (${undone.join(', ')})`;
  const rows = await numbers(
    db,
    `SELECT series, time, max(revision), max(live), argMaxIf(micro, revision, live), argMaxIf(flag, revision, live)
      FROM (SELECT series, time, revision, micro, flag, ${live} AS live FROM observation
        WHERE time >= ${first} AND time <= ${last} AND series IN (${series.join(', ')}) AND ${visible(state)}) AS stored
      GROUP BY series, time`,
  );
  const keys = new Map<number, Map<Moment, Stored>>();
  for (const [id = 0, time = 0, revision = 0, isLive = 0, micro = 0, flag = 0] of rows) {
    const times = keys.get(id) ?? new Map<Moment, Stored>();
    keys.set(id, times.set(time, { revision, current: isLive === 1 ? { micro, flag } : null }));
  }
  return keys;
}

function judge(portion: readonly number[], rows: ObservationColumns, received: Moment, stored: StoredKeys): Portion {
  const counts = { added: 0, corrected: 0, unchanged: 0 };
  const changes: Change[] = [];
  for (const row of portion) {
    const [series, time] = [rows.series[row] ?? 0, rows.time[row] ?? 0];
    const micro = Math.round((rows.value[row] ?? 0) * MICRO);
    const flag = rows.flag[row] ?? 0;
    const known = stored.get(series)?.get(time);
    const current = known?.current ?? null;
    if (current === null) counts.added++;
    else if (current.micro !== micro || current.flag !== flag) counts.corrected++;
    else {
      counts.unchanged++;
      continue;
    }
    const receipt = Math.round(rows.received?.[row] ?? received);
    changes.push({ series, time, micro, flag, received: receipt, revision: known ? known.revision + 1 : 0 });
  }
  return { counts, changes };
}

/**
 * Finds what the rows mean for the stored ones, portion by portion.
 *
 * @param each is given the rows of a portion that are new or differ
 */
export async function findChanges(
  db: Transport,
  state: State,
  rows: ObservationColumns,
  known: Survey | null,
  received: Moment,
  each: (changes: readonly Change[]) => Promise<void> = async () => undefined,
): Promise<BatchComparison> {
  const total = { added: 0, corrected: 0, unchanged: 0 };
  if (!known) return { ...total, first: null, last: null };
  for (const portion of portionsOf(freshRows(rows, known), rows.time)) {
    const series = [...new Set(portion.map((row) => rows.series[row] ?? 0))];
    const [first, last] = [rows.time[portion[0] ?? 0] ?? 0, rows.time[portion.at(-1) ?? 0] ?? 0];
    const { counts, changes } = judge(portion, rows, received, await storedKeys(db, state, series, first, last));
    total.added += counts.added;
    total.corrected += counts.corrected;
    total.unchanged += counts.unchanged;
    if (changes.length > 0) await each(changes);
  }
  return { ...total, first: known.first, last: known.last };
}
