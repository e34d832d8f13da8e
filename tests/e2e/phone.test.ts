import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { signIn, SKIP } from './support.ts';

describe.skipIf(SKIP)('the navigation', () => {
  const demo = demonstration();
  let phone: Page;

  beforeAll(async () => {
    ({ page: phone } = await demo.open('zh', 390));
    await signIn(phone, '检查员', '/');
  });

  test('on a phone the header is one line, and the pages stand behind a button', async () => {
    await phone.getByRole('heading', { level: 1 }).waitFor();
    const header = await phone.locator('.header').boundingBox();
    expect(header?.height).toBeLessThanOrEqual(56);
    expect(await phone.getByRole('link', { name: '单位待办' }).isVisible()).toBe(false);
    const button = phone.getByRole('button', { name: '菜单' });
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await button.focus();
    await phone.keyboard.press('Enter');
    await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true');
    const first = phone.getByRole('navigation', { name: '主导航' }).getByRole('link').first();
    await expect.poll(() => first.evaluate((link) => link === document.activeElement)).toBe(true);
    await phone.keyboard.press('Escape');
    await first.waitFor({ state: 'hidden' });
    await expect.poll(() => button.evaluate((own) => own === document.activeElement)).toBe(true);
  });

  test('choosing a page opens it and closes the menu; a press beside it closes it too', async () => {
    const link = phone.getByRole('link', { name: '协调与调整' });
    await phone.getByRole('button', { name: '菜单' }).click();
    await phone.getByRole('list', { name: '督办' }).getByRole('link', { name: '协调与调整' }).click();
    await phone.getByRole('heading', { level: 1, name: '协调与调整' }).waitFor();
    await link.waitFor({ state: 'hidden' });
    await phone.getByRole('button', { name: '菜单' }).click();
    await expect.poll(() => link.getAttribute('aria-current')).toBe('page');
    await phone.mouse.click(200, 820);
    await link.waitFor({ state: 'hidden' });
  });

  test('a wide window shows the groups beside the page', async () => {
    const { page } = await demo.open('zh');
    await page.goto('/methods');
    await page.getByRole('list', { name: '依据' }).getByRole('link', { name: '标准' }).waitFor();
    expect(await page.getByRole('button', { name: '菜单' }).count()).toBe(0);
  });
});
