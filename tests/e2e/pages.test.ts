import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

const WORDS = {
  zh: {
    lang: 'zh-CN',
    noData: '暂无数据',
    steps: '计算步骤',
    initiatives: '只看特色举措',
    search: '裸地',
    found: /裸地/,
    simulated: '模拟数据',
    table: '表格',
  },
  en: {
    lang: 'en',
    noData: 'No data yet',
    steps: 'Steps',
    initiatives: 'Initiatives only',
    search: 'bare land',
    found: /bare land/i,
    simulated: 'Simulated data',
    table: 'Table',
  },
} as const;

describe.skipIf(SKIP)('the pages', () => {
  const demo = demonstration();

  describe.each(['zh', 'en'] as const)('in %s', (language) => {
    const words = WORDS[language];

    test('the board shows all 13 targets, and every count opens a list as long as it says', async () => {
      const { page, complaints } = await demo.open(language);
      // Some accounts are not there yet on this day.
      await page.goto('/?through=2024-03-30');
      await expect.poll(() => page.locator('.target-row').count()).toBe(13);
      expect(await page.locator('html').getAttribute('lang')).toBe(words.lang);
      await expect.poll(() => page.locator('.header').innerText()).toContain(words.simulated);
      for (const button of await page.locator('.tally button').all()) {
        await button.click();
        const count = Number(await button.locator('b').innerText());
        await expect.poll(() => page.locator('.target-row').count()).toBe(count);
      }
      await expect.poll(() => new URL(page.url()).searchParams.get('status')).toBe('no-data');
      await expect.poll(() => page.locator('.target-row .chip').first().innerText()).toBe(words.noData);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('a figure opens its explanation down to the hourly rows, and Escape goes back to the figure', async () => {
      const { page, complaints } = await demo.open(language);
      await page.goto('/');
      await page.locator('.target-row .value a').first().click();
      // Escape closes the dialog at once, and only then does the address follow and the sheet go.
      const drawer = page.locator('dialog.explanation > .sheet');
      await drawer.locator('.steps > li').first().waitFor();
      expect(await drawer.innerText()).toContain(words.steps);
      await drawer.locator('.input-rows tbody tr').first().waitFor();
      expect(await drawer.locator('.clauses a').count()).toBeGreaterThan(0);

      const [saved] = await Promise.all([
        page.waitForEvent('download'),
        drawer.locator('p > button', { hasText: 'JSON' }).click(),
      ]);
      const assessment: unknown = JSON.parse(await readFile(await saved.path(), 'utf8'));
      expect(assessment).toMatchObject({ id: new URL(page.url()).searchParams.get('explain') });

      for (let i = 0; i < 30; i += 1) await page.keyboard.press('Tab');
      const escaped = await page.evaluate(
        () => document.activeElement !== document.body && document.activeElement?.closest('dialog') === null,
      );
      expect(escaped).toBe(false);
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
      expect(new URL(page.url()).searchParams.has('explain')).toBe(false);
      await expect.poll(() => page.evaluate(() => document.activeElement?.className)).toContain('opens');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test("a target's page answers first, and draws the year as a chart and as a table", async () => {
      const { page, complaints } = await demo.open(language);
      await page.goto('/targets/pm25');
      await page.locator('.chart svg').waitFor();
      expect(await page.locator('.target-answer .answer').innerText()).toMatch(/\d/);
      // 2024-01 to 2024-10
      await expect.poll(() => page.locator('.month').count()).toBe(10);
      await page.locator('.switch button', { hasText: words.table }).first().click();
      // 305 days from 1 January to 31 October of a leap year
      await expect.poll(() => page.locator('.scroll.tall').first().locator('tbody tr').count()).toBe(305);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('the plan has 88 tasks and 200 measures; filters count what they list and live in the address', async () => {
      const { page, complaints } = await demo.open(language);
      await page.goto('/plan');
      await expect.poll(() => page.locator('.task').count()).toBe(88);
      await expect.poll(() => page.locator('.measure').count()).toBe(200);
      await page.getByLabel(words.initiatives).check();
      await expect.poll(() => page.locator('.measure').count()).toBe(11);
      await expect.poll(() => new URL(page.url()).searchParams.get('initiative')).toBe('1');
      await expect.poll(() => page.locator('.plan-bar p').innerText()).toContain('11');
      await page.reload();
      await expect.poll(() => page.locator('.measure').count()).toBe(11);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('standards are searched and filtered by field and day, and the address says how', async () => {
      const { page, complaints } = await demo.open(language);
      const editions = page.locator('.catalogue.family > li');
      await page.goto('/standards');
      await editions.first().waitFor();
      const all = await editions.count();
      expect(all).toBeGreaterThan(70);
      const options = await page.locator('.filters select option').allInnerTexts();
      const counted = options.map((text) => Number(/\((\d+)\)/.exec(text)?.[1] ?? 0));
      expect(counted.reduce((sum, n) => sum + n, 0)).toBe(all);

      await page.locator('.filters input[type=search]').fill('gb3095');
      await expect.poll(() => editions.count()).toBe(2);
      await page.locator('.filters input[type=date]').fill('2026-02-28');
      await expect.poll(() => editions.count()).toBe(1);
      expect(await editions.innerText()).toContain('GB 3095-2012');
      await expect.poll(() => new URL(page.url()).search).toContain('2026-02-28');
      await page.reload();
      await expect.poll(() => editions.count()).toBe(1);

      await page.locator('.filters input[type=search]').fill('gb3095 nothing');
      await page.locator('[role=status].empty').waitFor();
      await page.locator('.filters > button').press('Enter');
      await expect.poll(() => editions.count()).toBe(all);
      await expect.poll(() => new URL(page.url()).search).toBe('');
      expect((await page.locator('.catalogue span[lang=zh-CN]').count()) > 0).toBe(language === 'en');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    test('search by keyboard finds a measure and opens it in the plan', async () => {
      const { page, complaints } = await demo.open(language);
      await page.goto('/');
      await page.locator('.target-row').first().waitFor();
      await page.keyboard.press('Control+k');
      const box = page.locator('dialog.search input');
      await expect.poll(() => box.evaluate((own) => own === document.activeElement)).toBe(true);
      await page.keyboard.type(words.search);
      await page.locator('dialog.search [role=option]').first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.measure.named').waitFor();
      expect(await page.locator('.measure.named').innerText()).toMatch(words.found);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  });

  test('the language can be switched and stays', async () => {
    const { page } = await demo.open('zh');
    await page.goto('/');
    await page.locator('.language button[lang=en]').click();
    await page.locator('html[lang=en]').waitFor();
    await page.goto('/plan');
    await page.locator('.task').first().waitFor();
    expect(await page.locator('.nav').innerText()).toContain('Standards');
    await page.context().close();
  });

  test('the day asked for goes with the reader to every page', async () => {
    const { page } = await demo.open('zh');
    await page.goto('/?through=2024-06-30');
    await page.locator('.target-row').first().waitFor();
    await page.locator('.nav a[href^="/towns"]').click();
    await page.locator('.towns tbody tr').first().waitFor();
    expect(new URL(page.url()).searchParams.get('through')).toBe('2024-06-30');
    // 182 days from 1 January to 30 June of a leap year
    expect(await page.locator('.towns').innerText()).toContain('/182');
    await page.context().close();
  });

  test.each([
    ['zh', 390],
    ['en', 390],
    ['zh', 1440],
  ] as const)('in %s no page is wider than a window of %i pixels', async (language, width) => {
    const { page, complaints } = await demo.open(language, width);
    for (const path of ['/', '/targets/pm25', '/towns', '/plan', '/methods', '/validation', '/standards', '/data']) {
      await page.goto(path);
      await page.waitForLoadState('networkidle');
      await page.locator('main h1').waitFor();
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(over, path).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('what does not exist says so', async () => {
    const { page } = await demo.open('en');
    await page.goto('/nowhere');
    expect(await page.locator('h1').innerText()).toBe('There is no such page');
    await page.goto('/targets/nothing');
    expect(await page.locator('.failed').innerText()).toContain('nothing');
    await page.context().close();
  });

  describe('a method', () => {
    test('of every kind has a calculator that works out its first case, without any other host', async () => {
      const { page, complaints } = await demo.open('zh');
      await page.goto('/methods');
      await page.locator('.entry-title').first().waitFor();
      const paths = await page.locator('.entry-title').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
      expect(paths.length).toBeGreaterThan(60);
      for (const path of paths) {
        await page.goto(path ?? '');
        await page.locator('main button.primary').first().click();
        await page
          .locator('.calculation .answer')
          .waitFor()
          .catch(() => {
            throw new Error(`no result at ${path}`);
          });
      }
      expect(complaints).toEqual([]);
    });

    test('gives the expected value of its first case', async () => {
      const { page } = await demo.open('en');
      await page.goto('/methods/air.dustfall');
      await page.locator('form.calculator button.primary').click();
      // 0.2107 g ÷ (176.7 cm² × 30 d) × 30 × 10⁴ = 11.9242 t/(km²·30 d)
      await page.locator('.calculation').waitFor();
      expect(await page.locator('.calculation .answer').innerText()).toContain('11.9');
      expect(page.url()).toContain('#input=');
      await page.reload();
      await page.locator('form.calculator input').first().waitFor();
      expect(await page.locator('form.calculator').innerHTML()).toContain('85.3212');
    });
  });
});
