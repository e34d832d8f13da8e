import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import type { RegistrySchema } from './schema.ts';

const db = new Kysely<RegistrySchema>({ dialect: new PGliteDialect({ pglite: new PGlite() }) });

beforeAll(async () => {
  await migrate(db);
  await sql`INSERT INTO plan_version (plan, year, version, name, note, content, issued_by, issued_at)
    VALUES ('plan-2024', 2024, 2, '通知', '', '{}', '攻坚办', 5)`.execute(db);
});
afterAll(() => db.destroy());

test.each([
  "UPDATE plan_version SET name = 'x'",
  'DELETE FROM plan_version',
  'TRUNCATE plan_version',
  "UPDATE plan_draft SET name = 'x'",
  'DELETE FROM plan_draft',
])('%s is refused: what was issued or read stays', async (statement) => {
  await expect(sql.raw(statement).execute(db)).rejects.toThrow('is not allowed');
  const { rows } = await sql<{ name: string }>`SELECT name FROM plan_version`.execute(db);
  expect(rows).toEqual([{ name: '通知' }]);
});

test.each([
  ['a second version of a number', "'plan-2024', 2024, 2"],
  ['a version without a number above zero', "'plan-2024', 2024, 0"],
])('%s is refused', async (_, values) => {
  const statement = `INSERT INTO plan_version (plan, year, version, name, note, content, issued_by, issued_at)
    VALUES (${values}, 'x', '', '{}', 'x', 5)`;
  await expect(sql.raw(statement).execute(db)).rejects.toThrow();
});
