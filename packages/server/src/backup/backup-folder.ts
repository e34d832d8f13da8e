import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { QingshanError } from '@qingshan/kernel';
import { z } from 'zod';
import { manifestSchema } from '../workspace-folder.ts';

/** Written last of all, so that a folder is a backup wholly or not at all. */
export const BACKUP_MANIFEST = 'backup.json';
const FORMAT = 1;

export const backupSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** Of the program that made it */
  version: z.string(),
  /** The moment as of which it holds everything, Beijing time */
  moment: z.string(),
  /** Whether the key that opens the secrets in the registry is in the backup */
  key: z.enum(['inside', 'apart']),
  workspace: manifestSchema,
  registry: z.strictObject({
    migrations: z.array(z.string()),
    tables: z.array(z.strictObject({ name: z.string(), rows: z.number().int() })),
    sequences: z.array(z.strictObject({ name: z.string(), value: z.string(), called: z.boolean() })),
  }),
  /** Every other file of the backup */
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
});
export type Backup = z.infer<typeof backupSchema>;
export const newBackup = { format: FORMAT } as const;

/** How far a piece of work is. */
export type Tell = (step: { readonly zh: string; readonly en: string }) => void;

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Every file below a folder but the backup's own manifest, by its path with `/`. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== BACKUP_MANIFEST)
    .sort();
}

async function readBackup(folder: string): Promise<Backup> {
  const text = await readFile(join(folder, BACKUP_MANIFEST), 'utf8').catch((error: unknown) => {
    throw new QingshanError('not-a-backup', { folder, why: String(error) });
  });
  try {
    return backupSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new QingshanError('backup-damaged', { folder, file: BACKUP_MANIFEST, why: String(error) });
  }
}

/**
 * Reads a backup through and compares every file with what was written.
 *
 * @throws QingshanError `not-a-backup`, `backup-damaged`
 */
export async function verifyBackup(folder: string): Promise<Backup> {
  const backup = await readBackup(folder);
  const damaged = (file: string, zh: string, en: string) =>
    new QingshanError('backup-damaged', { folder, file, why: { zh, en } });
  const listed = new Set(backup.files.map((file) => file.path));
  const found = new Set(await filesBelow(folder));
  for (const path of found) if (!listed.has(path)) throw damaged(path, '清单中没有', 'it is not in the list');
  for (const { path, bytes, sha256 } of backup.files) {
    if (!found.has(path)) throw damaged(path, '文件不见了', 'it is missing');
    const { size } = await stat(join(folder, path));
    if (size !== bytes) throw damaged(path, `应为 ${bytes} 字节，实为 ${size}`, `${size} bytes instead of ${bytes}`);
    if ((await hashOf(join(folder, path))) !== sha256) {
      throw damaged(path, '内容与写入时不符', 'its content is not what was written');
    }
  }
  return backup;
}
