import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { appendAudit, verifyAudit } from './audit.ts';
import { migrate } from './migrate.ts';
import type { RegistrySchema } from './schema.ts';

const db = new Kysely<RegistrySchema>({ dialect: new PGliteDialect({ pglite: new PGlite() }) });

beforeEach(async () => {
  await sql`DROP SCHEMA public CASCADE`.execute(db);
  await sql`CREATE SCHEMA public`.execute(db);
  await migrate(db);
  for (const subject of ['a', 'b', 'c', 'd']) {
    await appendAudit(db, { at: 5, actor: '系统', action: 'import', subject, detail: '{}' });
  }
});
afterAll(() => db.destroy());

test.each([
  "UPDATE audit SET detail = 'x' WHERE id = 2",
  'DELETE FROM audit WHERE id = 2',
  'DELETE FROM audit WHERE id = 99',
  'TRUNCATE audit',
])('%s is refused', async (statement) => {
  await expect(sql.raw(statement).execute(db)).rejects.toThrow('is not allowed');
  expect(await verifyAudit(db)).toEqual({ entries: 4, broken: null });
});

test.each([
  { statement: "UPDATE audit SET actor = '别人' WHERE id = 2", broken: 2 },
  { statement: 'UPDATE audit SET at = 6 WHERE id = 4', broken: 4 },
  { statement: "UPDATE audit SET hash = repeat('0', 64) WHERE id = 1", broken: 1 },
  // The third is now the one that does not follow.
  { statement: 'DELETE FROM audit WHERE id = 2', broken: 2 },
])('without the trigger, $statement is found out', async ({ statement, broken }) => {
  await sql`ALTER TABLE audit DISABLE TRIGGER ALL`.execute(db);
  await sql.raw(statement).execute(db);
  expect(await verifyAudit(db)).toMatchObject({ broken });
});

test('the schema is brought up to date once', async () => {
  await migrate(db);
  expect(await verifyAudit(db)).toEqual({ entries: 4, broken: null });
});
