import { describe, expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

describe.skipIf(SKIP)('the map in a browser', () => {
  const demo = demonstration();

  test.each([
    ['zh', 1440, '示意图', /同比改善/],
    ['en', 390, 'Schematic', /than last year/],
  ] as const)('%s, %s wide: the towns by a figure, month by month by the keyboard', async (lang, width, word, says) => {
    const page = await demo.pageOf('demo.office', lang, width);
    await page.goto('/map');
    const heading = page.getByRole('heading', { level: 1 });
    await heading.filter({ hasText: says }).waitFor();
    await page.getByText(word, { exact: true }).first().waitFor();
    // Mentougou has 13 towns and subdistricts.
    await expect.poll(() => page.locator('tbody tr').count()).toBe(13);
    const year = await heading.innerText();
    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => heading.innerText()).not.toBe(year);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => heading.innerText()).toBe(year);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(demo.complaints).toEqual([]);
  });

  test('what lies where stands in a table with a link to each', async () => {
    const page = await demo.pageOf('demo.office');
    await page.goto('/map');
    await page.getByRole('heading', { level: 1, name: /同比改善/ }).waitFor();
    await page.getByText('点位', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /有坐标/ }).waitFor();
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('tbody tr a').count()).toBeGreaterThan(0);
    expect(demo.complaints).toEqual([]);
  });
});
