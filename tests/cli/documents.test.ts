import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialise, qingshan } from './support.ts';

let folder: string;

const run = (...args: readonly string[]) => qingshan(args, { data: join(folder, 'workspace'), cwd: folder });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-cli-'));
  await initialise(join(folder, 'workspace'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a publication is withdrawn once, with a reason, and the audit says by whom', async () => {
  expect((await run('documents', 'publish', 'register-ledger', 'river-outlet', '--by', '甲')).out).toMatch(
    /^已发布 .*1 台账〔\d{4}〕1号 门头沟区入河排口台账$/m,
  );
  expect((await run('documents', 'withdraw', '1')).err).toContain('--reason');
  expect(await run('documents', 'withdraw', '1', '--reason', '  ')).toMatchObject({ code: 1 });
  const done = await run('documents', 'withdraw', '1', '--reason', '数据有误', '--by', '乙');
  expect(done.out).toMatch(/^已撤回.*台账〔\d{4}〕1号/);
  expect(await run('documents', 'withdraw', '1', '--reason', '再撤一次')).toMatchObject({
    code: 1,
    err: expect.stringContaining('已由乙'),
  });
  expect((await run('documents', 'list')).out).toContain('已撤回 / withdrawn: 数据有误');
  expect((await run('audit', 'list')).out).toMatch(/乙（cli:乙）.*withdraw-publication.*publication:1.*done/);
});

test('a template is taken out, brought back into use, and left for the one that ships', async () => {
  expect((await run('documents', 'template', 'get', 'town-ranking', 'shipped', '-o', '样板.docx')).code).toBe(0);
  const added = await run('documents', 'template', 'add', 'town-ranking', '样板.docx', '--by', '甲');
  expect(added.out).toMatch(/^town-ranking +1 +样板\.docx +甲 .*在用/m);
  const back = await run('documents', 'template', 'use', 'town-ranking', 'shipped', '--note', '恢复原样');
  expect(back.out).toMatch(/^town-ranking +shipped .*（恢复原样）.*在用/m);
  expect(back.out).toMatch(/^town-ranking +1 +样板\.docx +甲 +\S+ \S+$/m);
  expect(await run('documents', 'template', 'use', 'town-ranking', '99')).toMatchObject({
    code: 1,
    err: expect.stringContaining('没有找到模板“99”'),
  });
  expect((await run('audit', 'list')).out).toMatch(/甲（cli:甲）.*add-template.*template:town-ranking.*done/);
});

test('scores name the rule and whose it is; an unknown rule is refused with those there are', async () => {
  const rules = (await run('scores', 'list')).out;
  expect(rules).toMatch(/^unit-scoring-example-2024 .*不是任何机关的文件.*待核对/m);
  expect(rules).toMatch(/^town-ranking-rizhao-2021 .*不能自动计分/m);
  const shown = await run('scores', 'show', 'unit-scoring-example-2024', '2024-09', '--as-of', '2024-10-20', '--json');
  expect(JSON.parse(shown.out)).toMatchObject({ month: '2024-09', scoredOn: '2024-10-20', asOf: '2024-10-20' });
  expect(await run('scores', 'show', 'nope', '2024-09')).toMatchObject({
    code: 1,
    err: expect.stringContaining('unit-scoring-example-2024'),
  });
});
