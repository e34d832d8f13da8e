import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAccount, withdrawAccount } from './accounts.ts';
import { migrate } from './migrate.ts';
import type { RegistrySchema } from './schema.ts';

const db = new Kysely<RegistrySchema>({ dialect: new PGliteDialect({ pglite: new PGlite() }) });
const ACCOUNT = {
  indicator: 'eco.ei',
  period: '2024',
  available: '2024-03-15',
  note: '年报',
  input: { a: 1 },
  recordedBy: '甲',
  recordedAt: 5,
};

beforeAll(async () => {
  await migrate(db);
  const { record } = await recordAccount(db, ACCOUNT);
  await recordAccount(db, { ...ACCOUNT, note: '更正' });
  await withdrawAccount(db, record.id, { by: '乙', at: 9 });
});
afterAll(() => db.destroy());

test.each([
  "UPDATE account SET note = 'x' WHERE id = 2",
  `UPDATE account SET input = '{"a":2}' WHERE id = 2`,
  'UPDATE account SET recorded_at = 6, withdrawn_by = NULL WHERE id = 2',
  'UPDATE account SET withdrawn_by = NULL, withdrawn_at = NULL WHERE id = 1',
  'DELETE FROM account WHERE id = 2',
  'TRUNCATE account',
])('%s is refused', async (statement) => {
  await expect(sql.raw(statement).execute(db)).rejects.toThrow('is not allowed');
});
