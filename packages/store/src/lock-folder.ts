import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { QingshanError } from '@qingshan/kernel';

const LOCK = 'lock';
const HOLDER = 'lock.pid';

/**
 * An exclusive lock of the operating system on a file, by way of SQLite, which knows how to take one on every platform.
 * The system lets go of it when the process ends, however it ends, so a lock is never stale and no process number is
 * compared: numbers are used again, and two containers have the same ones.
 */
function take(file: string): DatabaseSync | null {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return null;
    throw error;
  }
}

const SQLITE_BUSY = 5;

/**
 * Locks a data folder, made when missing, for this process.
 *
 * @returns the function that unlocks it
 * @throws QingshanError `workspace-locked` with the number of the process that holds it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const holder = join(folder, HOLDER);
  const database = take(join(folder, LOCK));
  if (!database) {
    const pid = await readFile(holder, 'utf8').catch(() => '?');
    throw new QingshanError('workspace-locked', { folder, pid: pid.trim() });
  }
  await writeFile(holder, `${process.pid}\n`);
  return async () => {
    await rm(holder, { force: true });
    database.close();
  };
}
