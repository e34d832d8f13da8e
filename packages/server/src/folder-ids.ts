import { randomUUID } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** What names a data folder to a database in a server; made for a new folder, `null` for one that has none. */
export async function idIn(folder: string, name: string, isNew: boolean): Promise<string | null> {
  const file = join(folder, name);
  if (await exists(file)) return (await readFile(file, 'utf8')).trim();
  if (!isNew) return null;
  const id = randomUUID();
  await writeFile(file, `${id}\n`, { flush: true });
  return id;
}
