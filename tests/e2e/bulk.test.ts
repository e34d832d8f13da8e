import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demonstration } from './demonstration.ts';
import { signIn, SKIP } from './support.ts';

const report = z.object({ state: z.string(), history: z.array(z.object({ type: z.string(), remark: z.string() })) });
const audits = z.object({ entries: z.array(z.object({ action: z.string(), detail: z.unknown() })) });

async function reportOf(page: Page, id: string) {
  return report.parse(await (await page.request.get(`/api/v1/reports/${id}`)).json());
}

describe.skipIf(SKIP)('many at a time', () => {
  const demo = demonstration();
  let office: Page;
  let auditor: Page;
  let liaison: Page;

  beforeAll(async () => {
    ({ page: office } = await demo.open('zh'));
    ({ page: auditor } = await demo.open('zh'));
    ({ page: liaison } = await demo.open('zh', 390));
    await signIn(office, '攻坚办', '/desk/verify');
    await signIn(auditor, '审计员', '/');
    await signIn(liaison, '部门联络员', '/');
  });

  test('reports are chosen by keyboard and Shift, verified with one remark, each with its own row, and taken back', async () => {
    const rows = office.locator('tr[data-row]:has(input:enabled)');
    await rows.first().waitFor();
    const ids = await rows.evaluateAll((all) => all.slice(0, 3).map((row) => row.getAttribute('data-row') ?? ''));
    await rows.nth(0).locator('input').focus();
    await office.keyboard.press('x');
    await rows
      .nth(2)
      .locator('input')
      .click({ modifiers: ['Shift'] });
    await office.getByLabel('核查意见（每件都写）').fill('集中核查，凭证齐全');
    await office.getByRole('button', { name: '核查通过选中的 3 件' }).click();
    await office.getByText('已办 3 件。').waitFor();
    for (const id of ids) {
      const { state, history } = await reportOf(office, id);
      expect([state, history.at(-1)]).toEqual(['accepted', { type: 'accepted', remark: '集中核查，凭证齐全' }]);
      const answer = await auditor.request.get(`/api/v1/audit?subject=${encodeURIComponent(`report:${id}`)}`);
      const own = audits.parse(await answer.json()).entries.filter((entry) => entry.action === 'verify-report');
      expect(own).toHaveLength(1);
    }
    await office.getByRole('button', { name: '撤销', exact: true }).click();
    await office.getByText('已撤销 3 件。').waitFor();
    for (const id of ids) expect((await reportOf(office, id)).state).toBe('submitted');
  });

  test('“a” chooses all that are listed and may be chosen, and typing a remark does not', async () => {
    await office.goto('/desk/verify');
    const boxes = office.locator('tr[data-row] input:enabled');
    await boxes.first().focus();
    await office.keyboard.press('a');
    const all = await boxes.count();
    await office.getByRole('button', { name: `核查通过选中的 ${all} 件` }).waitFor();
    await office.getByLabel('核查意见（每件都写）').fill('');
    await office.getByLabel('核查意见（每件都写）').pressSequentially('axa');
    await office.getByRole('button', { name: `核查通过选中的 ${all} 件` }).waitFor();
  });

  test('a unit hands in its duties of the month in one go, and can take them back', async () => {
    await liaison.goto('/work');
    const boxes = liaison.locator('.work-rows input[type=checkbox]');
    await boxes.first().waitFor();
    const before = await liaison.locator('.work-rows > li').count();
    expect(await liaison.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    const ids = await liaison
      .locator('.work-rows > li:has(input)')
      .evaluateAll((all) => all.slice(-2).map((row) => row.getAttribute('data-row') ?? ''));
    for (const id of ids) await liaison.locator(`[data-row="${id}"] input`).check();
    await liaison.getByRole('button', { name: '选中的 2 项已按要求落实，提交' }).click();
    await liaison.getByText('已办 2 件。').waitFor();
    for (const id of ids) expect((await reportOf(office, id)).state).toBe('submitted');
    await expect.poll(() => liaison.locator('.work-rows > li').count()).toBe(before - 2);
    await liaison.getByRole('button', { name: '撤销', exact: true }).click();
    await liaison.getByText('已撤销 2 件。').waitFor();
    for (const id of ids) expect((await reportOf(office, id)).state).toBe('draft');
  });

  test('a line of the worklist opens its form', async () => {
    const line = liaison.locator('.work-rows .link').first();
    await line.click();
    await liaison.locator('.report-card').waitFor();
    expect(await line.getAttribute('aria-expanded')).toBe('true');
  });
});
