import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialise, killedAt, qingshan } from './support.ts';

let root: string;
let data: string;
let target: string;
const migrate = () => qingshan(['migrate', '--data', data, '--folder', target]);

/** Five days of July, hours that end at their labels. */
function fewDays(): string {
  const hours = Array.from({ length: 5 * 24 }, (_, h) => {
    const time = `2023-07-0${2 + Math.floor(h / 24)} ${String(h % 24).padStart(2, '0')}:00`;
    return `门头沟双峪,PM2.5,${time},${30 + (h % 7)},ug/m3`;
  });
  return ['点位,监测项目,结束时间,监测值,单位', ...hours].join('\n');
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-cli-migrate-'));
  data = join(root, 'data');
  target = join(root, 'target');
  await initialise(data);
  await writeFile(join(root, 'days.csv'), fewDays());
  expect(await qingshan(['import', 'table', join(root, 'days.csv'), '--yes'], { data })).toMatchObject({ code: 0 });
});
afterAll(() => rm(root, { recursive: true, force: true }));

test('killed at any step it leaves no workspace; the same command goes on and compares every assessment', async () => {
  for (const step of ['写入登记库', '写入批次', '评价']) {
    await killedAt(step, ['migrate', '--data', data, '--folder', target]);
    await expect(access(join(target, 'workspace.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  }
  const { code, out } = await migrate();
  expect(out).toMatch(/air\.pm25\.annual-mean +现在 now +(\d+) +\1 +一致 equal/);
  expect(out).toMatch(/全部 \d+ 项评价一致/);
  expect(out).toContain(`the workspace is ready: ${target}`);
  expect(code).toBe(0);
  expect(await qingshan(['audit', 'verify'], { data: target })).toMatchObject({ code: 0 });
});

test('a value that was changed in the target is named, and the command fails', async () => {
  const instance = await DuckDBInstance.create(join(target, 'observations.duckdb'));
  const connection = await instance.connect();
  const noon = Date.UTC(2023, 6, 3, 12) / 1000;
  await connection.run(`UPDATE observation SET micro = 900000000 WHERE time = ${noon}`);
  connection.closeSync();
  instance.closeSync();
  const { code, out } = await migrate();
  expect(out).toMatch(/air\.pm25\.annual-mean .* 不同 different/);
  expect(out).toMatch(/air\.pm25\.annual-mean station:bjmemc\/门头沟双峪 2023-07.*: .* ≠ /);
  expect(out).not.toContain('项评价一致');
  expect(code).toBe(1);
});
