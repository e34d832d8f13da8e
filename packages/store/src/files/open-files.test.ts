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

test('what a killed process left half-written is in nobody’s way, and removed when it is old', async () => {
  await mkdir(join(folder, 'ab'));
  const [old, recent] = ['old.new', 'recent.new'].map((end) => `${ID.slice(2)}.${end}`);
  for (const name of [old, recent]) await writeFile(join(folder, 'ab', name ?? ''), BYTES.subarray(0, 2));
  await utimes(join(folder, 'ab', old ?? ''), 1_700_000_000, 1_700_000_000);
  const files = await openFiles(folder);
  // Another process may be writing the recent one.
  expect(await readdir(join(folder, 'ab'))).toEqual([recent]);
  expect(await files.get(ID)).toBeNull();
  await files.put(ID, BYTES);
  expect(new Set(await readdir(join(folder, 'ab')))).toEqual(new Set([ID.slice(2), recent]));
  expect(await (await openFiles(folder)).get(ID)).toEqual(BYTES);
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
