import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

const monthReport = z.object({
  counts: z.object({ due: z.number(), onTime: z.number(), late: z.number(), missing: z.number() }),
});

/** The text of the document within the page. */
async function paper(page: Page): Promise<string> {
  const frame = page.frameLocator('iframe.paper');
  await frame.locator('h1').waitFor();
  return (await frame.locator('main').innerText()).replaceAll(/\s/g, '');
}

describe.skipIf(SKIP)('a bulletin from the draft to its public readers', () => {
  const demo = demonstration();
  let office: Page;

  beforeAll(async () => {
    office = await demo.pageOf('demo.office');
  });

  test('the office finds what is due, drafts it, and its figures are those of the pages', async () => {
    await office.goto(`${demo.url}/documents`);
    await office.getByRole('link', { name: '2024年9月月度通报' }).click();
    await office.getByRole('heading', { level: 1, name: /^起草：关于/ }).waitFor();
    await office.getByLabel('下一步工作').fill('请未报单位于10月底前补报。');
    await office.getByRole('button', { name: '更新草稿' }).click();
    await expect.poll(() => paper(office)).toContain('请未报单位于10月底前补报。');
    const answer = await office.request.get(`${demo.url}/api/v1/month-reports/2024-09`);
    const { counts } = monthReport.parse(await answer.json());
    expect(await paper(office)).toContain(
      `本月应报送进展${counts.due}项，其中按时报送${counts.onTime}项、逾期报送${counts.late}项、未报送${counts.missing}项。`,
    );
    // The board with the data through the end of the month says the same.
    const board = await demo.pageOf('demo.office');
    await board.goto(`${demo.url}/?through=2024-09-30`);
    const shown = await board.locator('a.figure.opens').first().innerText();
    const [value = 'none'] = /[\d.]+/.exec(shown) ?? [];
    expect(await paper(office)).toContain(`1PM2.5年均浓度全区`);
    expect(await paper(office)).toMatch(new RegExp(`30微克/立方米${value}μg/m`, 'i'));
  });

  test('it is published, gets its number, and is proved to the byte', async () => {
    await office.getByRole('button', { name: '发布', exact: true }).click();
    await office.getByText('确定以 通报〔2024〕1号 发布？').waitFor();
    await office.getByRole('button', { name: '确定发布' }).click();
    await office.waitForURL(/\/documents\/\d+/);
    // The draft, too, has a paper and names the number.
    await office.getByRole('button', { name: '校验' }).waitFor();
    expect(await paper(office)).toContain('通报〔2024〕1号');
    await office.getByRole('button', { name: '校验' }).click();
    await office.getByText('与发布时逐字节一致').waitFor();
  });

  test('the public reads it, but neither drafts nor withdraws', async () => {
    const reader = await demo.pageOf(null, 'zh', 390);
    await reader.goto(`${demo.url}/documents`);
    await reader.getByRole('link', { name: /2024年9月进展情况的通报/ }).click();
    await reader.getByText('通报〔2024〕1号').first().waitFor();
    expect(await paper(reader)).toContain('请未报单位于10月底前补报。');
    expect(await reader.getByRole('button', { name: '校验' }).count()).toBe(0);
    expect(await reader.getByText('攻坚办（演示）').count()).toBe(0);
    expect((await reader.request.post(`${demo.url}/api/v1/document-drafts`, { data: {} })).status()).toBeGreaterThan(
      399,
    );
  });

  test('it is withdrawn with a reason, which everybody sees', async () => {
    await office.getByText('撤回', { exact: true }).click();
    await office.getByLabel('撤回原因').fill('数据有误（演示）');
    await office.getByRole('button', { name: '确定撤回' }).click();
    await office.getByText(/撤回：数据有误（演示）/).waitFor();
    const reader = await demo.pageOf(null, 'en');
    await reader.goto(`${demo.url}/documents`);
    await reader.getByText('Withdrawn').waitFor();
    expect(await reader.getByRole('link', { name: 'Word' }).count()).toBe(0);
  });

  test.each(['/documents', '/documents/draft?kind=summary&subject=2024-H1', '/documents/templates'])(
    '%s fits a phone, in English',
    async (path) => {
      const phone = await demo.pageOf('demo.office', 'en', 390);
      await phone.goto(`${demo.url}${path}`);
      await phone.getByRole('heading', { level: 1 }).waitFor();
      await phone.waitForLoadState('networkidle');
      expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      expect(await phone.locator('main').innerText()).not.toMatch(/documents\.\w/);
    },
  );

  test('no page complained or asked another host', () => {
    // The papers are sandboxed, so the script that sets the language of the test cannot run in them.
    expect(demo.complaints.filter((text) => !/sandboxed|status of (400|401)/.test(text))).toEqual([]);
  });
});
