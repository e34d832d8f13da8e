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

  test('what lies where: on the map and in a table, each thing with its card and link', async () => {
    const page = await demo.pageOf('demo.office');
    await page.goto('/map');
    await page.getByRole('heading', { level: 1, name: /同比改善/ }).waitFor();
    await page.getByText('点位', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /有坐标/ }).waitFor();
    const map = page.locator('.places-map[data-drawn=true]');
    await map.waitFor();
    await page.locator('tbody tr').first().waitFor();
    expect(await page.locator('tbody tr th a').count()).toBeGreaterThan(0);

    // A thing that is chosen in the table is gone to and marked on the map; its card leads to it.
    const name = await page.locator('tbody tr th').first().innerText();
    await page.getByRole('button', { name: '在图上' }).first().click();
    const card = page.locator('.place-card');
    await card.getByText(name, { exact: true }).waitFor();
    await map.waitFor();
    await card.getByRole('button').click();
    await card.waitFor({ state: 'hidden' });
    await map.waitFor();
    // It lies in the middle now.
    await map.click();
    await card.getByText(name, { exact: true }).waitFor();
    expect(demo.complaints).toEqual([]);
  });

  test('layers are chosen by kind and one by one, and the picture is more than paper', async () => {
    const page = await demo.pageOf('demo.office', 'en');
    await page.goto('/map?view=places');
    const map = page.locator('.places-map[data-drawn=true]');
    await map.waitFor();
    /** How many different colours the map has */
    const colours = async (): Promise<number> =>
      page.locator('.places-map canvas').evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return 0;
        const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
        copy?.drawImage(canvas, 0, 0);
        const pixels = new Uint32Array(copy?.getImageData(0, 0, canvas.width, canvas.height).data.buffer ?? []);
        return new Set(pixels).size;
      });
    const all = await colours();
    const shown = (): string | null => new URL(page.url()).searchParams.get('layers');
    for (const kind of ['Registers', 'Cases', 'Checks', 'Monitoring sites']) {
      const before = shown();
      await page.getByRole('checkbox', { name: kind }).uncheck();
      await expect.poll(shown).not.toBe(before);
    }
    await page.getByText('Nothing matches').waitFor();
    await map.waitFor();
    // Only the towns are left: paper, fill, border and names.
    expect(await colours()).toBeLessThan(all);
    await page.getByLabel('Shade towns by').selectOption('pm25');
    await page.locator('.map-legend').waitFor();
    const picture = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as image' }).click();
    expect((await picture).suggestedFilename()).toBe('places-2024-10-31.png');
    expect(demo.complaints).toEqual([]);
  });
});
