import type { StoredBatch } from '@qingshan/app';
import { QingshanError, type Moment } from '@qingshan/kernel';
import { numbers, type Cell, type Transport } from './transport.ts';

/**
 * The journal says which rows count. ClickHouse has no transactions, so whoever changes something writes `begin` with the
 * next number, then rows under this number, and last an entry of the same number that makes them count. What has only
 * begun counts for nobody, and is abandoned for good by whoever writes next: should it arrive later after all, it changes
 * nothing.
 */

type Change = 'commit' | 'undo' | 'declare' | 'rebuild';
type Mark = 'refreshed' | 'seen';
type Kind = 'begin' | 'abandon' | Change | Mark;

interface Undone {
  readonly batch: number;
  readonly at: Moment;
}

/** What the journal says at a moment: rows up to `last` count, but those of the `dead`. */
export interface State {
  readonly last: number;
  readonly version: number;
  /** The daily table has everything up to this entry. */
  readonly refreshed: number;
  readonly seen: number;
  /** The last receipt of a row that counts */
  readonly latest: Moment;
  /** Begun and not ended */
  readonly pending: readonly number[];
  /** Those that never count: the pending and the abandoned */
  readonly dead: readonly number[];
  readonly undone: readonly Undone[];
}

/** What an entry says beyond its number and kind. */
export interface Ending {
  /** Whether answers may be others after it */
  readonly changes: boolean;
  readonly batch?: number;
  /** When a batch was received or undone; of a mark, the entry up to which it holds */
  readonly at?: number;
  readonly latest?: Moment;
  readonly added?: number;
  readonly corrected?: number;
  readonly unchanged?: number;
}

const COLUMNS = ['entry', 'kind', 'changes', 'batch', 'at', 'latest', 'added', 'corrected', 'unchanged'];

function rowOf(entry: number, kind: Kind, ending: Ending = { changes: false }): readonly Cell[] {
  const { changes, batch = 0, at = 0, latest = 0, added = 0, corrected = 0, unchanged = 0 } = ending;
  return [entry, kind, Number(changes), batch, at, latest, added, corrected, unchanged];
}

/** The numbers of the journal, each once; marks have 0. */
const ENTRIES = `SELECT entry AS number, max(kind = 'begin') AS begun, max(kind = 'abandon') AS abandoned,
    max(kind != 'begin' AND kind != 'abandon') AS ended, max(changes) AS changed, max(kind = 'undo') AS undoes,
    max(batch) AS of_batch, max(at) AS moment, max(latest) AS receipt,
    maxIf(at, kind = 'refreshed') AS refreshed, maxIf(at, kind = 'seen') AS seen
  FROM journal GROUP BY entry`;

/** One statement, so that all of it is of one moment. */
const STATE = `SELECT max(number), maxIf(number, live AND changed), max(refreshed), max(seen), maxIf(receipt, live),
    groupArrayIf(number, pending), groupArrayIf(number, dead), groupArrayIf(of_batch, live AND undoes),
    groupArrayIf(moment, live AND undoes)
  FROM (SELECT number, refreshed, seen, receipt, of_batch, moment, changed, undoes, ended AND NOT abandoned AS live,
      begun AND NOT ended AND NOT abandoned AS pending, begun AND NOT live AS dead
    FROM (${ENTRIES}) AS e) AS s`;

function list(text: string | undefined): number[] {
  const inside = (text ?? '').slice(1, -1);
  return inside === '' ? [] : inside.split(',').map(Number);
}

export async function readState(db: Transport): Promise<State> {
  const [row = []] = await db.rows(STATE);
  const [last = 0, version = 0, refreshed = 0, seen = 0, latest = 0] = row.slice(0, 5).map(Number);
  const [pending, dead, batches, moments] = row.slice(5).map(list);
  const undone = (batches ?? []).map((batch, i) => ({ batch, at: moments?.[i] ?? 0 }));
  return { last, version, refreshed, seen, latest, pending: pending ?? [], dead: dead ?? [], undone };
}

/** Which rows count, as a condition on `entry`. */
export function visible({ last, dead }: State): string {
  return `entry <= ${last}${dead.length === 0 ? '' : ` AND entry NOT IN (${dead.join(', ')})`}`;
}

/** The batches that are undone, now or as of a moment. */
export function undoneBatches({ undone }: State, asOf = Number.POSITIVE_INFINITY): number[] {
  return [...new Set(undone.filter(({ at }) => at <= asOf).map(({ batch }) => batch))].sort((a, b) => a - b);
}

/**
 * Changes something: all of it counts from the moment on in which the last entry is stored, or nothing of it ever does.
 *
 * @param write stores rows under the number that it is given
 */
export async function change(
  db: Transport,
  state: State,
  kind: Change,
  write: (entry: number) => Promise<Ending>,
): Promise<void> {
  const entry = state.last + 1;
  await db.insert('journal', COLUMNS, [rowOf(entry, 'begin'), ...state.pending.map((n) => rowOf(n, 'abandon'))]);
  await db.insert('journal', COLUMNS, [rowOf(entry, kind, await write(entry))]);
}

/** Notes up to which entry something was done. */
export async function mark(db: Transport, kind: Mark, upTo: number): Promise<void> {
  await db.insert('journal', COLUMNS, [rowOf(0, kind, { changes: false, at: upTo })]);
}

/** A batch may have been committed in several parts; what was unchanged is that of the first. */
export async function storedBatches(db: Transport, state: State): Promise<StoredBatch[]> {
  const moments = new Map(state.undone.toReversed().map(({ batch, at }) => [batch, at]));
  const rows = await numbers(
    db,
    `SELECT batch, argMin(at, entry), sum(added), sum(corrected), argMin(unchanged, entry)
      FROM journal WHERE kind = 'commit' AND ${visible(state)} GROUP BY batch ORDER BY batch`,
  );
  return rows.map(([id = 0, received = 0, added = 0, corrected = 0, unchanged = 0]) => ({
    id,
    received,
    undoneAt: moments.get(id) ?? null,
    added,
    corrected,
    unchanged,
  }));
}

/**
 * Compares how many rows the journal says were stored with how many are there: a server that has lost its data, or that
 * is no longer part of the cluster, would make every figure smaller without an error.
 *
 * @throws QingshanError `observations-incomplete`
 */
export async function checkComplete(db: Transport): Promise<void> {
  const state = await readState(db);
  const [[expected = 0] = []] = await numbers(
    db,
    `SELECT sum(added + corrected) FROM journal WHERE kind = 'commit' AND ${visible(state)}`,
  );
  const [[found = 0] = []] = await numbers(db, `SELECT count() FROM observation WHERE ${visible(state)}`);
  if (found !== expected) throw new QingshanError('observations-incomplete', { where: db.where, expected, found });
}
