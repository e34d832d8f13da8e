import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { signIn, SKIP } from './support.ts';

const WORDS = {
  zh: { enter: '填写核算', preview: '预览结果', record: '保存并采用', missing: '必填', undo: '撤销', inUse: '采用中' },
  en: {
    enter: 'Enter account',
    preview: 'Preview',
    record: 'Record and use',
    missing: 'required',
    undo: 'Withdraw',
    inUse: 'In use',
  },
} as const;

/** Keeps the data of the demonstration. */
const OFFICE = '攻坚办（演示）';

const figure = async (page: Page, of: string): Promise<number> =>
  Number((await page.locator(`${of} .answer b`).innerText()).replaceAll(/[^\d.]/g, ''));

describe.skipIf(SKIP)('an account', () => {
  const demo = demonstration();
  /** The page asks anew after each step; a busy machine answers when it can. */

  test.each(['zh', 'en'] as const)('is entered, previewed, recorded and withdrawn in %s', async (language) => {
    const words = WORDS[language];
    const { page, complaints } = await demo.open(language);
    const versions = page.locator('.account-versions > li');
    await signIn(page, OFFICE, '/targets/carbon-total');
    await versions.first().waitFor();
    const listed = await versions.count();
    const before = await figure(page, '.target-answer');

    // Opened by keyboard, the form begins with the account in use.
    await page.getByRole('button', { name: words.enter }).press('Enter');
    const heat = page.locator('.account-form input[id$="-heat.amount"]');
    await heat.waitFor();
    await expect.poll(() => heat.inputValue()).toBe('3000000');

    await page.getByRole('button', { name: words.preview, exact: true }).click();
    expect(await page.locator('.account-source .fault').innerText()).toMatch(new RegExp(words.missing, 'i'));

    // Of the 10000 GJ more, each gives 0.11 t.
    await heat.fill('3010000');
    await page.locator('.account-source input').first().fill('年报');
    await page.getByRole('button', { name: words.preview, exact: true }).click();
    const record = page.getByRole('button', { name: words.record });
    await record.waitFor();
    expect(await figure(page, '.account-preview')).toBeCloseTo(before + 1100, 1);
    expect(await page.locator('.account-preview .steps > li').count()).toBeGreaterThan(0);
    expect(await versions.count()).toBe(listed);
    expect(await figure(page, '.target-answer')).toBe(before);

    await record.press('Enter');
    await page.locator('.account-form').waitFor({ state: 'detached' });
    await expect.poll(() => figure(page, '.target-answer')).toBeCloseTo(before + 1100, 1);
    await expect.poll(() => versions.count()).toBe(listed + 1);
    await expect.poll(() => versions.first().innerText()).toContain(words.inUse);

    await versions.first().getByRole('button', { name: words.undo }).click();
    await page.locator('.account-versions > li.withdrawn').first().waitFor();
    await expect.poll(() => versions.locator('.in-use').count()).toBe(1);
    await expect.poll(() => figure(page, '.target-answer')).toBe(before);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('that the method refuses says so beside the field', async () => {
    const { page } = await demo.open('zh');
    await signIn(page, OFFICE, '/targets/carbon-total');
    await page.getByRole('button', { name: '填写核算' }).click();
    const year = page.locator('.account-form input[id$="-year"]');
    await year.fill('1999');
    await page.locator('.account-source input').first().fill('年报');
    await page.getByRole('button', { name: '预览结果' }).click();
    await page.locator('.account-form [id$="-year-help"] .fault').waitFor();
    expect(await page.locator('.account-form [id$="-year-help"] .fault').innerText()).toContain('2000');
    await page.context().close();
  });

  test('is read by everybody, but entered only by who may', async () => {
    const { page, complaints } = await demo.open('zh');
    const enter = page.getByRole('button', { name: '填写核算' });
    await page.goto('/targets/carbon-total');
    await page.locator('.account-versions > li').first().waitFor();
    await page.locator('.accounts .not-allowed a').waitFor();
    expect(await enter.count()).toBe(0);
    expect(await page.locator('.version-actions button').count()).toBe(0);

    await page.locator('.accounts .not-allowed a').click();
    await page.locator('.choices button', { hasText: '区领导（演示）' }).click();
    await page.waitForURL('**/targets/carbon-total');
    await page.locator('.accounts .not-allowed').waitFor();
    expect(await enter.count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
