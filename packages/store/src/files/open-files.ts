import { glob, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { FileStore } from '@qingshan/app';

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

const DAY_MS = 24 * 3_600_000;

async function removeOld(draft: string): Promise<void> {
  const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Date.now() }));
  if (Date.now() - mtimeMs >= DAY_MS) await rm(draft, { force: true });
}

/**
 * Files in a folder, each under its id, spread over 256 sub-folders. A file is written aside, brought to the disk and
 * renamed, so that it is there wholly or not at all, whenever the process ends; what a killed one left aside is removed
 * after a day. Several processes may use the folder.
 */
export async function openFiles(folder: string): Promise<FileStore> {
  for await (const left of glob('*/*.new', { cwd: folder })) await removeOld(join(folder, left));
  const pathOf = (id: string): string => {
    if (!/^[0-9a-f]{64}$/.test(id)) throw new Error(`not the id of a file: ${id}`);
    return join(folder, id.slice(0, 2), id.slice(2));
  };
  return {
    async put(id, bytes) {
      const path = pathOf(id);
      if (await exists(path)) return;
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.${randomUUID()}.new`;
      const file = await open(draft, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    },
    async get(id) {
      try {
        return new Uint8Array(await readFile(pathOf(id)));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
  };
}
