import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialise, killedAt, qingshan } from './support.ts';

let root: string;
let data: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-cli-backup-'));
  data = join(root, 'data');
  await initialise(data);
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('a stopped workspace is backed up, verified and restored', async () => {
  const backup = join(root, 'backup');
  expect(await qingshan(['backup', backup, '--data', data])).toMatchObject({ code: 0 });
  const verified = await qingshan(['backup', 'verify', backup, '--json']);
  expect([verified.code, JSON.parse(verified.out)]).toMatchObject([0, { key: 'inside' }]);
  const again = join(root, 'again');
  expect(await qingshan(['restore', backup, '--folder', again])).toMatchObject({ code: 0 });
  expect(await qingshan(['audit', 'verify'], { data: again })).toMatchObject({ code: 0 });
  const refused = await qingshan(['restore', backup, '--folder', data]);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('不是空的')]);
});

test('a backup that was killed has no backup’s name, and is begun anew', async () => {
  const backup = join(root, 'killed');
  await killedAt('监测数据与登记库', ['backup', backup, '--data', data]);
  expect((await readdir(root)).filter((name) => name.startsWith('killed'))).toEqual(['killed.part']);
  const { code, err } = await qingshan(['backup', 'verify', `${backup}.part`]);
  expect([code, err]).toEqual([1, expect.stringContaining('不是完整的备份')]);
  expect(await qingshan(['backup', backup, '--data', data])).toMatchObject({ code: 0 });
  expect(await qingshan(['backup', 'verify', backup])).toMatchObject({ code: 0 });
});

test('a restore that was killed leaves no workspace', async () => {
  const backup = join(root, 'whole');
  expect(await qingshan(['backup', backup, '--data', data])).toMatchObject({ code: 0 });
  const folder = join(root, 'half');
  await killedAt('登记库', ['restore', backup, '--folder', folder]);
  await expect(access(join(folder, 'workspace.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  const { code, err } = await qingshan(['backup', join(root, 'none'), '--data', folder]);
  expect([code, err]).toEqual([1, expect.stringContaining('不是工作区')]);
});
