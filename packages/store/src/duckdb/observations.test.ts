import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { slicesOf } from '../slices.ts';
import { openObservations } from './observations.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-observations-'));
  file = join(folder, 'observations.duckdb');
});
afterEach(() => rm(folder, { recursive: true }));

test('what was committed is there after opening again, also what was not yet reduced', async () => {
  const first = await openObservations(file);
  await first.declare([{ id: 1, windows: true }]);
  const columns = {
    series: Int32Array.of(1, 1),
    time: Float64Array.of(3600, 7200),
    value: Float64Array.of(0.1, 0.2),
    flag: Uint8Array.of(0, 0),
  };
  await first.commit({ id: 4, received: 9000 }, columns);
  const version = await first.version();
  await first.close();

  const second = await openObservations(file);
  expect(await second.version()).toBe(version);
  expect(await second.batches()).toMatchObject([{ id: 4, received: 9000, added: 2 }]);
  const [reduction] = await second.daily({ series: [1], first: 0, last: 0 });
  expect(reduction?.sum).toEqual(Float64Array.of(0.3));
  await second.close();
});

test('a file that is no database is named', async () => {
  await writeFile(file, 'no database at all, and long enough to be read as the head of one '.repeat(100));
  await expect(openObservations(file)).rejects.toMatchObject({
    code: 'workspace-damaged',
    values: { folder, file: 'observations.duckdb' },
  });
});

test('a file of a newer version is refused', async () => {
  await (await openObservations(file)).close();
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run('UPDATE meta SET schema_version = 99');
  connection.closeSync();
  instance.closeSync();
  await expect(openObservations(file)).rejects.toMatchObject({
    code: 'workspace-newer',
    values: { migration: 'observations.duckdb schema 99' },
  });
});

test('days are reduced in stretches of at most 32 that begin and end with one of them', () => {
  expect(slicesOf([])).toEqual([]);
  expect(slicesOf([5, 6, 36, 37, 200])).toEqual([
    { first: 5, last: 36 },
    { first: 37, last: 37 },
    { first: 200, last: 200 },
  ]);
});
