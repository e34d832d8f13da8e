import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { become, signIn, SKIP } from './support.ts';

describe.skipIf(SKIP)('an alert in a browser', () => {
  const demo = demonstration();
  /** The page of the alert that the first test issues */
  let path: string;
  const tally = (page: Page, name: string) => page.locator('.tally button', { hasText: name }).locator('b');

  test('the office works the level out of the forecast and issues it', async () => {
    const { page, complaints } = await demo.open('zh');
    await signIn(page, '攻坚办', '/responses');
    // The simulated alert of January is over.
    expect(await page.getByRole('row').filter({ hasText: 'YJ-20240107-1' }).innerText()).toContain('已解除');
    await page.getByRole('link', { name: '发布预警' }).click();
    const days = page.locator('input[type=number]');
    // One day above 200 is yellow.
    await days.nth(0).fill('120');
    await days.nth(1).fill('201');
    await page.getByRole('button', { name: '推算级别' }).click();
    await page.getByText('按预报推算：黄色预警').waitFor();
    await expect.poll(() => page.getByRole('radio', { name: '黄色预警' }).isChecked()).toBe(true);
    await page.getByLabel(/^发布依据/).fill('（演示）市级指令');
    await page.getByRole('button', { name: '发布并通知' }).click();
    await page.waitForURL(/\/responses\/YJ-20241031-1$/);
    ({ pathname: path } = new URL(page.url()));
    await tally(page, '单位签收').waitFor();
    const units = await page.locator('tbody').first().getByRole('row').count();
    expect(await tally(page, '单位签收').innerText()).toBe(`0/${units}`);
    expect(complaints).toEqual([]);
  });

  test('a town finds it in its inbox, confirms on a phone and ticks its enterprise; a department confirms for itself', async () => {
    const { page, complaints } = await demo.open('zh', 390);
    await signIn(page, '镇街联络员', '/inbox');
    await page.locator('.inbox-list > li', { hasText: '重污染预警' }).getByRole('link').click();
    await page.waitForURL(`**${path}`);
    await page.getByRole('button', { name: '签收预警' }).click();
    await page.getByText('已于').waitFor();
    await expect.poll(() => tally(page, '单位签收').innerText()).toMatch(/^1\//);
    const own = page.getByRole('region', { name: '本单位签收' }).getByRole('checkbox');
    await own.first().check();
    await expect.poll(() => tally(page, '企业签收').innerText()).toMatch(/^1\//);
    // Ticked by mistake is taken back, and ticked again.
    await own.first().uncheck();
    await expect.poll(() => tally(page, '企业签收').innerText()).toMatch(/^0\//);
    await own.first().check();
    await expect.poll(() => tally(page, '企业签收').innerText()).toMatch(/^1\//);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);

    const department = await demo.open('zh');
    await signIn(department.page, '部门联络员', path);
    await department.page.getByRole('button', { name: '签收预警' }).click();
    await expect.poll(() => tally(department.page, '单位签收').innerText()).toMatch(/^2\//);
  });

  test('an inspector records on a phone what was not kept and what was ordered', async () => {
    const { page, complaints } = await demo.open('zh', 390);
    await signIn(page, '检查员', path);
    await tally(page, '企业已检查').waitFor();
    await page.goto(`${path}?view=enterprises&show=unchecked`);
    const rows = page.locator('tbody').first().getByRole('row');
    await rows.first().waitFor();
    const before = await rows.count();
    await page.getByRole('link', { name: '登记检查' }).first().click();
    await page.getByRole('heading', { level: 1, name: '登记企业检查' }).waitFor();
    await page.getByRole('radio', { name: '未落实' }).check();
    await page.getByLabel('发现的问题').fill('（演示）仍在生产');
    await page.getByLabel('责令事项').fill('（演示）立即停产');
    await page.getByRole('button', { name: '保存检查' }).click();
    await page.waitForURL('**view=checks');
    await page.getByText('（演示）立即停产').waitFor();
    await expect.poll(() => tally(page, '未落实').innerText()).toBe('1');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.goto(`${path}?view=enterprises&show=unchecked`);
    await expect.poll(() => rows.count()).toBe(before - 1);
    expect(complaints).toEqual([]);
  });

  test('the office raises it, so that everybody confirms anew, lifts it, and looks back on it', async () => {
    const { page, complaints } = await demo.open('zh');
    await become(page, demo.url, 'demo.office');
    await page.goto(path);
    await page.getByText('升级、降级').click();
    const days = page.locator('input[type=number]');
    // Two days above 200 are orange.
    await days.nth(0).fill('210');
    await days.nth(1).fill('220');
    await page.getByRole('button', { name: '推算级别' }).click();
    await page.getByText('按预报推算：橙色预警').waitFor();
    await page.getByLabel(/^发布依据/).fill('（演示）升级指令');
    await page.getByRole('button', { name: '调整并通知' }).click();
    await expect.poll(() => tally(page, '单位签收').innerText()).toMatch(/^0\//);
    await expect.poll(() => page.locator('.alert-now').innerText()).toContain('橙色预警');
    await page.getByText('解除预警').click();
    await page.getByLabel('依据或原因').first().fill('（演示）解除指令');
    await page.getByRole('button', { name: '解除', exact: true }).click();
    await page.getByText('已解除').waitFor();
    await page.getByRole('link', { name: '响应评估' }).click();
    await page.waitForURL('**/review');
    const rounds = page.locator('table').first().getByRole('row');
    await expect.poll(() => rounds.count()).toBe(3);
    expect(await rounds.nth(1).innerText()).toContain('黄色预警');
    expect(await rounds.nth(2).innerText()).toContain('橙色预警');
    expect(complaints).toEqual([]);
  });

  test('a leader reads it, in English, and is offered nothing to do', async () => {
    const { page, complaints } = await demo.open('en', 390);
    await become(page, demo.url, 'demo.leader');
    for (const to of ['/responses', path, `${path}?view=enterprises`, `${path}?view=checks`, `${path}/review`]) {
      await page.goto(to);
      await page.locator('table').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await page.locator('.response-step').count()).toBe(0);
    }
    expect(await page.getByRole('link', { name: 'Record a check' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
