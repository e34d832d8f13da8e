import type { ObservationsAsked } from '@qingshan/app';
import { DAY_SECONDS, HOUR_SECONDS } from '@qingshan/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countOfRows, pageOfRows, type Live } from '../../packages/store/src/current-rows.ts';
import { plainDays, windowedDays, type Selection } from '../../packages/store/src/reductions.ts';
import { hasClickhouse, HOW_TO_GET, startClickhouse, type ClickhouseServer } from './clickhouse-server.ts';
import { MDA8_EXAMPLES } from './mda8-examples.ts';

const DAY = 20_000;
const PLAIN = 100;
const TABLE = 'ENGINE = MergeTree PARTITION BY tuple() ORDER BY';

const NOW: Selection = { first: DAY, last: DAY, undone: [], corrected: true };

function row(series: number, hour: number, value: number, batch = 1, revision = 0): string {
  const time = DAY * DAY_SECONDS + hour * HOUR_SECONDS;
  return `(${series}, ${time}, ${Math.round(value * 1e6)}, 0, ${batch}, ${batch}, ${revision})`;
}

/** Every example is a series with windows, numbered from 0. */
const WINDOWED_ROWS = MDA8_EXAMPLES.flatMap(({ hours }, series) =>
  hours.flatMap((value, i) => (value === null ? [] : [row(series, i + 1, value)])),
);

/** 1.5, 2.25 and 4; batch 2 corrects the last one to 8. */
const PLAIN_ROWS = [row(PLAIN, 1, 1.5), row(PLAIN, 2, 2.25), row(PLAIN, 24, 4), row(PLAIN, 24, 8, 2, 1)];

async function fill(server: ClickhouseServer): Promise<void> {
  await server.run(`CREATE TABLE observation(series Int32, time Int64, micro Int64, flag UInt8, batch Int32,
    received Int64, revision UInt16) ${TABLE} (series, time)`);
  await server.run(`CREATE TABLE series(id Int32, windows UInt8) ${TABLE} id`);
  const series = [...MDA8_EXAMPLES.map((_, id) => `(${id}, 1)`), `(${PLAIN}, 0)`];
  await server.run(`INSERT INTO series VALUES ${series.join(', ')}`);
  await server.run(`INSERT INTO observation VALUES ${[...WINDOWED_ROWS, ...PLAIN_ROWS].join(', ')}`);
}

const where = hasClickhouse ? describe : describe.skip;

where(`reductions in ClickHouse${hasClickhouse ? '' : ` (${HOW_TO_GET})`}`, () => {
  let server: ClickhouseServer;
  beforeAll(async () => {
    server = await startClickhouse();
    await fill(server);
  });
  afterAll(() => server?.stop(), 60_000);

  async function read(reduction: string): Promise<number[][]> {
    const text = await server.run(`SELECT * FROM (${reduction}) AS days ORDER BY series, day`);
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => line.split('\t').map(Number));
  }

  it.each([true, false])('finds the worked 8-hour windows, corrections looked for: %s', async (corrected) => {
    const days = await read(windowedDays({ ...NOW, corrected }));
    expect(days.map(([, , , , , windows, top]) => [windows, top])).toEqual(
      MDA8_EXAMPLES.map(({ windows, top8x168 }) => [windows, top8x168]),
    );
  });

  it('takes the newest value, the one before when its batch is undone, and that of a past moment', async () => {
    const totals = async (selection: Selection) => (await read(plainDays(selection))).map((day) => day.slice(0, 5));
    expect(await totals(NOW)).toEqual([[PLAIN, DAY, 3, 11.75, 8]]);
    expect(await totals({ ...NOW, undone: [2] })).toEqual([[PLAIN, DAY, 3, 7.75, 4]]);
    expect(await totals({ ...NOW, asOf: 1 })).toEqual([[PLAIN, DAY, 3, 7.75, 4]]);
  });

  it('finds pages of current rows', async () => {
    const asked = { series: [PLAIN], order: [], limit: 9, offset: 0, count: true } as const;
    const newestFirst = { ...asked, order: [{ by: 'time', descending: true }] } as const;
    const live = { undone: [], corrected: true };
    const numbers = async (sql: string) =>
      (await server.run(sql))
        .trim()
        .split('\n')
        .map((line) => line.split('\t').map(Number));
    const pages = async (one: ObservationsAsked, at: Live) =>
      (await numbers(pageOfRows(one, at))).map(([, , micro, , batch, , revision]) => [micro, batch, revision]);
    const [first, second, third] = [
      [1_500_000, 1, 0],
      [2_250_000, 1, 0],
      [8_000_000, 2, 1],
    ];
    expect(await pages(newestFirst, live)).toEqual([third, second, first]);
    expect(await pages({ ...newestFirst, limit: 1, offset: 1 }, live)).toEqual([second]);
    expect(await pages({ ...asked, value: { min: 2.25 } }, live)).toEqual([second, third]);
    expect(await pages({ ...asked, limit: 1, offset: 2 }, { undone: [2], corrected: true })).toEqual([
      [4_000_000, 1, 0],
    ]);
    expect(await numbers(countOfRows({ ...asked, value: { max: 4 } }, live))).toEqual([[2]]);
  });
});
