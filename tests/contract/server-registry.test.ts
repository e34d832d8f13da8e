import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initWorkspace, openWorkspace } from '@qingshan/server';
import { openServerRegistry } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres } from './engines.ts';
import { startPostgres, type PostgresCluster } from './postgres-cluster.ts';

test('a server that is not there is named, its password is not', async () => {
  const opening = openServerRegistry({ url: 'postgresql://office:geheim@127.0.0.1:1/qingshan' });
  await expect(opening).rejects.toMatchObject({
    code: 'database-unreachable',
    values: { where: '127.0.0.1:1/qingshan', why: expect.stringContaining('ECONNREFUSED') },
  });
  await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('geheim') });
});

describe.skipIf(!hasPostgres)('a registry in a PostgreSQL server', () => {
  let cluster: PostgresCluster;
  let root: string;
  beforeAll(async () => {
    cluster = await startPostgres();
    root = await mkdtemp(join(tmpdir(), 'qingshan-server-registry-'));
  });
  afterAll(async () => {
    await cluster?.stop();
    await rm(root, { recursive: true });
  });

  test('refuses what cannot hold it and says what to do', async () => {
    const openingOf = async (url: string) => expect(openServerRegistry({ url })).rejects;
    const unfit = (zh: string) => ({ code: 'database-unfit', text: { zh: expect.stringContaining(zh) } });

    await (await openingOf(cluster.urlOf('absent'))).toMatchObject(unfit('没有这个数据库'));

    await cluster.query("CREATE DATABASE bytes ENCODING 'SQL_ASCII' TEMPLATE template0");
    await (await openingOf(cluster.urlOf('bytes'))).toMatchObject(unfit('它是 SQL_ASCII'));

    const foreign = await cluster.database('foreign');
    await cluster.query('CREATE TABLE invoices (id integer)', 'foreign');
    await (await openingOf(foreign)).toMatchObject(unfit('invoices'));

    await cluster.query('CREATE ROLE reader LOGIN');
    await cluster.database('owned');
    await (await openingOf(cluster.urlOf('owned', 'reader'))).toMatchObject(unfit('无权在库中建表'));
  });

  test('is made once, also by two at once', async () => {
    const url = await cluster.database('twice');
    const both = await Promise.all([openServerRegistry({ url }), openServerRegistry({ url })]);
    await Promise.all(both.map((registry) => registry.batches()));
    await Promise.all(both.map((registry) => registry.close()));
  });

  test('goes on after the server has dropped every connection', async () => {
    const registry = await openServerRegistry({ url: await cluster.database('dropped') });
    await registry.batches();
    await cluster.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'dropped'");
    // A query may still meet a connection that ends just then; each that does is left out of the pool.
    await expect.poll(() => registry.batches().catch(() => null)).toEqual([]);
    await registry.close();
  });

  test('goes with one data folder, and one process has it', async () => {
    const databaseUrl = await cluster.database('office');
    const folder = join(root, 'office');
    await initWorkspace(folder, { district: 'mentougou', demonstration: false, databaseUrl });

    const workspace = await openWorkspace(folder, { databaseUrl });
    await workspace.registry.ensureSeries([
      { site: '甲', parameter: 'o3', unit: 'ug/m3', windows: true, simulated: false },
    ]);
    await expect(openWorkspace(folder, { databaseUrl })).rejects.toMatchObject({ code: 'workspace-locked' });
    // A copy of the folder has a lock of its own; the database has but one.
    const copy = join(root, 'copy');
    await cp(folder, copy, { recursive: true, filter: (path) => !path.includes('.duckdb') });
    await expect(openWorkspace(copy, { databaseUrl })).rejects.toMatchObject({ code: 'database-in-use' });
    await workspace.close();

    const again = await openWorkspace(folder, { databaseUrl });
    expect(await again.registry.series()).toMatchObject([{ site: '甲' }]);
    await again.close();

    await expect(openWorkspace(folder)).rejects.toMatchObject({ code: 'registry-elsewhere' });
    const empty = await cluster.database('empty');
    await expect(openWorkspace(folder, { databaseUrl: empty })).rejects.toMatchObject({ code: 'database-of-another' });
    const second = initWorkspace(join(root, 'second'), { district: 'mentougou', demonstration: false, databaseUrl });
    await expect(second).rejects.toMatchObject({ code: 'database-of-another' });
  });

  test('is not taken by a folder that has its own', async () => {
    const folder = join(root, 'embedded');
    await initWorkspace(folder, { district: 'mentougou', demonstration: false });
    const databaseUrl = await cluster.database('unused');
    await expect(openWorkspace(folder, { databaseUrl })).rejects.toMatchObject({ code: 'registry-elsewhere' });
    await (await openWorkspace(folder)).close();
  });
});
