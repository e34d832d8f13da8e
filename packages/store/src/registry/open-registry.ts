import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { QingshanError } from '@qingshan/kernel';
import { Kysely, PGliteDialect } from 'kysely';
import { migrate } from './migrate.ts';
import { registryOn, type StoredRegistry } from './registry.ts';
import type { RegistrySchema } from './schema.ts';

async function start(folder: string | undefined): Promise<PGlite> {
  if (folder === undefined) return PGlite.create();
  await mkdir(folder, { recursive: true });
  try {
    return await PGlite.create(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new QingshanError('workspace-damaged', { folder: dirname(folder), file: basename(folder), why });
  }
}

/**
 * The registry in PGlite, PostgreSQL inside this process, made when missing and brought to the newest schema.
 *
 * @param options.folder where PGlite keeps its files; absent: in memory
 * @param options.migrations only these, for a copy that was made by an older version; absent: all
 * @throws QingshanError `workspace-damaged` when the files are no readable database, `workspace-newer`
 */
export async function openRegistry(
  options: { readonly folder?: string; readonly migrations?: readonly string[] | undefined } = {},
): Promise<StoredRegistry> {
  const pglite = await start(options.folder);
  const db = new Kysely<RegistrySchema>({ dialect: new PGliteDialect({ pglite }) });
  try {
    await migrate(db, options.migrations);
  } catch (error) {
    await pglite.close();
    throw error;
  }
  return registryOn(db);
}
