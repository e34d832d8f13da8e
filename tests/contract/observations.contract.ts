import type { ObservationsAsked, ObservationStore } from '@qingshan/app';
import type { Day } from '@qingshan/kernel';
import type { DailyReduction } from '@qingshan/methods';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { columnsOf, dayOf, hourOf, type Row } from './columns.ts';
import { MDA8_EXAMPLES } from './mda8-examples.ts';

/** 2024-02-29 */
const DAY = 19_782;
const PLAIN = 1;
const OZONE = 2;
const OTHER = 3;
const [MONDAY, TUESDAY, WEDNESDAY] = [2_000_000_000, 2_000_086_400, 2_000_172_800];

function tenEach(hours: number): number[] {
  return Array.from({ length: hours }, () => 10);
}

/** What every adapter of the ObservationStore port does. */
export function observationsContract(name: string, open: () => Promise<ObservationStore>): void {
  describe(`observations: ${name}`, () => {
    let store: ObservationStore;
    beforeEach(async () => {
      store = await open();
      await store.declare([
        { id: PLAIN, windows: false },
        { id: OZONE, windows: true },
        { id: OTHER, windows: false },
      ]);
    });
    afterEach(() => store.close());

    const commit = (id: number, rows: readonly Row[], received = MONDAY) =>
      store.commit({ id, received }, columnsOf(rows));

    async function daily(series: number, asOf?: number, first: Day = DAY, last: Day = first): Promise<DailyReduction> {
      const range = { series: [series], first, last, ...(asOf === undefined ? {} : { asOf }) };
      const [reduction] = await store.daily(range);
      if (!reduction) throw new Error('no reduction');
      return reduction;
    }
    async function windows(): Promise<{ windows: number | undefined; top8x168: number | undefined }> {
      const days = await daily(OZONE);
      return { windows: days.windows[0], top8x168: days.top8x168[0] };
    }
    const sums = async (series: number, asOf?: number) => [...(await daily(series, asOf)).sum];

    describe('what was touched and not yet judged', () => {
      const pairs = async () => (await store.unseen()).pairs.map(({ series, day }) => [series, day]);

      test('is what a commit changes, once each, until it is seen', async () => {
        expect(await store.unseen()).toMatchObject({ pairs: [] });
        await commit(1, [...dayOf(PLAIN, DAY, [1, 2, 3]), ...dayOf(OTHER, DAY + 2, [1])]);
        await commit(2, dayOf(PLAIN, DAY, [1, 2, 4]), TUESDAY);
        expect(await pairs()).toEqual([
          [PLAIN, DAY],
          [OTHER, DAY + 2],
        ]);
        const { upTo } = await store.unseen();
        await store.seen(upTo);
        await store.seen(upTo);
        expect(await pairs()).toEqual([]);
        await commit(3, dayOf(PLAIN, DAY, [1, 2, 4]), WEDNESDAY);
        expect(await pairs()).toEqual([]);
      });

      test('is also what undoing takes away; reading days does not make it seen', async () => {
        await commit(1, [...dayOf(PLAIN, DAY, [1]), ...dayOf(PLAIN, DAY + 1, [1])]);
        await store.seen((await store.unseen()).upTo);
        await store.undo(1, TUESDAY);
        await daily(PLAIN);
        expect(await pairs()).toEqual([
          [PLAIN, DAY],
          [PLAIN, DAY + 1],
        ]);
      });

      test('what came after the question stays', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1]));
        const { upTo } = await store.unseen();
        await commit(2, dayOf(PLAIN, DAY + 1, [1]));
        await store.seen(upTo);
        expect(await pairs()).toEqual([[PLAIN, DAY + 1]]);
      });
    });

    describe('days', () => {
      test('a day is the hours that end at 01:00 to 24:00', async () => {
        await commit(1, [
          { series: PLAIN, time: hourOf(DAY, 0), value: 1 },
          { series: PLAIN, time: hourOf(DAY, 1), value: 20 },
          { series: PLAIN, time: hourOf(DAY, 24), value: 300 },
          { series: PLAIN, time: hourOf(DAY, 25), value: 4000 },
        ]);
        const days = await daily(PLAIN, undefined, DAY - 1, DAY + 1);
        expect([...days.sum]).toEqual([1, 320, 4000]);
        expect([...days.hours]).toEqual([1, 2, 1]);
        expect([...days.max]).toEqual([1, 300, 4000]);
      });

      test('days without data have no hours and no maximum', async () => {
        await commit(1, dayOf(PLAIN, DAY, [5]));
        const days = await daily(PLAIN, undefined, DAY - 1, DAY + 1);
        expect(days.first).toBe(DAY - 1);
        expect([...days.hours]).toEqual([0, 1, 0]);
        expect([...days.max]).toEqual([Number.NaN, 5, Number.NaN]);
        expect([...days.top8x168]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
      });

      test('sums are exact', async () => {
        await commit(1, dayOf(PLAIN, DAY, [0.1, 0.2, 0.3, 0.000001, 999_999_999.999999]));
        expect(await sums(PLAIN)).toEqual([1_000_000_000.6]);
      });

      test('one answer per series asked for, in that order', async () => {
        await commit(1, [...dayOf(PLAIN, DAY, [1]), ...dayOf(OZONE, DAY, [2])]);
        const answers = await store.daily({ series: [OZONE, 99, PLAIN, OZONE], first: DAY, last: DAY });
        expect(answers.map((a) => a.sum[0])).toEqual([2, 0, 1, 2]);
        expect(await store.daily({ series: [], first: DAY, last: DAY })).toEqual([]);
      });

      test('only valid rows count', async () => {
        await commit(1, [
          { series: PLAIN, time: hourOf(DAY, 1), value: 1 },
          { series: PLAIN, time: hourOf(DAY, 2), value: 20, flag: 'quarantined' },
          { series: PLAIN, time: hourOf(DAY, 3), value: 300, flag: 'maintenance' },
          { series: PLAIN, time: hourOf(DAY, 4), value: 4000, flag: 'invalid' },
          { series: PLAIN, time: hourOf(DAY, 5), value: 50_000, flag: 'not-detected' },
        ]);
        const { hours, sum, max } = await daily(PLAIN);
        expect([hours[0], sum[0], max[0]]).toEqual([1, 1, 1]);
      });

      test('extent is the first and the last day with a valid value', async () => {
        expect(await store.extent([PLAIN])).toBeNull();
        await commit(1, [...dayOf(PLAIN, DAY, [1]), ...dayOf(PLAIN, DAY + 40, [1]), ...dayOf(OTHER, DAY + 90, [1])]);
        await commit(2, [{ series: PLAIN, time: hourOf(DAY - 9, 1), value: 1, flag: 'invalid' }]);
        expect(await store.extent([PLAIN, OZONE])).toEqual({ first: DAY, last: DAY + 40 });
        await store.undo(1, TUESDAY);
        expect(await store.extent([PLAIN, OTHER])).toBeNull();
      });
    });

    describe('8-hour windows', () => {
      test.each(MDA8_EXAMPLES)('$id', async ({ hours, windows: count, top8x168 }) => {
        await commit(1, dayOf(OZONE, DAY, hours));
        expect(await windows()).toEqual({ windows: count, top8x168 });
      });

      // Hours 1..n of 10: the window ending at 8 has n of 8 hours, the one ending at 9 has n - 1.
      test.each([
        { hours: 5, windows: 0, top8x168: Number.NaN },
        { hours: 6, windows: 1, top8x168: 1680 },
        { hours: 7, windows: 2, top8x168: 1680 },
        { hours: 8, windows: 3, top8x168: 1680 },
      ])('$hours hours of 10 make $windows windows', async ({ hours, ...expected }) => {
        await commit(1, dayOf(OZONE, DAY, tenEach(hours)));
        expect(await windows()).toEqual(expected);
      });

      test('no window reaches into the day before', async () => {
        await commit(1, [...dayOf(OZONE, DAY - 1, tenEach(24)), ...dayOf(OZONE, DAY, tenEach(5))]);
        expect(await windows()).toEqual({ windows: 0, top8x168: Number.NaN });
      });

      test('negative values are summed and counted like others', async () => {
        await commit(1, dayOf(OZONE, DAY, [-3, -3, -3, -3, -3, -3, null, -0.5]));
        // Six of -3 and one of -0.5: -18.5 × 24; the window ending at 9 has six: -15.5 × 28.
        expect(await windows()).toEqual({ windows: 2, top8x168: -15.5 * 28 });
      });

      test('only series declared so have windows, also when they are declared late', async () => {
        await commit(1, [...dayOf(OTHER, DAY, tenEach(24)), ...dayOf(OZONE, DAY, tenEach(24))]);
        expect((await daily(OTHER)).windows[0]).toBe(0);
        await store.declare([{ id: OTHER, windows: true }]);
        expect((await daily(OTHER)).windows[0]).toBe(17);
        expect((await daily(OZONE)).windows[0]).toBe(17);
      });
    });

    describe('corrections', () => {
      test('the newest value of a key wins and the older ones stay in the history', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1, 2]));
        expect(await commit(2, dayOf(PLAIN, DAY, [1, 5, 7]), TUESDAY)).toEqual({
          added: 1,
          corrected: 1,
          unchanged: 1,
          first: hourOf(DAY, 1),
          last: hourOf(DAY, 3),
        });
        expect(await sums(PLAIN)).toEqual([13]);
        const range = { series: [PLAIN], first: DAY, last: DAY };
        const at = (hour: number, value: number, batch: number, revision: number) => ({
          series: PLAIN,
          time: hourOf(DAY, hour),
          value,
          flag: 'valid',
          batch,
          received: batch === 1 ? MONDAY : TUESDAY,
          revision,
        });
        expect(await store.observations(range)).toEqual([at(1, 1, 1, 0), at(2, 5, 2, 1), at(3, 7, 2, 0)]);
        expect(await store.observations({ ...range, history: true })).toEqual([
          at(1, 1, 1, 0),
          at(2, 2, 1, 0),
          at(2, 5, 2, 1),
          at(3, 7, 2, 0),
        ]);
      });

      test('a correction of the flag takes a value out and puts it back', async () => {
        const at = { series: OZONE, time: hourOf(DAY, 1), value: 8 };
        await commit(1, [at]);
        await commit(2, [{ ...at, flag: 'quarantined' }]);
        expect(await sums(OZONE)).toEqual([0]);
        await commit(3, [at]);
        expect(await sums(OZONE)).toEqual([8]);
      });

      test('a correction goes into the windows', async () => {
        await commit(1, dayOf(OZONE, DAY, tenEach(8)));
        await commit(2, [{ series: OZONE, time: hourOf(DAY, 8), value: 18 }]);
        // Hours 3..8 of the window ending at 10: 68 / 6
        expect((await daily(OZONE)).top8x168[0]).toBe(68 * 28);
      });

      test('the last of equal keys within the rows wins', async () => {
        const at = { series: PLAIN, time: hourOf(DAY, 1) };
        const rows = [
          { ...at, value: 1 },
          { ...at, value: 2 },
          { ...at, value: 3 },
        ];
        expect(await commit(1, rows)).toMatchObject({ added: 1, corrected: 0, unchanged: 0 });
        expect(await sums(PLAIN)).toEqual([3]);
      });

      test('the same rows again change nothing', async () => {
        const rows = [...dayOf(PLAIN, DAY, [0.1, 2]), ...dayOf(OZONE, DAY, tenEach(24))];
        await commit(1, rows);
        await store.refresh();
        const version = await store.version();
        for (const id of [1, 2]) {
          expect(await commit(id, rows, TUESDAY)).toMatchObject({ added: 0, corrected: 0, unchanged: 26 });
        }
        expect(await store.version()).toBe(version);
        expect(await store.refresh()).toEqual({ pairs: 0 });
        expect(await store.observations({ series: [PLAIN], first: DAY, last: DAY, history: true })).toHaveLength(2);
      });
    });

    describe('compare', () => {
      test('says what commit would do and writes nothing', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1, 2]));
        const version = await store.version();
        const rows = columnsOf([...dayOf(PLAIN, DAY, [1, 3, 4]), ...dayOf(-1, DAY, [9])]);
        expect(await store.compare(rows)).toMatchObject({ added: 2, corrected: 1, unchanged: 1 });
        expect(await store.compare(rows)).toMatchObject({ added: 2, corrected: 1, unchanged: 1 });
        expect(await store.version()).toBe(version);
        expect(await sums(PLAIN)).toEqual([3]);
      });

      test('nothing in, nothing out', async () => {
        const nothing = { added: 0, corrected: 0, unchanged: 0, first: null, last: null };
        expect(await store.compare(columnsOf([]))).toEqual(nothing);
        expect(await commit(7, [])).toEqual(nothing);
        expect((await store.batches()).map((b) => b.id)).toEqual([7]);
      });
    });

    describe('undo', () => {
      test('takes the whole batch out and leaves the others', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1, 2]));
        await commit(2, [...dayOf(PLAIN, DAY, [1, 2, 30]), ...dayOf(PLAIN, DAY + 1, [7])]);
        await store.undo(2, TUESDAY);
        expect([...(await daily(PLAIN, undefined, DAY, DAY + 1)).sum]).toEqual([3, 0]);
      });

      test('of a correction gives the value before', async () => {
        await commit(1, dayOf(OZONE, DAY, tenEach(24)));
        await commit(2, dayOf(OZONE, DAY, [90]));
        await store.undo(2, TUESDAY);
        expect(await sums(OZONE)).toEqual([240]);
        expect((await daily(OZONE)).top8x168[0]).toBe(1680);
      });

      test('of the first value leaves its correction', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1]));
        await commit(2, dayOf(PLAIN, DAY, [5]));
        await store.undo(1, TUESDAY);
        expect(await sums(PLAIN)).toEqual([5]);
      });

      test('can be followed by the same import in a new batch', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1, 2]));
        await store.undo(1, TUESDAY);
        expect(await commit(2, dayOf(PLAIN, DAY, [1, 2]), WEDNESDAY)).toMatchObject({ added: 2, corrected: 0 });
        expect(await sums(PLAIN)).toEqual([3]);
        expect(await sums(PLAIN, TUESDAY)).toEqual([0]);
      });

      test('is said once and for all', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1]));
        await store.undo(1, TUESDAY);
        await store.undo(1, WEDNESDAY);
        expect(await store.batches()).toMatchObject([{ id: 1, received: MONDAY, undoneAt: TUESDAY, added: 1 }]);
        await expect(commit(1, dayOf(PLAIN, DAY, [2]))).rejects.toMatchObject({ code: 'batch-state' });
        await expect(store.undo(8, TUESDAY)).rejects.toMatchObject({ code: 'not-found' });
      });
    });

    describe('as of a moment', () => {
      test('a correction counts from its receipt on', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1]), MONDAY);
        await commit(2, dayOf(PLAIN, DAY, [5]), WEDNESDAY);
        expect(await sums(PLAIN, MONDAY - 1)).toEqual([0]);
        expect(await sums(PLAIN, MONDAY)).toEqual([1]);
        expect(await sums(PLAIN, WEDNESDAY - 1)).toEqual([1]);
        expect(await sums(PLAIN, WEDNESDAY)).toEqual([5]);
        const range = { series: [PLAIN], first: DAY, last: DAY };
        expect(await store.observations({ ...range, asOf: TUESDAY })).toMatchObject([{ value: 1, revision: 0 }]);
      });

      test('a batch counts until it is undone', async () => {
        await commit(1, dayOf(OZONE, DAY, tenEach(24)), MONDAY);
        await store.undo(1, WEDNESDAY);
        expect((await daily(OZONE, TUESDAY)).windows[0]).toBe(17);
        expect(await sums(OZONE, WEDNESDAY - 1)).toEqual([240]);
        expect(await sums(OZONE, WEDNESDAY)).toEqual([0]);
        expect(await store.observations({ series: [OZONE], first: DAY, last: DAY, asOf: TUESDAY })).toHaveLength(24);
        expect(await store.observations({ series: [OZONE], first: DAY, last: DAY })).toEqual([]);
      });

      test('rows of one batch may have been received at different times', async () => {
        await commit(1, [
          { series: PLAIN, time: hourOf(DAY, 1), value: 1, received: MONDAY },
          { series: PLAIN, time: hourOf(DAY, 2), value: 20, received: WEDNESDAY },
        ]);
        expect(await sums(PLAIN, TUESDAY)).toEqual([1]);
        expect(await sums(PLAIN)).toEqual([21]);
      });
    });

    describe('a page', () => {
      const ALL = { series: [PLAIN, OZONE, OTHER], order: [], limit: 100, offset: 0, count: true } as const;
      const page = async (asked: Partial<ObservationsAsked>) => {
        const { rows, total } = await store.page({ ...ALL, ...asked });
        return { values: rows.map((row) => row.value), total };
      };
      const at = (hour: number) => hourOf(DAY, hour);

      beforeEach(async () => {
        await commit(1, [
          { series: PLAIN, time: at(1), value: 5 },
          { series: PLAIN, time: at(2), value: -1.5 },
          { series: PLAIN, time: at(30), value: 40 },
          { series: OTHER, time: at(1), value: 7, flag: 'maintenance' },
          { series: OZONE, time: at(2), value: 5 },
        ]);
      });

      test('is by series and time, cut by limit and offset, and knows how many there are', async () => {
        expect(await page({})).toEqual({ values: [5, -1.5, 40, 5, 7], total: 5 });
        expect(await page({ limit: 2, offset: 3 })).toEqual({ values: [5, 7], total: 5 });
        expect(await page({ limit: 2, offset: 9 })).toEqual({ values: [], total: 5 });
        expect(await page({ count: false, limit: 1 })).toEqual({ values: [5], total: null });
        expect(await page({ series: [] })).toEqual({ values: [], total: 0 });
        expect(await page({ series: [99] })).toEqual({ values: [], total: 0 });
      });

      test('is ordered by what is asked for, equal ones by series and time', async () => {
        expect((await page({ order: [{ by: 'value', descending: false }] })).values).toEqual([-1.5, 5, 5, 7, 40]);
        const { rows } = await store.page({ ...ALL, order: [{ by: 'value', descending: true }] });
        expect(rows.map(({ series, time }) => [series, time])).toEqual([
          [PLAIN, at(30)],
          [OTHER, at(1)],
          [PLAIN, at(1)],
          [OZONE, at(2)],
          [PLAIN, at(2)],
        ]);
        const order = [
          { by: 'time', descending: true },
          { by: 'series', descending: true },
        ] as const;
        expect((await page({ order })).values).toEqual([40, 5, -1.5, 7, 5]);
      });

      test('holds what is within the bounds, these included', async () => {
        expect((await page({ time: { min: at(2), max: at(30) } })).values).toEqual([-1.5, 40, 5]);
        expect((await page({ value: { min: -1.5, max: 5 } })).values).toEqual([5, -1.5, 5]);
        expect((await page({ value: { min: 5.000001 } })).values).toEqual([40, 7]);
        expect((await page({ flags: ['maintenance', 'invalid'] })).values).toEqual([7]);
        expect(await page({ flags: [] })).toEqual({ values: [], total: 0 });
        expect((await page({ received: { min: MONDAY, max: MONDAY } })).total).toBe(5);
        expect((await page({ received: { min: MONDAY + 1 } })).total).toBe(0);
      });

      test('holds the current value of a key, and conditions speak of that one', async () => {
        await commit(
          2,
          [
            { series: PLAIN, time: at(1), value: 6 },
            { series: OTHER, time: at(1), value: 7 },
          ],
          TUESDAY,
        );
        expect(await page({})).toEqual({ values: [6, -1.5, 40, 5, 7], total: 5 });
        expect((await page({ value: { max: 5 } })).values).toEqual([-1.5, 5]);
        expect((await page({ flags: ['maintenance'] })).values).toEqual([]);
        expect((await store.page({ ...ALL, received: { min: TUESDAY } })).rows).toEqual([
          { series: PLAIN, time: at(1), value: 6, flag: 'valid', batch: 2, received: TUESDAY, revision: 1 },
          { series: OTHER, time: at(1), value: 7, flag: 'valid', batch: 2, received: TUESDAY, revision: 1 },
        ]);
        await store.undo(2, WEDNESDAY);
        expect(await page({})).toEqual({ values: [5, -1.5, 40, 5, 7], total: 5 });
        await store.undo(1, WEDNESDAY);
        expect(await page({})).toEqual({ values: [], total: 0 });
      });

      test('of a key whose first value is undone holds its correction', async () => {
        await commit(2, [{ series: PLAIN, time: at(1), value: 6 }], TUESDAY);
        await store.undo(1, WEDNESDAY);
        expect(await page({})).toEqual({ values: [6], total: 1 });
      });
    });

    describe('the daily table', () => {
      test('is refreshed for the touched pairs only', async () => {
        await commit(
          1,
          [PLAIN, OZONE].flatMap((series) => [0, 1, 50].flatMap((d) => dayOf(series, DAY + d, [1, 2]))),
        );
        expect(await store.refresh()).toEqual({ pairs: 6 });
        expect(await store.refresh()).toEqual({ pairs: 0 });
        await commit(2, [...dayOf(PLAIN, DAY, [1, 3]), ...dayOf(OZONE, DAY + 50, [1, 2])]);
        expect(await store.refresh()).toEqual({ pairs: 1 });
        await store.undo(2, TUESDAY);
        expect(await store.refresh()).toEqual({ pairs: 1 });
        expect([...(await daily(PLAIN, undefined, DAY, DAY + 1)).sum]).toEqual([3, 3]);
      });
    });

    describe('what cannot be stored', () => {
      const time = hourOf(DAY, 2);
      test.each([
        { what: 'more than 6 decimals', row: { time, value: 0.1234567 } },
        { what: 'a value out of range', row: { time, value: 1e9 } },
        { what: 'no number', row: { time, value: Number.NaN } },
        { what: 'infinity', row: { time, value: Number.NEGATIVE_INFINITY } },
        { what: 'half past', row: { time: time + 1800, value: 1 } },
        { what: 'no time', row: { time: Number.NaN, value: 1 } },
      ])('$what: the whole batch is refused', async ({ row }) => {
        const rows = [...dayOf(PLAIN, DAY, [1]), { series: PLAIN, ...row }];
        await expect(commit(1, rows)).rejects.toMatchObject({ code: 'bad-observation', values: { row: 2 } });
        expect(await store.batches()).toEqual([]);
        expect(await sums(PLAIN)).toEqual([0]);
      });

      test('what double arithmetic leaves behind is no decimal', async () => {
        await commit(1, dayOf(PLAIN, DAY, [1.1 * 1000, 0.1 + 0.2]));
        expect(await sums(PLAIN)).toEqual([1100.3]);
      });

      test('a series that was not declared', async () => {
        const rows = [...dayOf(PLAIN, DAY, [1]), ...dayOf(77, DAY, [1])];
        await expect(commit(1, rows)).rejects.toMatchObject({ code: 'not-found', values: { id: 77 } });
        expect(await sums(PLAIN)).toEqual([0]);
        expect(await commit(1, dayOf(PLAIN, DAY, [1]))).toMatchObject({ added: 1 });
      });
    });
  });
}
