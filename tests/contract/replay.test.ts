import { replayObservations, type ObservationStore } from '@qingshan/app';
import { openObservations } from '@qingshan/store';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, dayOf, hourOf, type Row } from './columns.ts';

const DAY = 19_782;
const DAYS = { first: DAY - 40, last: DAY + 40 };
const SERIES = [1, 2].map((id) => ({
  id,
  site: `site${id}`,
  parameter: id === 2 ? 'o3' : 'pm25',
  unit: 'ug/m3',
  windows: id === 2,
  simulated: false,
}));
const START = 2_000_000_000;

async function opened(): Promise<ObservationStore> {
  const store = await openObservations(':memory:', { threads: 1 });
  await store.declare(SERIES);
  return store;
}

const silent = { series: SERIES, days: DAYS, tell: () => undefined };

/** Everything that a store answers: rows with their history, days now and as of every moment, what is undone. */
async function told(store: ObservationStore, moments: readonly number[]): Promise<unknown> {
  const range = { series: [1, 2], first: DAY, last: DAY + 2 };
  const days = [];
  for (const asOf of [undefined, moments[moments.length >> 1]]) {
    const reductions = await store.daily({ ...range, ...(asOf === undefined ? {} : { asOf }) });
    days.push(reductions.map((r) => [[...r.hours], [...r.sum], [...r.max], [...r.windows], [...r.top8x168]]));
  }
  return {
    rows: await store.observations({ ...range, history: true }),
    days,
    batches: (await store.batches()).map(({ id, received, undoneAt }) => ({ id, received, undoneAt })),
  };
}

async function unseen(store: ObservationStore): Promise<string[]> {
  return (await store.unseen()).pairs.map(({ series, day }) => `${series} ${day}`).toSorted();
}

const row = fc.record({
  series: fc.constantFrom(1, 2),
  time: fc.integer({ min: 1, max: 30 }).map((hour) => hourOf(DAY, hour)),
  // Few values, so that the same one comes again.
  value: fc.constantFrom(1, 2, 3.25),
  flag: fc.constantFrom('valid' as const, 'valid' as const, 'invalid' as const),
});
const step = fc.record({
  rows: fc.array(row, { minLength: 0, maxLength: 25 }),
  /** Seconds until it is received; none is the same second as what was before */
  pause: fc.integer({ min: 0, max: 2 }),
  /** Whether the next one overtakes it */
  waits: fc.boolean(),
  /** Which of the batches so far is undone before it is written */
  undo: fc.option(fc.nat({ max: 7 }), { nil: null }),
  seen: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Lives through the steps: batches get their number and receipt in turn, are written in another, and are undone. */
async function live(store: ObservationStore, steps: readonly Step[]): Promise<number[]> {
  let now = START;
  const moments = new Set<number>();
  const written: number[] = [];
  const write = async (id: number, received: number, { rows, undo, seen }: Step) => {
    const undone = undo === null ? undefined : written[undo];
    if (undone !== undefined) {
      moments.add(now);
      await store.undo(undone, now);
    }
    await store.commit({ id, received }, columnsOf(rows));
    written.push(id);
    if (seen) await store.seen((await store.unseen()).upTo);
  };
  const waiting: (() => Promise<void>)[] = [];
  for (const [i, one] of steps.entries()) {
    now += one.pause;
    const received = now;
    moments.add(now);
    if (one.waits) waiting.push(() => write(i + 1, received, one));
    else {
      await write(i + 1, received, one);
      for (const late of waiting.splice(0)) await late();
    }
  }
  for (const late of waiting) await late();
  return [...moments, START - 1];
}

/** Ends, as a killed process does, after so many writing calls. */
function killedAfter(store: ObservationStore, calls: number): ObservationStore {
  let left = calls;
  const counted = <A extends unknown[], R>(work: (...args: A) => Promise<R>) => {
    return (...args: A): Promise<R> => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('killed')) : work(...args);
    };
  };
  return { ...store, commit: counted(store.commit), undo: counted(store.undo), seen: counted(store.seen) };
}

describe('a store is replayed into another', () => {
  test('any history, whoever overtook whom and whenever something was undone, also when it was killed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.nat({ max: 12 }), async (steps, calls) => {
        const [source, target] = [await opened(), await opened()];
        try {
          const moments = await live(source, steps);
          const pending = await unseen(source);
          await replayObservations(source, killedAfter(target, calls), silent).catch((error: Error) => {
            expect(error.message).toBe('killed');
          });
          const { rows } = await replayObservations(source, target, silent);
          const wanted = await told(source, moments);
          expect(await told(target, moments)).toEqual(wanted);
          expect(rows).toBe((wanted as { rows: unknown[] }).rows.length);
          // Nothing that was to be judged is forgotten.
          expect(await unseen(target)).toEqual(expect.arrayContaining(pending));
        } finally {
          await source.close();
          await target.close();
        }
      }),
      { numRuns: 8 },
    );
  }, 600_000);

  const commit = (store: ObservationStore, id: number, rows: readonly Row[]) =>
    store.commit({ id, received: START + id }, columnsOf(rows));

  test('what comes again after it was undone is stored again', async () => {
    const [source, target] = [await opened(), await opened()];
    await commit(source, 1, dayOf(1, DAY, [40]));
    await commit(source, 2, dayOf(1, DAY, [52]));
    // In the second in which the third one was received, but before it was written.
    await source.undo(2, START + 3);
    await commit(source, 3, dayOf(1, DAY, [52]));
    expect(await replayObservations(source, target, silent)).toEqual({ batches: 3, rows: 3 });
    const [first, ...rest] = await target.observations({ series: [1], ...DAYS, history: true });
    expect([first?.value, ...rest.map((r) => [r.value, r.batch, r.revision])]).toEqual([40, [52, 2, 1], [52, 3, 2]]);
    await Promise.all([source.close(), target.close()]);
  });

  test('exactly what was not yet judged is to be judged there', async () => {
    const [source, target] = [await opened(), await opened()];
    await commit(source, 1, [...dayOf(1, DAY, [1]), ...dayOf(2, DAY + 1, [1])]);
    await commit(source, 2, dayOf(1, DAY + 2, [1]));
    await source.seen((await source.unseen()).upTo);
    await commit(source, 3, dayOf(2, DAY + 1, [2]));
    await source.undo(2, START + 9);
    await replayObservations(source, target, silent);
    expect(await unseen(target)).toEqual([`1 ${DAY + 2}`, `2 ${DAY + 1}`]);
    await source.seen((await source.unseen()).upTo);
    const other = await opened();
    await replayObservations(source, other, silent);
    expect(await unseen(other)).toEqual([]);
    await Promise.all([source.close(), target.close(), other.close()]);
  });
});
