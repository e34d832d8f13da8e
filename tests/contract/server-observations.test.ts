import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initWorkspace, openWorkspace } from '@qingshan/server';
import { openClickhouseObservations } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAddress } from '../../packages/store/src/clickhouse/address.ts';
import { httpTransport } from '../../packages/store/src/clickhouse/http-transport.ts';
import { observationsOn } from '../../packages/store/src/clickhouse/observations.ts';
import type { Transport } from '../../packages/store/src/clickhouse/transport.ts';
import { openObservationsOf } from '../../packages/server/src/observations-of-folder.ts';
import { hasClickhouse, HOW_TO_GET, startClickhouse, type ClickhouseServer } from './clickhouse-server.ts';
import { columnsOf, dayOf } from './columns.ts';

const DAY = 19_782;
const RANGE = { series: [1, 2], first: DAY, last: DAY };
const MONDAY = 2_000_000_000;

const where = hasClickhouse ? describe : describe.skip;

where(`observations in a ClickHouse server${hasClickhouse ? '' : ` (${HOW_TO_GET})`}`, () => {
  let root: string;
  let server: ClickhouseServer;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'qingshan-server-'));
    server = await startClickhouse();
  });
  afterAll(async () => {
    await server?.stop();
    await rm(root, { recursive: true });
  });

  test.each([
    'postgresql://localhost/qingshan',
    'localhost:8123',
    'clickhouse://localhost',
    'clickhouse://localhost/a-b',
    'clickhouse://localhost/qingshan?shards=2',
  ])('is not opened by %s', async (url) => {
    await expect(openClickhouseObservations(url)).rejects.toMatchObject({ code: 'bad-observations-url' });
  });

  test('says which server does not answer, and not the password', async () => {
    const url = server.urlOf('x').replace('127.0.0.1', 'someone:secret@127.0.0.9');
    const refused = await openClickhouseObservations(url).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'observations-unreachable' });
    expect(String(refused)).toContain('127.0.0.9');
    expect(String(refused)).not.toContain('secret');
  });

  test('is not opened by a stranger', async () => {
    const url = server.urlOf('x').replace('127.0.0.1', 'nobody:wrong@127.0.0.1');
    await expect(openClickhouseObservations(url)).rejects.toMatchObject({ code: 'observations-unfit' });
  });

  test('takes no database of another program, nor of a newer version', async () => {
    await server.run('CREATE DATABASE theirs');
    await server.run('CREATE TABLE theirs.visits (id UInt8) ENGINE = MergeTree ORDER BY id');
    await expect(openClickhouseObservations(server.urlOf('theirs'))).rejects.toMatchObject({
      code: 'observations-unfit',
    });

    await (await openClickhouseObservations(server.urlOf('newer'))).close();
    await server.run("INSERT INTO newer.workspace VALUES ('none', 99)");
    await expect(openClickhouseObservations(server.urlOf('newer'))).rejects.toMatchObject({
      code: 'observations-unfit',
    });
  });

  test('holds those of a workspace', { timeout: 180_000 }, async () => {
    const observationsUrl = server.urlOf('office');
    const folder = join(root, 'office');
    await initWorkspace(folder, { district: 'mentougou', demonstration: false, observationsUrl });
    const workspace = await openWorkspace(folder, { observationsUrl });
    await workspace.observations.declare([{ id: 1, windows: false }]);
    await workspace.observations.commit({ id: 1, received: MONDAY }, columnsOf(dayOf(1, DAY, [1, 2])));
    const [reduction] = await workspace.observations.daily({ ...RANGE, series: [1] });
    expect(reduction?.sum).toEqual(Float64Array.of(3));
    const copying = workspace.observations.copyTo(join(root, 'copy.duckdb'), async () => undefined);
    await expect(copying).rejects.toMatchObject({ code: 'observations-not-copied' });
    await workspace.close();
  });

  test('goes with one data folder, which names it', async () => {
    const [folder, second, embedded] = ['first', 'second', 'embedded'].map((name) => join(root, name));
    if (!folder || !second || !embedded) throw new Error('no folders');
    await Promise.all([folder, second, embedded].map((path) => mkdir(path)));
    const observationsUrl = server.urlOf('paired');
    await (await openObservationsOf(folder, { observationsUrl, isNew: true })).close();
    await (await openObservationsOf(folder, { observationsUrl })).close();

    const refusedAs = (path: string, url?: string, isNew = false) =>
      openObservationsOf(path, { observationsUrl: url, isNew }).then(
        () => null,
        (error: unknown) => error,
      );
    expect(await refusedAs(folder)).toMatchObject({ code: 'observations-elsewhere' });
    expect(await refusedAs(folder, server.urlOf('empty'))).toMatchObject({ code: 'observations-of-another' });
    expect(await refusedAs(second, observationsUrl, true)).toMatchObject({ code: 'observations-of-another' });

    await (await openObservationsOf(embedded, { isNew: true })).close();
    expect(await refusedAs(embedded, server.urlOf('unused'))).toMatchObject({ code: 'observations-elsewhere' });
  });

  test('is not opened when rows are missing that were stored', async () => {
    const url = server.urlOf('robbed');
    const store = await openClickhouseObservations(url);
    await store.declare([{ id: 1, windows: false }]);
    await store.commit({ id: 1, received: MONDAY }, columnsOf([...dayOf(1, DAY, [1]), ...dayOf(1, DAY + 200, [2])]));
    await store.close();
    const [partition] = (
      await server.run("SELECT partition FROM system.parts WHERE database = 'robbed' AND table = 'observation'")
    ).split('\n');
    await server.run(`ALTER TABLE robbed.observation DROP PARTITION ${partition}`);
    await expect(openClickhouseObservations(url)).rejects.toMatchObject({
      code: 'observations-incomplete',
      values: { expected: 2, found: 1 },
    });
  });

  describe('a commit that breaks off', () => {
    const rows = columnsOf([...dayOf(1, DAY, [1, 2, 3]), ...dayOf(2, DAY, [10, 10])]);
    let databases = 0;

    /** Another connection whose `failing`-th insert fails, `before` it is stored or after. */
    async function opened(failing: number, when: 'before' | 'after') {
      const url = server.urlOf(`broken${databases++}`);
      await (await openClickhouseObservations(url)).close();
      const whole = httpTransport(parseAddress(url));
      let inserts = 0;
      const broken: Transport = {
        ...whole,
        async insert(...what) {
          if (++inserts !== failing) return whole.insert(...what);
          if (when === 'after') await whole.insert(...what);
          throw new Error('broken off');
        },
      };
      const [good, bad] = [observationsOn(whole), observationsOn(broken)];
      await good.declare([
        { id: 1, windows: false },
        { id: 2, windows: false },
      ]);
      return { good, bad };
    }

    // What a commit inserts: its begin, its rows, the days they touch, its end.
    test.each([
      { failing: 1, when: 'before', stored: false },
      { failing: 1, when: 'after', stored: false },
      { failing: 2, when: 'before', stored: false },
      { failing: 2, when: 'after', stored: false },
      { failing: 3, when: 'after', stored: false },
      { failing: 4, when: 'before', stored: false },
      { failing: 4, when: 'after', stored: true },
    ] as const)(
      'at insert $failing, $when it: stored as a whole is $stored; again, it is stored once',
      async (step) => {
        const { good, bad } = await opened(step.failing, step.when);
        await expect(bad.commit({ id: 1, received: MONDAY }, rows)).rejects.toThrow('broken off');
        expect((await good.batches()).length).toBe(step.stored ? 1 : 0);
        expect((await good.observations(RANGE)).length).toBe(step.stored ? 5 : 0);
        expect((await good.daily(RANGE)).map(({ sum }) => sum[0])).toEqual(step.stored ? [6, 20] : [0, 0]);

        const added = step.stored ? 0 : 5;
        expect(await good.commit({ id: 1, received: MONDAY }, rows)).toMatchObject({ added, unchanged: 5 - added });
        expect((await good.daily(RANGE)).map(({ sum }) => sum[0])).toEqual([6, 20]);
        expect(await good.batches()).toMatchObject([{ id: 1, added: 5 }]);
        await good.close();
      },
    );

    test('and whose end arrives after it was done again changes nothing', async () => {
      const url = server.urlOf('late');
      await (await openClickhouseObservations(url)).close();
      const whole = httpTransport(parseAddress(url));
      const late: (() => Promise<void>)[] = [];
      const slow: Transport = {
        ...whole,
        async insert(...what) {
          const isEnd = what[0] === 'journal' && what[2].some((row) => row[1] === 'commit');
          if (!isEnd) return whole.insert(...what);
          late.push(() => whole.insert(...what));
          throw new Error('no answer');
        },
      };
      const [good, bad] = [observationsOn(whole), observationsOn(slow)];
      await good.declare([
        { id: 1, windows: false },
        { id: 2, windows: false },
      ]);
      await expect(bad.commit({ id: 1, received: MONDAY }, rows)).rejects.toThrow('no answer');
      await good.commit({ id: 1, received: MONDAY }, rows);
      const version = await good.version();
      for (const arrive of late) await arrive();
      expect(await good.version()).toBe(version);
      expect(await good.observations({ ...RANGE, history: true })).toHaveLength(5);
      await good.rebuild();
      expect((await good.daily(RANGE)).map(({ sum }) => sum[0])).toEqual([6, 20]);
      await good.close();
    });
  });
});
