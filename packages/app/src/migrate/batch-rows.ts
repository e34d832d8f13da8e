import { FLAGS, type Day } from '@qingshan/kernel';
import { monthsIn } from '../observations/months.ts';
import type { ObservationColumns, ObservationRow, ObservationStore } from '../ports.ts';

const FLAG_CODES = new Map(FLAGS.map((flag, code) => [flag, code]));

function grown<A extends Int32Array | Float64Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** The rows of one batch, in typed arrays that grow: no object a row. */
export class BatchRows {
  length = 0;
  #series = new Int32Array(16);
  #time = new Float64Array(16);
  #value = new Float64Array(16);
  #flag = new Uint8Array(16);
  #received = new Float64Array(16);

  push(row: ObservationRow): void {
    const i = this.length;
    if (i === this.#series.length) this.#grow();
    this.#series[i] = row.series;
    this.#time[i] = row.time;
    this.#value[i] = row.value;
    this.#flag[i] = FLAG_CODES.get(row.flag) ?? 0;
    this.#received[i] = row.received;
    this.length = i + 1;
  }

  columns(): ObservationColumns & { readonly received: Float64Array } {
    const n = this.length;
    return {
      series: this.#series.subarray(0, n),
      time: this.#time.subarray(0, n),
      value: this.#value.subarray(0, n),
      flag: this.#flag.subarray(0, n),
      received: this.#received.subarray(0, n),
    };
  }

  #grow(): void {
    const size = this.#series.length * 2;
    this.#series = grown(this.#series, new Int32Array(size));
    this.#time = grown(this.#time, new Float64Array(size));
    this.#value = grown(this.#value, new Float64Array(size));
    this.#flag = grown(this.#flag, new Uint8Array(size));
    this.#received = grown(this.#received, new Float64Array(size));
  }
}

/** Every row of a store, superseded and undone ones too, by batch. */
export interface History {
  readonly rows: ReadonlyMap<number, BatchRows>;
  /** The batches that have corrected or filled a value right before a batch did, by that batch */
  readonly before: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Reads month by month; all of it is in memory in the end, some 30 bytes a row. */
export async function readHistory(
  store: ObservationStore,
  series: readonly number[],
  days: { readonly first: Day; readonly last: Day },
  tell: (rows: number, month: string) => void,
): Promise<History> {
  const rows = new Map<number, BatchRows>();
  const before = new Map<number, Set<number>>();
  let count = 0;
  for (const { month, first, last } of monthsIn(days)) {
    let previous: ObservationRow | null = null;
    const found = await store.observations({ series, first, last, history: true });
    for (const row of found) {
      const own = rows.get(row.batch) ?? new BatchRows();
      rows.set(row.batch, own);
      own.push(row);
      if (previous !== null && previous.series === row.series && previous.time === row.time) {
        const others = before.get(row.batch) ?? new Set();
        before.set(row.batch, others.add(previous.batch));
      }
      previous = row;
    }
    count += found.length;
    if (found.length > 0) tell(count, month);
  }
  return { rows, before };
}
