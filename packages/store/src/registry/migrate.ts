import { QingshanError } from '@qingshan/kernel';
import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as registry from './migrations/0001-registry.ts';
import * as accounts from './migrations/0002-accounts.ts';
import * as people from './migrations/0003-people.ts';
import * as loop from './migrations/0004-loop.ts';
import * as files from './migrations/0005-files.ts';
import * as registers from './migrations/0006-registers.ts';
import * as cases from './migrations/0007-cases.ts';
import * as publications from './migrations/0008-publications.ts';
import * as plans from './migrations/0009-plans.ts';
import * as notices from './migrations/0010-notices.ts';
import * as dataFolder from './migrations/0012-data-folder.ts';
import * as auditBegun from './migrations/0013-audit-begun.ts';
import * as caseKeys from './migrations/0015-case-keys.ts';
import * as caseOrder from './migrations/0016-case-order.ts';
import * as devices from './migrations/0018-devices.ts';
import * as intake from './migrations/0020-intake.ts';
import * as intakePull from './migrations/0021-intake-pull.ts';
import * as jobRuns from './migrations/0023-job-runs.ts';
import * as processes from './migrations/0023-processes.ts';
import type { RegistrySchema } from './schema.ts';

/**
 * In the order of their names. Each makes tables of its own, so that one that was written later under a lower number
 * still runs where a higher one has run already.
 */
const MIGRATIONS = {
  '0001-registry': registry,
  '0002-accounts': accounts,
  '0003-people': people,
  '0004-loop': loop,
  '0005-files': files,
  '0006-registers': registers,
  '0007-cases': cases,
  '0008-publications': publications,
  '0009-plans': plans,
  '0010-notices': notices,
  '0012-data-folder': dataFolder,
  '0013-audit-begun': auditBegun,
  '0015-case-keys': caseKeys,
  '0016-case-order': caseOrder,
  '0018-devices': devices,
  '0020-intake': intake,
  '0021-intake-pull': intakePull,
  '0023-job-runs': jobRuns,
  '0023-processes': processes,
};

/** Those that the database has been through. */
async function executed(db: Kysely<RegistrySchema>): Promise<string[]> {
  const { rows } = await sql<{ there: boolean }>`SELECT to_regclass('kysely_migration') IS NOT NULL AS there`.execute(
    db,
  );
  if (rows[0]?.there !== true) return [];
  return (await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db)).rows.map((row) => row.name);
}

/**
 * Brings the schema up to date; a failed migration leaves the database as it was.
 *
 * @param only absent: every migration
 * @throws QingshanError `workspace-newer` when there are migrations that this version does not know
 */
export async function migrate(db: Kysely<RegistrySchema>, only?: readonly string[]): Promise<void> {
  const unknown = [...(only ?? []), ...(await executed(db))].find((name) => !Object.hasOwn(MIGRATIONS, name));
  if (unknown !== undefined) throw new QingshanError('workspace-newer', { migration: unknown });
  const asked = Object.entries(MIGRATIONS).filter(([name]) => only === undefined || only.includes(name));
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => Object.fromEntries(asked) },
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
