import { monitoringDayOf, QingshanError, type Day } from '@qingshan/kernel';
import type { ObservationStore, SeriesRecord, StoredBatch } from '../ports.ts';
import { BatchRows, readHistory, type History } from './batch-rows.ts';

export type TellStep = (step: { readonly zh: string; readonly en: string }) => void;

export interface Replayed {
  readonly batches: number;
  readonly rows: number;
}

const EMPTY = new BatchRows();

function pairsOf(rows: BatchRows): Set<string> {
  const { series, time } = rows.columns();
  const pairs = new Set<string>();
  series.forEach((id, i) => pairs.add(`${id} ${monitoringDayOf(time[i] ?? 0)}`));
  return pairs;
}

/**
 * What was touched and not yet judged is what the last commits and undoings have touched. Before the first of them all
 * that was touched is declared seen; of what remains nothing is missing.
 */
class Unseen {
  readonly #wanted: ReadonlySet<string>;
  readonly #remaining = new Map<string, number>();
  readonly #rowsOf: (batch: number) => BatchRows;
  #isCut = false;

  constructor(
    wanted: readonly { series: number; day: Day }[],
    batches: readonly StoredBatch[],
    rowsOf: (batch: number) => BatchRows,
  ) {
    this.#wanted = new Set(wanted.map(({ series, day }) => `${series} ${day}`));
    this.#rowsOf = rowsOf;
    for (const { id, undoneAt } of batches) {
      for (const pair of this.#touchedBy(id)) {
        this.#remaining.set(pair, (this.#remaining.get(pair) ?? 0) + (undoneAt === null ? 1 : 2));
      }
    }
  }

  #touchedBy(batch: number): string[] {
    return this.#wanted.size === 0 ? [] : [...pairsOf(this.#rowsOf(batch))].filter((pair) => this.#wanted.has(pair));
  }

  /** To be called before the batch is written or undone. */
  async before(batch: number, target: ObservationStore, isDone: boolean): Promise<void> {
    const touched = this.#touchedBy(batch);
    if (!this.#isCut && touched.some((pair) => this.#remaining.get(pair) === 1)) {
      if (!isDone) await target.seen((await target.unseen()).upTo);
      this.#isCut = true;
    }
    for (const pair of touched) this.#remaining.set(pair, (this.#remaining.get(pair) ?? 0) - 1);
  }

  async finish(target: ObservationStore): Promise<void> {
    if (!this.#isCut) await target.seen((await target.unseen()).upTo);
  }
}

/** Writes the batches of a store into another one, in the order in which they came. */
class Replay {
  readonly #target: ObservationStore;
  readonly #batches: ReadonlyMap<number, StoredBatch>;
  readonly #history: History;
  readonly #unseen: Unseen;
  readonly #undos: readonly StoredBatch[];
  readonly #there: ReadonlyMap<number, StoredBatch>;
  readonly #begun = new Set<number>();
  #nextUndo = 0;
  readonly #tell: (batches: number) => void;

  constructor(parts: {
    readonly target: ObservationStore;
    readonly batches: readonly StoredBatch[];
    readonly history: History;
    readonly unseen: Unseen;
    readonly there: readonly StoredBatch[];
    readonly tell: (batches: number) => void;
  }) {
    this.#target = parts.target;
    this.#batches = new Map(parts.batches.map((batch) => [batch.id, batch]));
    this.#history = parts.history;
    this.#unseen = parts.unseen;
    this.#there = new Map(parts.there.map((batch) => [batch.id, batch]));
    this.#undos = parts.batches
      .filter(({ undoneAt }) => undoneAt !== null)
      .toSorted((a, b) => (a.undoneAt ?? 0) - (b.undoneAt ?? 0) || a.id - b.id);
    this.#tell = parts.tell;
  }

  async all(): Promise<void> {
    for (const id of this.#batches.keys()) await this.#commit(id);
    while (this.#nextUndo < this.#undos.length) await this.#undoNext();
  }

  /** After those whose values it has replaced, and after what had been undone before it was received. */
  async #commit(id: number): Promise<void> {
    const batch = this.#batches.get(id);
    if (!batch || this.#begun.has(id)) return;
    this.#begun.add(id);
    for (const other of this.#history.before.get(id) ?? []) await this.#commit(other);
    while ((this.#undos[this.#nextUndo]?.undoneAt ?? Number.POSITIVE_INFINITY) < batch.received) await this.#undoNext();
    await this.#write(batch);
    this.#tell(this.#begun.size);
  }

  async #undoNext(): Promise<void> {
    const batch = this.#undos[this.#nextUndo];
    if (!batch) return;
    this.#nextUndo += 1;
    await this.#commit(batch.id);
    const isDone = (this.#there.get(batch.id)?.undoneAt ?? null) !== null;
    await this.#unseen.before(batch.id, this.#target, isDone);
    if (!isDone) await this.#target.undo(batch.id, batch.undoneAt ?? 0);
  }

  async #write({ id, received }: StoredBatch): Promise<void> {
    const isDone = this.#there.has(id);
    const rows = this.#history.rows.get(id) ?? EMPTY;
    const columns = rows.columns();
    if (!isDone) {
      // An undoing after the receipt and before the writing is seen by the values: all of the rows had been new.
      while (this.#nextUndo < this.#undos.length && (await this.#target.compare(columns)).unchanged > 0) {
        await this.#undoNext();
      }
    }
    await this.#unseen.before(id, this.#target, isDone);
    if (isDone) return;
    const { added, corrected } = await this.#target.commit({ id, received }, columns);
    if (added + corrected === rows.length) return;
    throw new QingshanError('not-replayed', { id, wanted: rows.length, stored: added + corrected });
  }
}

/**
 * Makes an empty store hold what another one holds: rows with their batches, receipts and revisions, what was undone
 * and when, and what was not yet judged. Killed at any moment it is called again and goes on with the first batch that is
 * not there.
 *
 * @throws QingshanError `not-replayed`
 */
export async function replayObservations(
  source: ObservationStore,
  target: ObservationStore,
  {
    series,
    days,
    tell,
  }: {
    readonly series: readonly SeriesRecord[];
    readonly days: { readonly first: Day; readonly last: Day };
    readonly tell: TellStep;
  },
): Promise<Replayed> {
  await target.declare(series);
  const batches = (await source.batches()).toSorted((a, b) => a.id - b.id);
  const ids = series.map((s) => s.id);
  const history = await readHistory(source, ids, days, (rows, month) =>
    tell({ zh: `读取监测数据 ${month}，${rows} 行`, en: `reading observations of ${month}, ${rows} rows` }),
  );
  const rowsOf = (batch: number) => history.rows.get(batch) ?? EMPTY;
  const unseen = new Unseen((await source.unseen()).pairs, batches, rowsOf);
  const every = Math.max(1, Math.ceil(batches.length / 20));
  const replay = new Replay({
    target,
    batches,
    history,
    unseen,
    there: await target.batches(),
    tell: (done) => {
      if (done % every > 0 && done !== batches.length) return;
      tell({ zh: `写入批次 ${done}/${batches.length}`, en: `writing batch ${done} of ${batches.length}` });
    },
  });
  await replay.all();
  await unseen.finish(target);
  return { batches: batches.length, rows: batches.reduce((sum, { id }) => sum + rowsOf(id).length, 0) };
}
