import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialise, qingshan } from './support.ts';

let folder = '';

/** Every command opens the workspace anew. */
const PATIENCE = 240_000;

const run = (args: readonly string[], input = '') => qingshan(args, { data: folder, input });

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'qingshan-people-')), 'data');
  await initialise(folder);
});
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

test(
  'people are added with a password that is shown once, or one that is piped in, and can be disabled',
  async () => {
    const admin = ['person', 'add', 'admin', '--name', '管理员（测试）', '--role', 'administrator', '--by', '安装人'];
    expect((await run(admin)).out).toMatch(/^ {2}\S{16}$/m);
    expect(await run(admin)).toMatchObject({ code: 1, err: expect.stringContaining('admin') });
    const town = ['person', 'add', 'li.si', '--name', '李四（测试）', '--role', 'town', '--unit', 'mtg-dayu'];
    const weak = await run([...town, '--ask-password'], 'short\n');
    expect(weak).toMatchObject({ code: 1, err: expect.stringContaining('至少 8 个字符') });
    expect((await run([...town, '--ask-password'], 'Qing-2026-shan\n')).out).not.toContain('Qing-2026-shan');
    expect((await run(['person', 'disable', 'li.si'])).out).toContain('disabled');
    const listed: unknown = JSON.parse((await run(['person', 'list', '--json'])).out);
    expect(listed).toMatchObject([
      { id: 'admin', role: 'administrator', state: 'active', mustChange: true },
      { id: 'li.si', unit: { id: 'mtg-dayu' }, state: 'disabled' },
    ]);
  },
  PATIENCE,
);

test(
  'the audit names who did it, and a row that was tampered with is found',
  async () => {
    const listed = await run(['audit', 'list', '--person', 'admin']);
    expect(listed.out).toMatch(/安装人（cli:安装人）.*add-person.*person:admin.*done/);
    expect(await run(['audit', 'verify'])).toMatchObject({ code: 0, out: expect.stringContaining('链条完整') });

    const database = await PGlite.create(join(folder, 'registry'));
    await database.exec('ALTER TABLE audit DISABLE TRIGGER ALL');
    await database.exec("UPDATE audit SET actor = 'cli:别人' WHERE id = 2");
    await database.close();
    const broken = await run(['audit', 'verify']);
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('第 2 条');
  },
  PATIENCE,
);

test('the policy is printed without a workspace', async () => {
  const { out } = await run(['policy']);
  expect(out).toMatch(/导入监测数据 +● +● +● +import$/m);
});
