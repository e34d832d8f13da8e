import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Stands in a folder that a workspace is or was moved into: from where, and how far it is. */
const MIGRATION = 'migration.json';

export const migrationSchema = z.strictObject({
  /** Folder of the source */
  source: z.string(),
  /** sha256 of the rows of its registry and the version of its observations: whether it is as it was */
  fingerprint: z.string(),
  /** Whether all was moved and found equal */
  done: z.boolean(),
});
export type Migration = z.infer<typeof migrationSchema>;

/** `null`: nothing was moved there, or what stands there cannot be read. */
export async function readMigration(folder: string): Promise<Migration | null> {
  const text = await readFile(join(folder, MIGRATION), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return migrationSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeMigration(folder: string, migration: Migration): Promise<void> {
  const draft = join(folder, `${MIGRATION}.new`);
  await writeFile(draft, `${JSON.stringify(migration, null, 2)}\n`, { flush: true });
  await rename(draft, join(folder, MIGRATION));
}
