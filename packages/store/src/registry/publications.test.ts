import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { publicationsOn } from './publications.ts';
import type { RegistrySchema } from './schema.ts';

const db = new Kysely<RegistrySchema>({ dialect: new PGliteDialect({ pglite: new PGlite() }) });
const HASH = 'a'.repeat(64);

beforeAll(async () => {
  await migrate(db);
  const it = publicationsOn(db);
  for (const number of [1, 2]) {
    await it.publish(
      {
        kind: 'summary',
        subject: `2024-H${number}`,
        variant: '',
        title: '总结',
        series: '总结',
        year: 2024,
        number,
        day: '2024-10-31',
        simulated: false,
        facts: '{}',
        rules: '{}',
        program: '0.1.0',
        template: HASH,
        templateName: '样板.docx',
        files: { docx: HASH },
        attached: [],
        replaces: null,
        byId: 'p1',
        byName: '甲',
        at: 5,
      },
      null,
    );
  }
  await it.withdraw(1, { by: '乙', at: 9, reason: '有误' });
  await it.addTemplate({ kind: 'summary', file: HASH, name: '总结.docx', note: '', by: '甲', at: 5 });
});
afterAll(() => db.destroy());

test.each([
  `UPDATE publication SET facts = '{"a":1}' WHERE id = 2`,
  "UPDATE publication SET number = 3, withdrawn_by = '乙', withdrawn_at = 9, withdrawn_for = '' WHERE id = 2",
  'UPDATE publication SET withdrawn_by = NULL, withdrawn_at = NULL, withdrawn_for = NULL WHERE id = 1',
  "UPDATE publication SET withdrawn_for = '另一个' WHERE id = 1",
  'DELETE FROM publication WHERE id = 2',
  'TRUNCATE publication CASCADE',
  "UPDATE document_template SET name = 'x'",
  'DELETE FROM document_template',
])('%s is refused', async (statement) => {
  await expect(sql.raw(statement).execute(db)).rejects.toThrow('is not allowed');
});
