import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

const worklist = z.object({
  toReport: z.array(z.object({ id: z.string(), state: z.string(), spec: z.object({ kind: z.string() }) })),
});

describe.skipIf(SKIP)('one report through the hands of its people', () => {
  const demo = demonstration();
  let office: Page;
  let liaison: Page;
  let report: string;

  beforeAll(async () => {
    office = await demo.pageOf('demo.office');
    liaison = await demo.pageOf('demo.department');
    const answer = await liaison.request.get(`${demo.url}/api/v1/worklists/mtg-housing`);
    const found = worklist
      .parse(await answer.json())
      .toReport.find((r) => r.state === 'returned' && r.spec.kind === 'quantity');
    report = found?.id ?? 'none';
  });

  test('the desk counts, and each count opens its list', async () => {
    await office.goto(`${demo.url}/desk`);
    const tally = office.getByRole('group', { name: '按状态筛选' });
    const button = tally.getByRole('button', { name: '待核查' });
    const count = await button.locator('b').innerText();
    await button.click();
    await expect.poll(() => office.getByRole('status').first().innerText()).toBe(`${count} 件`);
    await expect.poll(() => office.locator('.assignments tbody tr').count()).toBe(Math.min(200, Number(count)));
  });

  test('the unit finds its returned report with the reason, fills in the figure and hands it in', async () => {
    await liaison.goto(`${demo.url}/work`);
    await liaison.getByRole('heading', { level: 1 }).filter({ hasText: '区住房和城乡建设委员会待办' }).waitFor();
    await liaison.goto(`${demo.url}/reports/${report}`);
    const card = liaison.locator('.report-card');
    expect(await card.innerText()).toContain('退回原因');
    await card.getByLabel('累计完成量').fill('7');
    await card.getByLabel('进展描述').fill('本月更新 7 辆，均有登记凭证');
    await card.getByRole('button', { name: '提交', exact: true }).click();
    await card.getByText('已提交').waitFor();
    await card.getByRole('button', { name: '撤回' }).waitFor();
  });

  test('the office must say why it returns; then verifies what came again', async () => {
    await office.goto(`${demo.url}/reports/${report}`);
    const card = office.locator('.report-card');
    await card.getByRole('button', { name: '退回', exact: true }).click();
    await card.getByRole('alert').waitFor();
    expect(await card.getByRole('alert').innerText()).toContain('退回时要写明原因');
    await card.getByLabel('核查意见').fill('请附登记凭证');
    await card.getByRole('button', { name: '退回', exact: true }).click();
    await card.getByText('已退回').waitFor();

    await liaison.reload();
    const again = liaison.locator('.report-card');
    await again.getByText('退回原因：请附登记凭证').waitFor();
    await again.locator('input[type=file]').setInputFiles({
      name: '登记凭证.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n演示凭证'),
    });
    await again.getByRole('link', { name: '登记凭证.pdf' }).waitFor();
    await again.getByRole('button', { name: '提交', exact: true }).click();
    await again.getByText('已提交').waitFor();

    await office.reload();
    await card.getByRole('link', { name: '登记凭证.pdf' }).waitFor();
    await card.getByLabel('核查意见').fill('抽查 2 辆属实');
    await card.getByRole('button', { name: '核查通过' }).click();
    await card.getByText('已核查').waitFor();
    const history = await office.locator('.history').innerText();
    expect(history.match(/提交|退回|核查通过/g)?.slice(-4)).toEqual(['提交', '退回', '提交', '核查通过']);
  });

  test('the office sees who waits for whom, and decides on a request', async () => {
    await office.goto(`${demo.url}/coordination`);
    const request = office.locator('.report-card', { hasText: '待批' });
    await request.getByLabel('审批意见').fill('同意，请抓紧');
    await request.getByRole('button', { name: '批准' }).click();
    await office.locator('.report-card', { hasText: '已批准' }).waitFor();
    await office.locator('.report-card', { hasText: '超时未答复' }).waitFor();
  });

  test('who has not signed in sees neither desk nor its address', async () => {
    const reader = await demo.pageOf(null);
    await reader.goto(demo.url);
    await reader.getByRole('heading', { level: 1 }).waitFor();
    expect(await reader.getByRole('link', { name: '调度台' }).count()).toBe(0);
    const answer = await reader.request.get(`${demo.url}/api/v1/desk`);
    expect(answer.status()).toBe(401);
  });

  test.each(['/desk', '/work', '/coordination', '/measures/A15-1'])('%s fits a phone, in English', async (path) => {
    const phone = await demo.pageOf('demo.town', 'en', 390);
    await phone.goto(`${demo.url}${path}`);
    await phone.getByRole('heading', { level: 1 }).waitFor();
    await phone.waitForLoadState('networkidle');
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await phone.locator('main').innerText()).not.toMatch(/loop\.\w/);
  });

  test('no page complained or asked another host', () => {
    // The browser itself reports answers of 4xx; those above are the ones asked for.
    expect(demo.complaints.filter((text) => !/status of (401|422)/.test(text))).toEqual([]);
  });
});
