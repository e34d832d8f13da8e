import { openClickhouseObservations } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAddress } from '../../packages/store/src/clickhouse/address.ts';
import { httpTransport } from '../../packages/store/src/clickhouse/http-transport.ts';
import { observationsOn } from '../../packages/store/src/clickhouse/observations.ts';
import type { Transport } from '../../packages/store/src/clickhouse/transport.ts';
import { probesOf, readinessOf } from '../../packages/server/src/operations/readiness.ts';
import {
  emptied,
  hasClickhouse,
  HOW_TO_GET,
  startClickhouseCluster,
  type ClickhouseCluster,
} from './clickhouse-server.ts';
import { columnsOf, dayOf } from './columns.ts';
import { observationsContract } from './observations.contract.ts';
import { observationsModel } from './observations.model.ts';

const DAY = 19_782;
const MONDAY = 2_000_000_000;
const SERIES = [1, 2, 3, 4];
const RANGE = { series: SERIES, first: DAY, last: DAY };

const where = hasClickhouse ? describe : describe.skip;

where(`a ClickHouse cluster of two shards${hasClickhouse ? '' : ` (${HOW_TO_GET})`}`, () => {
  let cluster: ClickhouseCluster;
  beforeAll(async () => {
    cluster = await startClickhouseCluster();
    await (await openClickhouseObservations(cluster.urlOf('contract'))).close();
  });
  afterAll(() => cluster?.stop());
  const open = async () => {
    await Promise.all(cluster.servers.map((shard) => emptied(shard, 'contract', '_on_shard')));
    return openClickhouseObservations(cluster.urlOf('contract'));
  };

  observationsContract('ClickHouse cluster', open);
  observationsModel('ClickHouse cluster', open, 2);

  const second = () => {
    const shard = cluster.servers[1];
    if (!shard) throw new Error('no second shard');
    return shard;
  };
  const rowsOf = (value: number) => columnsOf(SERIES.flatMap((series) => dayOf(series, DAY, [value])));
  const missing = { code: 'observations-shard-missing', values: { shard: expect.stringContaining('127.0.0.2:') } };

  async function readiness(observations: Awaited<ReturnType<typeof open>>) {
    const absent = async (): Promise<never> => Promise.reject(new Error('not asked'));
    const probes = probesOf(
      { observations, registry: { file: absent }, frames: absent, clock: { now: () => 0 }, folder: '' } as never,
      { intake: { gateway: null } } as never,
      absent,
    );
    const asked = await readinessOf(probes.filter(({ store }) => store === 'observations'))();
    return asked.stores[0];
  }

  test('spreads the series over both', async () => {
    const store = await openClickhouseObservations(cluster.urlOf('spread'));
    await store.declare(SERIES.map((id) => ({ id, windows: false })));
    await store.commit({ id: 1, received: MONDAY }, rowsOf(1));
    for (const shard of cluster.servers) {
      expect(await shard.run('SELECT count() FROM spread.observation_on_shard')).toBe('2\n');
    }
    await store.close();
  });

  test('a cluster that is not configured is named', async () => {
    const url = cluster.urlOf('nowhere').replace('cluster=city', 'cluster=village');
    const why = { en: expect.stringContaining('village') };
    await expect(openClickhouseObservations(url)).rejects.toMatchObject({
      code: 'observations-unfit',
      values: { why },
    });
  });

  test('without one shard nothing is read or written; with it again all is there, once', async () => {
    const store = await openClickhouseObservations(cluster.urlOf('degraded'));
    await store.declare(SERIES.map((id) => ({ id, windows: false })));
    await store.commit({ id: 1, received: MONDAY }, rowsOf(1));
    expect((await store.daily(RANGE)).map(({ sum }) => sum[0])).toEqual([1, 1, 1, 1]);
    expect(await readiness(store)).toEqual({ store: 'observations', ready: true, text: null });
    const version = await store.version();

    await second().halt();
    await expect(store.daily(RANGE)).rejects.toMatchObject(missing);
    await expect(store.daily({ ...RANGE, series: [1] })).rejects.toMatchObject(missing);
    await expect(store.daily({ ...RANGE, series: [2] })).rejects.toMatchObject(missing);
    await expect(store.observations(RANGE)).rejects.toMatchObject(missing);
    await expect(store.commit({ id: 2, received: MONDAY }, rowsOf(5))).rejects.toMatchObject(missing);
    await expect(store.undo(1, MONDAY)).rejects.toMatchObject(missing);
    await expect(openClickhouseObservations(cluster.urlOf('degraded'))).rejects.toMatchObject({
      code: 'observations-unreachable',
      values: { where: expect.stringContaining('127.0.0.2:') },
    });
    expect(await readiness(store)).toMatchObject({ ready: false, text: { en: expect.stringContaining('shard') } });

    await second().start();
    await expect.poll(() => store.version().catch(() => null), { timeout: 60_000 }).toBe(version);
    expect(await readiness(store)).toMatchObject({ ready: true });
    expect((await store.daily(RANGE)).map(({ sum }) => sum[0])).toEqual([1, 1, 1, 1]);
    expect(await store.commit({ id: 2, received: MONDAY }, rowsOf(5))).toMatchObject({ corrected: 4, added: 0 });
    expect((await store.daily(RANGE)).map(({ sum }) => sum[0])).toEqual([5, 5, 5, 5]);
    await store.close();
  });

  test('a shard that goes in the middle of a commit leaves nothing of it, and it can be done again', async () => {
    const url = cluster.urlOf('halfway');
    await (await openClickhouseObservations(url)).close();
    const whole = httpTransport(parseAddress(url));
    const losing: Transport = {
      ...whole,
      async insert(...what) {
        if (what[0] === 'observation') await second().halt();
        return whole.insert(...what);
      },
    };
    const [good, bad] = [observationsOn(whole), observationsOn(losing)];
    await good.declare(SERIES.map((id) => ({ id, windows: false })));
    await expect(bad.commit({ id: 1, received: MONDAY }, rowsOf(1))).rejects.toMatchObject(missing);

    await second().start();
    await expect.poll(() => good.batches().catch(() => null), { timeout: 60_000 }).toEqual([]);
    expect(await good.observations({ ...RANGE, history: true })).toEqual([]);
    expect((await good.daily(RANGE)).map(({ hours }) => hours[0])).toEqual([0, 0, 0, 0]);
    expect(await good.commit({ id: 1, received: MONDAY }, rowsOf(1))).toMatchObject({ added: 4 });
    expect(await good.observations({ ...RANGE, history: true })).toHaveLength(4);
    await good.close();
    await (await openClickhouseObservations(url)).close();
  });

  test('a shard that has lost its data is noticed', async () => {
    const url = cluster.urlOf('robbed');
    const store = await openClickhouseObservations(url);
    await store.declare(SERIES.map((id) => ({ id, windows: false })));
    await store.commit({ id: 1, received: MONDAY }, rowsOf(1));
    await store.close();
    await second().run('TRUNCATE TABLE robbed.observation_on_shard');
    await expect(openClickhouseObservations(url)).rejects.toMatchObject({
      code: 'observations-incomplete',
      values: { expected: 4, found: 2 },
    });
  });
});
