import { createApplication, type KeptRow } from '@qingshan/app';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

let made: TestWorkspace;
beforeAll(async () => {
  made = await testWorkspace(false, '2026-01-01T08:00');
});
afterAll(() => made.remove());

const byId = (rows: readonly KeptRow[]) => new Map(rows.map((row) => [row.id, row]));

test('says what is kept how long; a dry run removes nothing, the job what is older, and the audit how much', async () => {
  const { workspace } = made;
  const { registry } = workspace;
  const operator = createApplication(workspace).as(OPERATOR);
  // 400 days before 2026-01-01 is 2024-11-27.
  const day = (text: string) => made.clock.set(`${text}T12:00`);
  day('2024-11-26');
  await registry.notices.markRead('zhang', ['returned:1'], made.clock.now());
  day('2024-11-27');
  await registry.notices.markRead('zhang', ['returned:2'], made.clock.now());
  day('2026-01-01');

  const listed = byId(await operator.retention());
  for (const id of ['observations', 'campaign', 'documents', 'audit'])
    expect(listed.get(id)).toMatchObject({ days: null, before: null, old: null });
  expect(listed.get('notices')).toMatchObject({ days: 400, before: '2024-11-27', old: 1 });
  expect(listed.get('complainants')).toMatchObject({ days: null, before: null, old: null });
  expect(listed.get('sessions')).toMatchObject({ days: 0.5, old: null });
  expect(await registry.notices.readNotices('zhang', ['returned:1', 'returned:2'])).toHaveLength(2);

  expect(byId(await operator.applyRetention()).get('notices')).toMatchObject({ old: 1 });
  expect(await registry.notices.readNotices('zhang', ['returned:1', 'returned:2'])).toEqual(['returned:2']);
  const [row] = await registry.audits({ action: 'retention', last: 1 });
  expect(JSON.parse(row?.detail ?? '')).toMatchObject({ notices: { before: '2024-11-27', removed: 1 } });
});

test('only the program itself removes; auditors and administrators may look', async () => {
  const as = (role: 'administrator' | 'auditor' | 'plan-office') =>
    createApplication(made.workspace).as({ id: 'p', name: '甲', role, unit: null });
  await expect(as('administrator').applyRetention()).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(as('plan-office').retention()).rejects.toMatchObject({ code: 'not-allowed' });
  expect(await as('auditor').retention()).not.toEqual([]);
});
