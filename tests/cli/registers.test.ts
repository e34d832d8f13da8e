import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRegisters, readRegister } from '@qingshan/registers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleWorkbook, workbook } from '../app/registers-support.ts';
import { initialise, qingshan } from './support.ts';

let folder: string;

const run = (...args: readonly string[]) => qingshan(args, { data: join(folder, 'workspace'), cwd: folder });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-cli-'));
  await initialise(join(folder, 'workspace'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a register is imported, exported and imported again without a difference', async () => {
  await writeFile(join(folder, 'in.xlsx'), sampleWorkbook('river-outlet'));
  const first = await run('register', 'import', 'river-outlet', 'in.xlsx');
  expect([first.code, first.err]).toEqual([0, '']);
  expect(first.out).toContain('已存入，导入号 1');
  const exported = await run('register', 'export', 'river-outlet', '-o', 'out.xlsx');
  expect(exported.code).toBe(0);
  const again = await run('register', 'import', 'river-outlet', 'out.xlsx');
  expect(again.out).toContain('没有新内容');
  const undone = await run('register', 'undo', '1');
  expect(undone.out).toContain('已撤销导入 1');
  const list: unknown = JSON.parse((await run('register', 'list', '--json')).out);
  expect(list).toContainEqual(expect.objectContaining({ id: 'river-outlet', entries: 0 }));
});

test('a refused row stops the import with file, row, reason and what to do', async () => {
  const head = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态'];
  const bytes = workbook([
    head,
    ['A-1', '甲', '龙泉镇', '约100', '闲置', '待治理'],
    ['A-2', '乙', '龙泉镇', 100, '闲置', '待治理'],
  ]);
  await writeFile(join(folder, 'bad.xlsx'), bytes);
  const refused = await run('register', 'import', 'bare-land', 'bad.xlsx');
  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/bad\.xlsx 第 2 行.*约100.*请只填数字/);
  const skipped = await run('register', 'import', 'bare-land', 'bad.xlsx', '--skip-refused');
  expect(skipped.out).toContain('新增 added 1');
});

test('a template has no rows and is read as one', async () => {
  expect((await run('register', 'template', 'boiler', '-o', 't.xlsx')).code).toBe(0);
  const boiler = loadRegisters().find((r) => r.id === 'boiler');
  if (!boiler) throw new Error('no boiler');
  const read = readRegister(boiler, await readFile(join(folder, 't.xlsx')));
  expect([read.rows, read.findings]).toEqual([[], []]);
  expect((await run('register', 'template', 'nothing')).err).toContain('没有找到台账');
});
