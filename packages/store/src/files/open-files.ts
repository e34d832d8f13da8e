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

export interface FilesOptions {
  /** Whether other processes may be writing into the folder; absent: it is of this process alone */
  readonly shared?: boolean;
}

/** Whether nobody is writing a draft any more. */
async function isOld(draft: string): Promise<boolean> {
  const found = await stat(draft).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs >= DAY_MS;
}

/**
 * Files in a folder, each under its id, spread over 256 sub-folders. A file is written aside, brought to the disk and
 * renamed, so that it is there wholly or not at all, whenever the process ends. What a killed one left aside is removed at
 * the next opening; of a shared folder once it is a day old, as another process may be writing it.
 */
export async function openFiles(folder: string, { shared = false }: FilesOptions = {}): Promise<FileStore> {
  for await (const left of glob('*/*.new', { cwd: folder })) {
    const draft = join(folder, left);
    if (!shared || (await isOld(draft))) await rm(draft, { force: true });
  }
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
