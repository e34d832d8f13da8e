import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { districtFolder, loadDistrict } from '@qingshan/campaign';
import { writePlanDocx } from '@qingshan/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialise, qingshan } from './support.ts';

let folder: string;

const run = (...args: readonly string[]) => qingshan(args);

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

describe('plan import, issue, versions, diff and write', () => {
  it('bring a document in, show what issuing it does, issue it, and take it out again', async () => {
    const data = join(folder, 'data');
    await initialise(data);
    const file = join(folder, 'in.docx');
    const district = loadDistrict(districtFolder('mentougou'));
    const [plan] = district.plans;
    if (!plan) throw new Error('no plan');
    await writeFile(file, writePlanDocx({ plan, units: district.units }, 'annexes'));
    const at = ['--data', data];
    const imported = await run('plan', 'import', file, '--year', '2024', '--by', '甲', ...at);
    expect(imported.out).toContain('板块 5 · 任务 88 · 措施 200 · 特色举措 11');
    expect(imported.out).toContain('疑点 0 处');
    const preview = await run('plan', 'issue', '1', '--name', '通知', '--preview', ...at);
    expect(preview.out).toContain('措施：新增 0，取消 0，改动 0，不变 200');
    const issued = await run('plan', 'issue', '1', '--name', '通知', '--date', '2024-03-15', '--by', '甲', ...at);
    expect(issued.out).toContain('已印发 plan-2024 第 2 版');
    const versions: unknown = JSON.parse((await run('plan', 'versions', '--json', ...at)).out);
    expect(versions).toMatchObject([
      { id: 1, version: 2, by: '甲', date: '2024-03-15', inForce: true },
      { id: 0, version: 1, inForce: false },
    ]);
    expect((await run('plan', 'diff', '0', '1', ...at)).out).toContain('不变 200 项');
    const out = join(folder, 'out.xlsx');
    expect((await run('plan', 'write', '1', '--to', out, ...at)).code).toBe(0);
    expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK');
  });
});
