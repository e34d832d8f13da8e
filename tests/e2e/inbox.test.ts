import { describe, expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { signIn, SKIP } from './support.ts';

describe.skipIf(SKIP)('the inbox in a browser', () => {
  const demo = demonstration();
  test('the header counts what is unread; notices are read, one and all, and kinds are left out', async () => {
    // The machine may be busy with other tests.

    const { page, complaints } = await demo.open('zh');
    await signIn(page, '部门联络员', '/inbox');
    const lines = page.locator('.inbox-list > li');
    await lines.first().waitFor();
    const shown = await lines.count();
    const link = page.locator('.inbox-link');
    await expect.poll(() => link.innerText()).toBe(String(shown));
    await expect.poll(() => page.title()).toBe('消息 · 青山');

    await lines.first().getByRole('button', { name: '标为已读' }).click();
    await expect.poll(() => link.innerText()).toBe(String(shown - 1));
    await page.getByRole('button', { name: '全部标为已读' }).click();
    await expect.poll(() => page.locator('.inbox-list > li.unread').count()).toBe(0);
    await expect.poll(() => link.getAttribute('aria-label')).toBe('消息，未读 0 条');

    const kind = await lines.first().locator('.chip').innerText();
    const same = await lines.filter({ hasText: kind }).count();
    await page.getByText('提醒设置').click();
    await page.getByLabel(kind, { exact: true }).uncheck();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('已保存').waitFor();
    await expect.poll(() => lines.count()).toBe(shown - same);

    await page.reload();
    await page.getByText('未读 0 条').waitFor();
    await expect.poll(() => lines.count()).toBe(shown - same);
    expect(complaints).toEqual([]);
  });

  test('a notice leads to its page by keyboard', async () => {
    const { page } = await demo.open('en', 390);
    await signIn(page, '镇街联络员', '/inbox');
    const first = page.locator('.inbox-list a').first();
    await first.waitFor();
    const to = (await first.getAttribute('href')) ?? '';
    await first.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${to}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

  test('whoever has not signed in has none', async () => {
    const { page } = await demo.open('zh');
    await page.goto('/');
    await page.locator('.account-menu, .header a.pill').first().waitFor();
    expect(await page.locator('.inbox-link').count()).toBe(0);
  });
});
