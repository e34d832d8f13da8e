import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = join(import.meta.dirname, '../../packages/cli/src/main.ts');

let folder: string;

function run(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], { maxBuffer: 64 * 1_048_576 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qingshan-plan-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('plan export and plan read', () => {
  it.each(['annexes.docx', 'fields.xlsx'])('%s goes out and is read without a doubt', async (name) => {
    const file = join(folder, name);
    const exported = await run('plan', 'export', '--to', file, '--layout', name.replace(/\..*/, ''));
    expect(exported).toMatchObject({ code: 0, err: '' });
    const read = await run('plan', 'read', file, '--json');
    expect(read.code).toBe(0);
    expect(JSON.parse(read.out)).toMatchObject({
      year: 2024,
      counts: { boards: 5, tasks: 88, measures: 200, initiatives: 11 },
      declared: { boards: 5, tasks: 88, measures: 200, initiatives: 11 },
      doubts: [],
    });
  });

  it('lists each doubt with its place and what is suggested, and ends with 1', async () => {
    const sheet = utils.aoa_to_sheet([
      ['门头沟区污染防治2024年行动计划'],
      ['序号', '重点任务', '工作措施', '完成时限', '牵头部门', '主责单位', '协办单位'],
      ['一、蓝天保卫战'],
      ['1', '扬尘治理', '逐月通报。', '6月', '区生态环镜局', '各镇街', ''],
    ]);
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, '计划');
    const file = join(folder, '疑.xlsx');
    await writeFile(file, new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' })));
    const { code, out } = await run('plan', 'read', file);
    expect(code).toBe(1);
    expect(out).toContain('疑点 2 处 / 2 doubts');
    expect(out).toContain(
      '工作表“计划”第4行第5列 A01-1：“区生态环镜局”不在单位名单中，最接近“区生态环境局”（差 1 个字）',
    );
    expect(out).toContain('建议 / suggestion: 2024-06-30 / 2024-06-30');
  });

  it('says what to do with an old doc', async () => {
    const old = new Uint8Array(1024);
    old.set([0xd0, 0xcf, 0x11, 0xe0]);
    [...'WordDocument'].forEach((c, i) => (old[512 + 2 * i] = c.charCodeAt(0)));
    const file = join(folder, '计划.doc');
    await writeFile(file, old);
    const { code, err } = await run('plan', 'read', file);
    expect(code).toBe(1);
    expect(err).toContain('计划.doc 无法导入：这是旧版 doc 格式。请用 Word 或 WPS 打开，另存为 docx');
  });
});
