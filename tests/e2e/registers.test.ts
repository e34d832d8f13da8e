import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { workbook } from '../app/registers-support.ts';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Three plots; of the messy ones two rows cannot be understood. */
const HEAD = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态'];
const GOOD = ['试-1', '试验地块一', '龙泉镇', '1.5亩', '闲置', '待治理'];
const MESSY = [
  HEAD,
  GOOD,
  ['试-2', '试验地块二', '龙泉镇', '约800', '闲置', '待治理'],
  ['试-3', '试验地块三', '龙全镇', 900, '拆迁', '待治理'],
];
const MENDED = [
  HEAD,
  GOOD,
  ['试-2', '试验地块二', '龙泉镇', 800, '闲置', '待治理'],
  ['试-3', '试验地块三', '龙泉镇', 900, '拆迁', '待治理'],
];

describe.skipIf(SKIP)('a register in the browser', () => {
  const demo = demonstration();
  let office: Page;

  beforeAll(async () => {
    office = await demo.pageOf('demo.office');
  });

  const choose = async (rows: typeof MESSY, name: string) => {
    await office.getByLabel('选择工作簿').setInputFiles({ name, mimeType: XLSX, buffer: Buffer.from(workbook(rows)) });
    await office.locator('.job', { hasText: name }).getByText('已检查，等您确认').waitFor();
  };

  test('is found in the list, and every count opens its list', async () => {
    await office.goto(`${demo.url}/registers`);
    await office.getByRole('link', { name: '裸地台账' }).click();
    await office.getByRole('heading', { level: 1, name: '裸地台账' }).waitFor();
    const tally = office.getByRole('group', { name: /台账计数/ });
    const cleared = tally.getByRole('button', { name: /已销号数/ });
    const count = await cleared.locator('b').innerText();
    await cleared.click();
    await expect.poll(() => office.getByRole('status').first().innerText()).toBe(`${count} 条`);
    await expect.poll(() => office.locator('.entries tbody tr').count()).toBe(Number(count));
    await cleared.click();
  });

  test('a workbook with faults is reported row by row and stores nothing; mended it is stored', async () => {
    await office.goto(`${demo.url}/registers/bare-land`);
    await office.getByRole('button', { name: '导入 Excel' }).click();
    await choose(MESSY, '有错.xlsx');
    const findings = office.locator('.findings tbody tr');
    await expect
      .poll(() => findings.allInnerTexts())
      .toEqual([
        expect.stringMatching(/^3\s+试-2\s+裸露面积\s+约800\s+.*请只填数字/),
        expect.stringMatching(/^4\s+试-3\s+所属镇街\s+龙全镇\s+.*龙泉镇/),
      ]);
    await choose(MENDED, '改好.xlsx');
    await expect.poll(() => office.locator('.findings').count()).toBe(0);
    await office.getByRole('button', { name: '存入 3 条' }).click();
    await office.locator('.job').getByText('已存入').waitFor();
    await office.getByRole('searchbox', { name: '搜索' }).fill('试验地块');
    await expect.poll(() => office.locator('.entries tbody tr').count()).toBe(3);
    await office.getByRole('row', { name: /改好\.xlsx/ }).waitFor();
  });

  test('an entry is changed in its form, refused where it is wrong, and its history says who changed what', async () => {
    await office.getByRole('link', { name: '试-2' }).click();
    await office.getByRole('heading', { level: 1, name: '试验地块二' }).waitFor();
    await office.getByRole('button', { name: '修改' }).click();
    await office.getByLabel(/裸露面积/).fill('约900');
    await office.getByRole('button', { name: '保存' }).click();
    await office.locator('.entry-field .fault', { hasText: '约900' }).waitFor();
    await office.getByLabel(/裸露面积/).fill('900');
    await office.getByLabel(/^状态/).selectOption({ label: '治理中' });
    await office.getByRole('button', { name: '保存' }).click();
    const newest = office.locator('.entry-history > li').first();
    await expect.poll(() => newest.innerText()).toContain('修改');
    const history = await office.locator('.entry-history').innerText();
    expect(history).toMatch(/攻坚办（演示）/);
    expect(history).toMatch(/裸露面积：800\s*→\s*900/);
    expect(history).toMatch(/状态：待治理\s*→\s*治理中/);
    expect(history).toMatch(/登记.*次导入/);
  });

  test('a town sees its own report with the figure that the register counts, and the way to its list', async () => {
    const town = await demo.pageOf('demo.town');
    const answer = await town.request.get(`${demo.url}/api/v1/assignments?measure=A28-2`);
    const { rows } = (await answer.json()) as { rows: { id: string; unit: string; counted: { value: string } }[] };
    const me = (await (await town.request.get(`${demo.url}/api/v1/me`)).json()) as { actor: { unit: { id: string } } };
    const own = rows.find((row) => row.unit === me.actor.unit.id);
    await town.goto(`${demo.url}/reports/${own?.id}/2024-10`);
    const counted = town.locator('.counted');
    await counted.waitFor();
    expect(await counted.innerText()).toContain(`${own?.counted.value} /`);
    expect(await counted.innerText()).toContain('此数由台账自动计数');
    expect(await town.getByLabel('累计完成量').count()).toBe(0);
    await counted.getByRole('link').click();
    await expect.poll(() => town.getByRole('status').first().innerText()).toBe(`${own?.counted.value} 条`);
  });

  test('an import is undone whole from the page', async () => {
    await office.goto(`${demo.url}/registers/boiler`);
    await office.getByRole('button', { name: '整批撤销' }).click();
    await office.getByText('还没有条目').waitFor();
  });

  test.each(['/registers', '/registers/bare-land', '/registers/bare-land/new', '/registers/river-outlet'])(
    '%s fits a phone, in English',
    async (path) => {
      const phone = await demo.pageOf('demo.town', 'en', 390);
      await phone.goto(`${demo.url}${path}`);
      await phone.getByRole('heading', { level: 1 }).waitFor();
      await phone.waitForLoadState('networkidle');
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await phone.locator('main').innerText()).not.toMatch(/registers\.\w/);
    },
  );

  test('no page complained or asked another host', () => {
    // The browser itself reports answers of 4xx; the refused form is one.
    expect(demo.complaints.filter((text) => !/status of 422/.test(text))).toEqual([]);
  });
});
