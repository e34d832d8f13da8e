import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFiles } from './open-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ID = 'ab'.repeat(32);
const BYTES = new TextEncoder().encode('凭证');

test('what a killed process left half-written is removed and in nobody’s way', async () => {
  await mkdir(join(folder, 'ab'));
  await writeFile(join(folder, 'ab', `${ID.slice(2)}.left.new`), BYTES.subarray(0, 2));
  const files = await openFiles(folder);
  expect(await readdir(join(folder, 'ab'))).toEqual([]);
  expect(await files.get(ID)).toBeNull();
  await files.put(ID, BYTES);
  expect(await readdir(join(folder, 'ab'))).toEqual([ID.slice(2)]);
  expect(await (await openFiles(folder)).get(ID)).toEqual(BYTES);
});

test('in a shared folder it is removed when it is old, since another process may be writing what is recent', async () => {
  await mkdir(join(folder, 'cd'));
  const [old, recent] = [join(folder, 'cd', 'old.new'), join(folder, 'cd', 'recent.new')];
  for (const draft of [old, recent]) await writeFile(draft, BYTES.subarray(0, 2));
  await utimes(old, 1_700_000_000, 1_700_000_000);
  await openFiles(folder, { shared: true });
  expect(await readdir(join(folder, 'cd'))).toEqual(['recent.new']);
  await rm(recent);
});

test('the same file from several hands at once is there once', async () => {
  const files = await openFiles(folder);
  const other = 'cd'.repeat(32);
  await Promise.all([files.put(other, BYTES), files.put(other, BYTES), files.put(other, BYTES)]);
  expect(await readdir(join(folder, 'cd'))).toEqual([other.slice(2)]);
});

test('a folder that is not there yet is an empty one', async () => {
  const files = await openFiles(join(folder, 'new'));
  expect(await files.get(ID)).toBeNull();
});
