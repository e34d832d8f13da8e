import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleWorkbook } from '../app/registers-support.ts';
import { initialise, qingshan } from './support.ts';

let folder: string;

const run = (...args: readonly string[]) => qingshan(args, { data: join(folder, 'workspace'), cwd: folder });
const FORECAST = ['--first', '2024-11-03', '--forecast', '160,170,-'];
const ROUND = [...FORECAST, '--starts', '2024-11-03T00:00', '--basis', '市级指令（示例）', '--by', '张三'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-cli-'));
  await initialise(join(folder, 'workspace'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('an alert is proposed, issued, raised, shown and lifted from the command line', async () => {
  await writeFile(join(folder, 'list.xlsx'), sampleWorkbook('emergency-list'));
  await run('register', 'import', 'emergency-list', 'list.xlsx');
  const preview = await run('response', 'preview', ...FORECAST);
  // Two days above 150; of the sample one of two confirmed entries has measures.
  expect(preview.out).toContain('推算级别 / level: 黄色预警');
  expect(preview.out).toContain('有 1 天没有预报');
  expect(preview.out).toMatch(/红色预警 +1 +21\.6/);
  const issued = await run('response', 'issue', 'yellow', ...ROUND);
  expect([issued.code, issued.err]).toEqual([0, '']);
  const id = /YJ-\d{8}-1/.exec(issued.out)?.[0] ?? '';
  const raised = await run('response', 'change', id, 'red', ...ROUND);
  expect(raised.out).toContain(`${id} 红色预警`);
  const shown: unknown = JSON.parse((await run('response', 'show', id, '--json')).out);
  expect(shown).toMatchObject({ row: { state: 'active', level: 'red', counts: { confirmed: 0, enterprises: 1 } } });
  const lifted = await run('response', 'lift', id, '--reason', '市级解除指令（示例）', '--by', '张三');
  expect(lifted.out).toContain('已解除');
  expect((await run('response', 'list')).out).toContain(id);
});

test('what is no level, and a forecast that is none, are refused with what may be written', async () => {
  const level = await run('response', 'issue', 'purple', ...ROUND);
  expect([level.code, level.err.includes('blue, yellow, orange, red')]).toEqual([1, true]);
  const forecast = await run('response', 'preview', '--first', '2024-11-03', '--forecast', 'high');
  expect(forecast.code).toBe(1);
  expect(forecast.err).toContain('--forecast 160,210,-');
});
