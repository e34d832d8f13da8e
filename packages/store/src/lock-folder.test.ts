import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './lock-folder.ts';

let folder: string;
let child: ChildProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-lock-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Another process that holds the lock until it is killed. */
async function holderOf(path: string): Promise<ChildProcess> {
  const module = new URL('lock-folder.ts', import.meta.url).href;
  const program = `const { lockFolder } = await import(${JSON.stringify(module)});
    await lockFolder(${JSON.stringify(path)});
    console.log('locked');
    setInterval(() => {}, 1000);`;
  child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

test('a folder is locked once, and again after it was unlocked', async () => {
  const unlock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'workspace-locked',
    values: { folder, pid: String(process.pid) },
  });
  await unlock();
  await (
    await lockFolder(folder)
  )();
});

test('a folder that is missing is made', async () => {
  const unlock = await lockFolder(join(folder, 'a', 'b'));
  await access(join(folder, 'a', 'b'));
  await unlock();
});

test('another process is named, and its death, however sudden, unlocks', async () => {
  const holder = await holderOf(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'workspace-locked',
    values: { pid: String(holder.pid) },
  });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await (
    await lockFolder(folder)
  )();
});
