import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { DroppedFile, Inbox } from '@qingshan/app';

const DONE = 'done';
const REFUSED = 'refused';
/** Names under which programs write what they will rename when it is whole */
const UNFINISHED = /^[.~]|\.(part|partial|filepart|crdownload|tmp|temp|new)$/i;
/** Windows' editor takes a text without it for one in a Chinese code page. */
const BOM = '\uFEFF';

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** Files proper only: what a link leads to was not dropped here. */
async function entriesOf(folder: string): Promise<{ readonly files: string[]; readonly folders: string[] }> {
  const entries = (await orNull(readdir(folder, { withFileTypes: true }))) ?? [];
  const named = (those: typeof entries) => those.map(({ name }) => name).sort();
  return { files: named(entries.filter((e) => e.isFile())), folders: named(entries.filter((e) => e.isDirectory())) };
}

async function markOf(path: string): Promise<{ readonly bytes: number; readonly mark: string } | null> {
  const found = await orNull(stat(path, { bigint: true }));
  return found && { bytes: Number(found.size), mark: `${found.size}-${found.mtimeNs}-${found.ctimeNs}` };
}

/** A path in the folder that nothing lies at: `a.csv`, `a (2).csv`. */
async function freeIn(folder: string, file: string): Promise<string> {
  const { name, ext } = parse(file);
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? file : `${name} (${n})${ext}`);
    if ((await markOf(path)) === null) return path;
  }
}

/** A folder with one subfolder a source; whoever may write into it may send observations. */
export function openInbox(folder: string): Inbox {
  return {
    folder,
    async prepare(sources) {
      for (const source of sources) await mkdir(join(folder, source), { recursive: true });
    },
    async look(sources) {
      const top = await entriesOf(folder);
      const stray = [...top.files, ...top.folders.filter((name) => !sources.includes(name)).map((name) => `${name}/`)];
      const files: DroppedFile[] = [];
      for (const source of sources) {
        const here = await entriesOf(join(folder, source));
        const other = here.folders.filter((name) => name !== DONE && name !== REFUSED);
        stray.push(...other.map((name) => `${source}/${name}/`));
        for (const name of here.files.filter((one) => !UNFINISHED.test(one))) {
          const found = await markOf(join(folder, source, name));
          if (found) files.push({ source, name, ...found });
        }
      }
      return { files, stray };
    },
    async read({ source, name, mark }) {
      const path = join(folder, source, name);
      const bytes = await orNull(readFile(path));
      return bytes && (await markOf(path))?.mark === mark ? bytes : null;
    },
    async settle({ source, name }, refusal) {
      const to = join(folder, source, refusal === null ? DONE : REFUSED);
      await mkdir(to, { recursive: true });
      const path = await freeIn(to, name);
      // The text first: a refused file is never without it.
      if (refusal !== null) await writeFile(`${path}.txt`, BOM + refusal);
      await rename(join(folder, source, name), path);
    },
  };
}
