import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as registry from './migrations/0001-registry.ts';
import * as accounts from './migrations/0002-accounts.ts';
import * as people from './migrations/0003-people.ts';
import * as loop from './migrations/0004-loop.ts';
import * as files from './migrations/0005-files.ts';
import type { RegistrySchema } from './schema.ts';

/** In the order of their names. */
const MIGRATIONS = {
  '0001-registry': registry,
  '0002-accounts': accounts,
  '0003-people': people,
  '0004-loop': loop,
  '0005-files': files,
};

/** Brings the schema up to date; a failed migration leaves the database as it was. */
export async function migrate(db: Kysely<RegistrySchema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
