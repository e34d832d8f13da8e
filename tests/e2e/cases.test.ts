import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

const EXPORT = join(import.meta.dirname, '../../examples/case-export/export.xlsx');
/** In the hands of nobody in the export: M012 is refused, M009 is with a town. */
const TITLE = '示例巡查发现露天焚烧';

describe.skipIf(SKIP)('cases in the hands of two roles', () => {
  const demo = demonstration();
  let office: Page;
  let town: Page;
  let address: string;

  beforeAll(async () => {
    office = await demo.pageOf('demo.office');
    town = await demo.pageOf('demo.town');
  });

  test('the office previews an export, sees what is wrong, takes it over with its repeats; again nothing is new', async () => {
    await office.goto(`${demo.url}/cases/import`);
    const file = office.getByLabel('导出表（xlsx）');
    await file.setInputFiles(EXPORT);
    await office.getByRole('button', { name: '导入', exact: true }).waitFor();
    expect(await office.locator('main').innerText()).toMatch(/新增\s+12[\s\S]*不能导入\s+1/);
    await office.getByRole('row', { name: /14 受理时间 退回/ }).waitFor();
    expect(await office.getByRole('checkbox').count()).toBe(2);
    await office.getByRole('button', { name: '导入', exact: true }).click();
    await office.getByText('已导入：新增 12 件，更新 0 件，合并 2 件。').waitFor();
    await file.setInputFiles(EXPORT);
    await office.getByRole('button', { name: '导入', exact: true }).click();
    await office.getByText('没有新的内容，没有改变。').waitFor();
  });

  test('each count opens its list', async () => {
    await office.goto(`${demo.url}/cases`);
    const tally = office.getByRole('group', { name: '按情况筛选' });
    for (const name of ['已超时', '待派单', '已并入']) {
      const button = tally.getByRole('button', { name });
      const count = await button.locator('b').innerText();
      await button.click();
      await expect.poll(() => office.locator('.listed').innerText()).toBe(`${count} 件`);
      await expect.poll(() => office.locator('.cases tbody tr').count()).toBe(Number(count));
    }
  });

  test('a complaint is opened and dispatched to the town', async () => {
    await office.goto(`${demo.url}/cases/new`);
    await office.getByLabel('来源').selectOption('complaint');
    await office.getByLabel('标题').fill(TITLE);
    await office.getByLabel('分类').selectOption('burning');
    await office.getByLabel('姓名').fill('示例甲');
    await office.getByLabel('电话').fill('13800000099');
    await office.getByRole('button', { name: '登记', exact: true }).click();
    await office.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    address = office.url();
    await office.goto(`${demo.url}/cases?list=new&text=${encodeURIComponent(TITLE)}`);
    await office.locator('.cases tbody tr').waitFor();
    await office.locator('.cases tbody input').check();
    await office.getByLabel('派单给').selectOption('mtg-dayu');
    await office.getByRole('button', { name: '派单', exact: true }).click();
    await office.getByText('已处理 1 件').waitFor();
  });

  test('the town signs, sees the complainant masked until it asks, and hands in', async () => {
    await town.goto(`${demo.url}/cases?list=mine`);
    await town.getByRole('link', { name: TITLE }).click();
    const complainant = town.locator('.complainant');
    await complainant.getByText('138****0099').waitFor();
    expect(await complainant.innerText()).not.toContain('13800000099');
    await complainant.getByRole('button', { name: '显示完整信息（留痕）' }).click();
    await complainant.getByText('13800000099').waitFor();
    await town.getByRole('button', { name: '签收' }).click();
    await town.getByRole('button', { name: '申请核查' }).click();
    await town.getByRole('alert').getByText('没有填写办理结果').waitFor();
    await town.getByLabel('说明').fill('已扑灭，无复燃');
    await town.getByRole('button', { name: '申请核查' }).click();
    await town.locator('b', { hasText: '待核查' }).waitFor();
  });

  test('the office cannot see the complainant; it verifies, records the call-back and closes', async () => {
    await office.goto(address);
    await office.locator('.complainant').getByText('138****0099').waitFor();
    expect(await office.getByRole('button', { name: '显示完整信息（留痕）' }).count()).toBe(0);
    const refused = await office.request.post(`${demo.url}/api/v1${new URL(address).pathname}/complainant`, {
      headers: { origin: demo.url },
    });
    expect(refused.status()).toBe(403);
    const step = office.getByRole('region', { name: '下一步' });
    await step.getByLabel('说明').fill('现场属实');
    await step.getByRole('button', { name: '核查通过' }).click();
    await step.getByLabel('响应').selectOption('yes');
    await step.getByLabel('解决').selectOption('yes');
    await step.getByLabel('满意').selectOption('no');
    await step.getByRole('button', { name: '登记回访' }).click();
    await office.getByText('响应 是 · 解决 是 · 满意 否').waitFor();
    await step.getByRole('button', { name: '办结', exact: true }).click();
    await office.locator('b', { hasText: '已办结' }).waitFor();
    const history = await office.locator('.history').innerText();
    expect(history.match(/登记回访|登记|派单|签收|申请核查|核查通过|办结/g)).toEqual([
      '登记',
      '派单',
      '签收',
      '申请核查',
      '核查通过',
      '登记回访',
      '办结',
    ]);
  });

  test('a figure of the rates opens the cases behind it', async () => {
    await office.goto(`${demo.url}/cases/rates`);
    const links = office.locator('.rates tbody tr').first().getByRole('link');
    const count = await links.first().innerText();
    await links.first().click();
    await expect.poll(() => office.locator('.listed').innerText()).toContain(`${count} 件`);
  });

  test('a case that data have opened shows its figures, the clause of the limit, and the unit to send it to', async () => {
    await office.goto(`${demo.url}/cases?list=all&source=exceedance&text=CB-`);
    // Most towns share the haze of the last days of October: one case of the district, in which those of the towns are.
    await office.getByRole('link', { name: /^全区 PM2.5 日均值超标（\d+ 个镇街）$/ }).click();
    await office.getByRole('heading', { level: 1, name: /全区 PM2.5/ }).waitFor();
    const district = office.url();
    await office.locator('.cases tbody a').first().click();
    await office.getByRole('heading', { level: 1, name: /全区 PM2.5/ }).waitFor({ state: 'hidden' });
    const figures = office.locator('.case-exceedance');
    const row = figures.locator('tbody tr').first();
    await row.waitFor();
    const [at = '', value, limit] = await row.locator('td').allInnerTexts();
    expect(at).toMatch(/^2024-10-(2[4-9]|3[01])/);
    expect(Number(value)).toBeGreaterThan(Number(limit));
    expect(await office.locator('.history').innerText()).toContain('系统 监测数据超标');
    await row.getByRole('link', { name: 'GB 3095-2012' }).click();
    await office.getByRole('heading', { level: 1, name: /GB 3095-2012/ }).waitFor();
    await office.goBack();
    await figures.waitFor();
    const town = office.url();
    await office.goto(district);
    const step = office.getByRole('region', { name: '下一步' });
    await step.getByRole('button', { name: '派单', exact: true }).click();
    await office.locator('b', { hasText: '待签收' }).waitFor();
    const phone = await demo.pageOf('demo.office', 'en', 390);
    await phone.goto(town);
    await phone.getByRole('heading', { name: 'Values above the limit' }).waitFor();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  test('the auditor finds who looked', async () => {
    const auditor = await demo.pageOf('demo.auditor');
    const answer = await auditor.request.get(`${demo.url}/api/v1/audit?action=show-complainant`);
    const { entries } = z.object({ entries: z.array(z.unknown()) }).parse(await answer.json());
    // The town looked once; the office was refused once.
    expect(entries.length).toBe(2);
  });

  test.each(['/cases', '/cases/rates', '/cases/new', '/cases/import'])('%s fits a phone, in English', async (path) => {
    const phone = await demo.pageOf('demo.office', 'en', 390);
    await phone.goto(`${demo.url}${path}`);
    await phone.getByRole('heading', { level: 1 }).waitFor();
    await phone.waitForLoadState('networkidle');
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await phone.locator('main').innerText()).not.toMatch(/cases\.\w/);
  });

  test('no page complained or asked another host', () => {
    // The browser itself reports answers of 4xx; those above are the ones asked for.
    expect(demo.complaints.filter((text) => !/status of (403|422)/.test(text))).toEqual([]);
  });
});
