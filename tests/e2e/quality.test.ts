import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demonstration } from './demonstration.ts';
import { become, SKIP } from './support.ts';

const review = z.object({
  suspects: z.array(z.object({ site: z.string(), check: z.string() })),
  judged: z.array(z.object({ judgement: z.string(), note: z.string() })),
});

async function read(page: Page) {
  return review.parse(await (await page.request.get('/api/v1/quality?month=2024-03&parameter=pm25')).json());
}

describe.skipIf(SKIP)('the review of data in a browser', () => {
  const demo = demonstration();
  test('an analyst takes hours out, keeps others, and takes both back', async () => {
    const { page, complaints } = await demo.open('zh');
    await become(page, demo.url, 'demo.analyst');
    const before = await read(page);
    expect(before.suspects.length).toBeGreaterThanOrEqual(2);
    await page.goto('/quality?month=2024-03');
    const cards = page.locator('.suspect');
    await expect.poll(() => cards.count()).toBe(before.suspects.length);
    expect(await cards.first().getByRole('button', { name: '剔除' }).isDisabled()).toBe(true);

    await cards.first().getByLabel('说明').fill('设备校准');
    await cards.first().getByRole('button', { name: '剔除' }).click();
    await expect.poll(() => cards.count()).toBe(before.suspects.length - 1);
    await cards.first().getByLabel('说明').fill('复核无误');
    await cards.first().getByRole('button', { name: '数据有效' }).click();
    await expect.poll(() => cards.count()).toBe(before.suspects.length - 2);
    const judged = page.locator('tr', { hasText: /设备校准|复核无误/ });
    await expect.poll(() => judged.count()).toBe(2);
    expect((await read(page)).judged.map(({ judgement }) => judgement).toSorted()).toEqual(['excluded', 'kept']);

    await judged.first().getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => judged.count()).toBe(1);
    await judged.first().getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => cards.count()).toBe(before.suspects.length);
    expect(await read(page)).toEqual(before);
    expect(complaints).toEqual([]);
  });

  test('a town sees it on a phone, in English, without a button to judge', async () => {
    const { page, complaints } = await demo.open('en', 390);
    await become(page, demo.url, 'demo.town');
    await page.goto('/quality?month=2024-03');
    await page.getByRole('heading', { level: 1, name: 'Review of data' }).waitFor();
    await page.locator('.suspect').first().waitFor();
    expect(await page.getByRole('button', { name: 'Take out' }).count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
  });
});
