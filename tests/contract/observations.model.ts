import type { ObservationStore } from '@qingshan/app';
import type { DailyReduction } from '@qingshan/methods';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, hourOf, type Row } from './columns.ts';

/**
 * Any history of commits, corrections and undone batches, compared with a few lines that keep all rows in memory and
 * work every day out from the beginning.
 */

const FIRST = 19_782;
const DAYS = 3;
const SERIES = [1, 2] as const;
const WINDOWED = 2;
const START = 2_000_000_000;

interface Kept extends Row {
  readonly batch: number;
  readonly received: number;
}

type Step = { readonly rows: readonly Row[] } | { readonly undo: number };

const row = fc.record({
  series: fc.constantFrom(...SERIES),
  time: fc.integer({ min: 1, max: DAYS * 24 }).map((hour) => hourOf(FIRST, hour)),
  value: fc.integer({ min: -50, max: 3000 }).map((tenths) => tenths / 10),
  flag: fc.constantFrom('valid' as const, 'valid' as const, 'valid' as const, 'quarantined' as const),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ rows: fc.array(row, { minLength: 1, maxLength: 120 }) }) },
  { weight: 1, arbitrary: fc.record({ undo: fc.integer({ min: 1, max: 6 }) }) },
);

/** The model: every row ever committed, and when which batch was undone. */
class Memory {
  readonly kept: Kept[] = [];
  readonly undone = new Map<number, number>();

  valuesOf(series: number, day: number, asOf: number): (number | null)[] {
    const isUndone = (batch: number) => (this.undone.get(batch) ?? Infinity) < asOf;
    const live = this.kept.filter((k) => k.series === series && k.received <= asOf && !isUndone(k.batch));
    return Array.from({ length: 24 }, (_, i) => {
      const newest = live.findLast((k) => k.time === hourOf(day, i + 1));
      return newest?.flag === 'valid' ? newest.value : null;
    });
  }
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + Math.round((value ?? 0) * 10), 0);
}

function expectDay(values: readonly (number | null)[], windowed: boolean): unknown[] {
  const valid = values.filter((value) => value !== null);
  const windows = Array.from({ length: 17 }, (_, i) => values.slice(i, i + 8))
    .map((window) => ({ n: window.filter((value) => value !== null).length, sum: sum(window) }))
    .filter(({ n }) => windowed && n >= 6);
  return [
    valid.length,
    sum(values) / 10,
    valid.length === 0 ? Number.NaN : Math.max(...valid),
    windows.length,
    windows.length === 0 ? Number.NaN : Math.max(...windows.map((w) => (w.sum * 168) / w.n)) / 10,
  ];
}

function actualDay({ hours, sum, max, windows, top8x168 }: DailyReduction, i: number): unknown[] {
  return [hours[i], sum[i], max[i], windows[i], top8x168[i]];
}

async function take(store: ObservationStore, memory: Memory, next: Step, at: number, id: number): Promise<number> {
  if ('undo' in next) {
    if (next.undo >= id || memory.undone.has(next.undo)) return id;
    await store.undo(next.undo, at);
    memory.undone.set(next.undo, at);
    return id;
  }
  await store.commit({ id, received: at }, columnsOf(next.rows));
  // Unchanged rows are not stored; storing them in the model would outlive an undone batch.
  const current = (r: Row) => {
    const live = memory.kept.filter((k) => !memory.undone.has(k.batch));
    return live.findLast((k) => k.series === r.series && k.time === r.time);
  };
  const last = new Map(next.rows.map((r) => [`${r.series} ${r.time}`, r]));
  for (const r of last.values()) {
    const before = current(r);
    if (before?.value !== r.value || before.flag !== r.flag) memory.kept.push({ ...r, batch: id, received: at });
  }
  return id + 1;
}

async function expectAgreement(store: ObservationStore, memory: Memory, asOf?: number): Promise<void> {
  const range = { series: SERIES, first: FIRST, last: FIRST + DAYS - 1, ...(asOf === undefined ? {} : { asOf }) };
  const answers = await store.daily(range);
  const days = Array.from({ length: DAYS }, (_, i) => i);
  expect(answers.map((answer) => days.map((i) => actualDay(answer, i)))).toEqual(
    SERIES.map((series) =>
      days.map((i) => expectDay(memory.valuesOf(series, FIRST + i, asOf ?? Infinity), series === WINDOWED)),
    ),
  );
}

export function observationsModel(name: string, open: () => Promise<ObservationStore>, numRuns = 25): void {
  describe(`observations: ${name} against a model`, () => {
    test('after any history, refreshed, rebuilt and as of every past moment', { timeout: 120_000 }, async () => {
      const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const store = await open();
        const memory = new Memory();
        await store.declare(SERIES.map((id) => ({ id, windows: id === WINDOWED })));
        let id = 1;
        for (const [i, next] of steps.entries()) {
          id = await take(store, memory, next, START + i * 10, id);
          if (i % 2 === 0) await store.refresh();
        }
        await expectAgreement(store, memory);
        await store.rebuild();
        await expectAgreement(store, memory);
        for (const i of steps.keys()) await expectAgreement(store, memory, START + i * 10 + 5);
        await store.close();
      });
      await fc.assert(property, { numRuns, seed: 20_240_229 });
    });
  });
}
