import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretKeyOf } from './secret-key.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-key-'));
});
afterAll(() => rm(folder, { recursive: true }));

const GIVEN = Buffer.alloc(32, 5);

test('a key that is given leaves none in the folder', async () => {
  expect(await secretKeyOf(folder, GIVEN.toString('base64'))).toEqual(GIVEN);
  expect(await readdir(folder)).toEqual([]);
});

test.each(['short', Buffer.alloc(31).toString('base64'), Buffer.alloc(33).toString('base64')])(
  'one of another length is refused: %s',
  async (given) => {
    await expect(secretKeyOf(folder, given)).rejects.toMatchObject({ code: 'bad-secret-key' });
  },
);

test('without one the folder has its own, for its owner’s eyes only, and keeps it', async () => {
  const key = await secretKeyOf(folder, undefined);
  expect(key).toHaveLength(32);
  expect(await secretKeyOf(folder, '')).toEqual(key);
  expect(await readdir(folder)).toEqual(['secret.key']);
  expect(await readFile(join(folder, 'secret.key'), 'utf8')).toBe(`${Buffer.from(key).toString('base64')}\n`);
  if (process.platform !== 'win32') expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
  expect(await secretKeyOf(await mkdtemp(join(folder, 'other-')), undefined)).not.toEqual(key);
});

test('a damaged one is not replaced', async () => {
  await writeFile(join(folder, 'secret.key'), 'half');
  await expect(secretKeyOf(folder, undefined)).rejects.toMatchObject({ code: 'workspace-damaged' });
  expect(await readFile(join(folder, 'secret.key'), 'utf8')).toBe('half');
});
