import { openClickhouseObservations } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptied, hasClickhouse, startReplicatedCluster, type ClickhouseCluster } from './clickhouse-server.ts';
import { columnsOf, dayOf } from './columns.ts';
import { observationsContract } from './observations.contract.ts';
import { hasZookeeper, HOW_TO_GET_ZOOKEEPER } from './zookeeper.ts';

const DAY = 19_782;
const MONDAY = 2_000_000_000;
const SERIES = [1, 2, 3, 4];
const RANGE = { series: SERIES, first: DAY, last: DAY };
const PATIENCE = { timeout: 120_000 };

const isThere = hasClickhouse && hasZookeeper;
const where = isThere ? describe : describe.skip;

where(`a ClickHouse cluster of two replicas a shard${isThere ? '' : ` (${HOW_TO_GET_ZOOKEEPER})`}`, () => {
  let cluster: ClickhouseCluster;
  beforeAll(async () => {
    cluster = await startReplicatedCluster();
    await (await openClickhouseObservations(cluster.urlOf('contract'))).close();
  });
  afterAll(() => cluster?.stop());

  observationsContract('ClickHouse replicas', async () => {
    // What one replica of a shard empties, the other empties too.
    for (const server of cluster.servers.filter((_, i) => i % 2 === 0)) await emptied(server, 'contract', '_on_shard');
    return openClickhouseObservations(cluster.urlOf('contract'));
  });

  const rowsOf = (value: number) => columnsOf(SERIES.flatMap((series) => dayOf(series, DAY, [value])));
  const countOn = (server: number, database: string) =>
    cluster.servers[server]?.run(`SELECT count() FROM ${database}.observation_on_shard`);
  const lastServer = () => {
    const server = cluster.servers[3];
    if (!server) throw new Error('no fourth server');
    return server;
  };

  test('what was answered is on both replicas of its shard', async () => {
    const store = await openClickhouseObservations(cluster.urlOf('both'));
    await store.declare(SERIES.map((id) => ({ id, windows: false })));
    await store.commit({ id: 1, received: MONDAY }, rowsOf(1));
    const counts = await Promise.all([0, 1, 2, 3].map((server) => countOn(server, 'both')));
    expect(counts).toEqual(['2\n', '2\n', '2\n', '2\n']);
    await store.close();
  });

  test('without one replica all is read and nothing is written; with it again work goes on, and all is there once', async () => {
    const url = cluster.urlOf('without');
    const store = await openClickhouseObservations(url);
    await store.declare(SERIES.map((id) => ({ id, windows: false })));
    await store.commit({ id: 1, received: MONDAY }, rowsOf(1));
    const sums = async () => (await store.daily(RANGE)).map(({ sum }) => sum[0]);
    expect(await sums()).toEqual([1, 1, 1, 1]);

    await lastServer().halt();
    const missing = { code: 'observations-replica-missing' };
    await expect(store.commit({ id: 2, received: MONDAY }, rowsOf(5))).rejects.toMatchObject(missing);
    expect(await sums()).toEqual([1, 1, 1, 1]);
    expect((await store.observations(RANGE)).length).toBe(4);
    // A server of Qingshan that starts now reads too.
    const other = await openClickhouseObservations(url);
    expect((await other.daily(RANGE)).map(({ sum }) => sum[0])).toEqual([1, 1, 1, 1]);
    await other.close();

    await lastServer().start();
    const again = () => store.commit({ id: 2, received: MONDAY }, rowsOf(5)).catch(() => null);
    await expect.poll(again, PATIENCE).toMatchObject({ corrected: 4, added: 0 });
    expect(await sums()).toEqual([5, 5, 5, 5]);
    expect(await store.observations({ ...RANGE, history: true })).toHaveLength(8);
    await store.close();
  });

  test('a replica that comes back empty is filled by the other before anything is read from it', async () => {
    const url = cluster.urlOf('emptied');
    const store = await openClickhouseObservations(url);
    await store.declare(SERIES.map((id) => ({ id, windows: false })));
    await store.commit({ id: 1, received: MONDAY }, rowsOf(1));
    await store.close();
    for (const table of ['observation', 'series', 'daily', 'touched', 'journal', 'workspace']) {
      await lastServer().run(`DROP TABLE emptied.${table}_on_shard`);
    }
    const reopened = await openClickhouseObservations(url);
    expect(await countOn(3, 'emptied')).toBe('2\n');
    expect((await reopened.daily(RANGE)).map(({ sum }) => sum[0])).toEqual([1, 1, 1, 1]);
    await reopened.close();
  });
});
