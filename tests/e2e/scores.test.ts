import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils, write, type WorkBook } from '@e965/xlsx';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convertWithLibreOffice, HAS_LIBRE_OFFICE } from '../../packages/documents/src/testing/libre-office.ts';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

/** The page of the scores: which rule and month, what each point rests on, the workbook, and who may do what. */

const PACK = 'unit-scoring-example-2024';

/** The rows of a sheet below the head that begins with `first`, by title. */
function rowsOf(book: WorkBook, sheet: string, first: string): Record<string, string>[] {
  const name = book.SheetNames.find((n) => n.includes(sheet)) ?? '';
  const rows = utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1, defval: '' });
  const head = rows.findIndex((row) => row[0] === first);
  return rows
    .slice(head + 1)
    .filter((row) => row.slice(1).some((cell) => cell !== ''))
    .map((row) => Object.fromEntries((rows[head] ?? []).map((title, i) => [title, String(row[i] ?? '')])));
}

/** The workbook without the results of its formulas: what stands there afterwards was worked out. */
function withoutResults(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly formulas: number } {
  const book = read(bytes);
  let formulas = 0;
  for (const sheet of Object.values(book.Sheets)) {
    for (const cell of Object.values(sheet)) {
      if (typeof cell !== 'object' || cell === null || !('f' in cell)) continue;
      Object.assign(cell, { t: 'n', v: -999 });
      delete cell.w;
      formulas += 1;
    }
  }
  const written: Uint8Array = write(book, { type: 'buffer', bookType: 'xlsx' });
  return { bytes: written, formulas };
}

describe.skipIf(SKIP)('the scores', () => {
  const demo = demonstration();
  let office: Page;
  const folder = mkdtempSync(join(tmpdir(), 'qingshan-scores-'));

  const league = (page: Page, name: string): Locator =>
    page.locator('main section').filter({ has: page.getByRole('heading', { level: 2, name, exact: true }) });
  const rowsIn = (within: Locator): Locator => within.locator('table.scores > tbody > tr:not(.why)');
  /** What the table shows: rank, name, score, change on the month before, then the parts. */
  const shownIn = async (within: Locator): Promise<string[][]> => {
    await rowsIn(within).first().waitFor();
    return rowsIn(within).evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())),
    );
  };

  beforeAll(async () => {
    office = await demo.pageOf('demo.office');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('stand for the month before, and another rule and month are chosen and live in the address', async () => {
    await office.goto('/');
    await office.getByRole('link', { name: '考核得分' }).click();
    await office.getByRole('heading', { level: 1, name: '考核得分' }).waitFor();
    await expect.poll(() => office.getByLabel('月份').inputValue()).toBe('2024-09');
    const september = await shownIn(league(office, '镇街'));
    expect(september).toHaveLength(13);

    await office.getByLabel('月份').fill('2024-08');
    await expect.poll(() => office.url()).toContain('month=2024-08');
    await expect.poll(() => shownIn(league(office, '镇街'))).not.toEqual(september);
    // September's change is its score less that of August, on the screen of August.
    const august = new Map(
      (await shownIn(league(office, '镇街'))).map(([, name = '', score]) => [name, Number(score)]),
    );
    for (const [, name = '', score, change = ''] of september) {
      expect([name, Number(change.replace('−', '-'))]).toEqual([name, Number(score) - (august.get(name) ?? 0)]);
    }

    const rule = office.getByLabel('评分办法');
    await rule.selectOption({ label: '常州市镇（街道、园区）降尘量月排名' });
    await office.getByText('常州市生态环境局').first().waitFor();
    await expect.poll(() => rowsIn(office.locator('main')).count()).toBe(13);
    await office.reload();
    await expect.poll(() => rule.inputValue()).toBe('town-ranking-changzhou-2023');
    await expect.poll(() => office.getByLabel('月份').inputValue()).toBe('2024-08');
  });

  test('a point lost leads to what it was lost for, and that to the measures of the unit', async () => {
    await office.goto(`/scores?pack=${PACK}&month=2024-09`);
    const towns = league(office, '镇街');
    const [, name = '', score, , ...parts] = (await shownIn(towns)).at(-1) ?? [];
    expect(Number(score)).toBeLessThan(100);
    expect(parts.slice(0, 5).reduce((sum, part) => sum + Number(part), 0)).toBe(Number(score));
    await towns.getByRole('button', { name, exact: true }).click();
    const why = towns.locator('tr.why tbody tr');
    await why.first().waitFor();
    const lost = await why.evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim())),
    );
    for (const [, times, each, points] of lost) expect(Number(times) * Number(each)).toBe(Number(points));
    // No part of this unit is below nought, so what was lost is what is missing.
    expect(lost.reduce((sum, row) => sum + Number(row[3]), 100)).toBe(Number(score));
    await why.getByRole('link').first().click();
    await office.waitForURL(/\/desk\?unit=mtg-/);
    await office.locator('table.assignments tbody tr').first().waitFor();
    const units = await office.locator('table.assignments tbody tr').allInnerTexts();
    expect(units.every((text) => text.includes(name))).toBe(true);
  });

  test('a point by monitoring leads to its assessment with steps and clauses', async () => {
    await office.goto('/scores?pack=town-ranking-changzhou-2023&month=2024-09');
    const first = rowsIn(office.locator('main')).first();
    await first.getByRole('button').click();
    const figure = office.locator('tr.why a.figure').first();
    const shown = /[\d.]+/.exec(await figure.innerText())?.[0] ?? 'none';
    await figure.click();
    const drawer = office.getByRole('dialog');
    await drawer.locator('.steps > li').first().waitFor();
    expect(await drawer.locator('.answer b').innerText()).toBe(shown);
    await office.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  test.skipIf(!HAS_LIBRE_OFFICE)('the workbook works out to the figures on the screen', async () => {
    await office.goto(`/scores?pack=${PACK}&month=2024-09`);
    const towns = league(office, '镇街');
    const shown = await shownIn(towns);
    const [download] = await Promise.all([
      office.waitForEvent('download'),
      towns.getByRole('link', { name: '下载 Excel' }).click(),
    ]);
    const emptied = withoutResults(readFileSync(await download.path()));
    // By unit: rank, five parts, total and check; three for each part; and the points of each entry.
    expect(emptied.formulas).toBeGreaterThan(13 * 8 + 13 * 5 * 3);
    writeFileSync(join(folder, 'scores.xlsx'), emptied.bytes);
    const out = convertWithLibreOffice(folder, 'xlsx', ['scores.xlsx']);
    const totals = rowsOf(read(readFileSync(join(out, 'scores.xlsx'))), '汇总', '名次');
    expect(totals).toHaveLength(13);
    for (const [rank = '', name = '', score, , ...parts] of shown) {
      const row = totals.find((total) => total['单位'] === name) ?? {};
      const items = Object.entries(row).filter(([title]) => /（\d+分）/.test(title));
      expect([name, row['合计'], row['核对']]).toEqual([name, score, '一致']);
      expect(row['名次']).toBe(/^\d+/.exec(rank)?.[0]);
      expect(items.map(([, value]) => value)).toEqual(parts.slice(0, items.length));
      expect(items).toHaveLength(5);
    }
  });

  test('a town reads the scores of all and takes the sheet, but does not publish it', async () => {
    const own = await demo.pageOf('demo.town');
    await own.goto(`/scores?pack=${PACK}&month=2024-09`);
    const shown = await shownIn(league(own, '镇街'));
    await office.goto(`/scores?pack=${PACK}&month=2024-09`);
    expect(shown).toEqual(await shownIn(league(office, '镇街')));
    await league(own, '镇街').getByRole('link', { name: '起草得分表' }).click();
    await own.getByRole('heading', { level: 1, name: /^起草：/ }).waitFor();
    await own.getByRole('link', { name: 'Excel' }).waitFor();
    expect(await own.getByRole('button', { name: '发布', exact: true }).count()).toBe(0);
    const ask = { kind: 'score-sheet', subject: '2024-09', variant: `${PACK}/town`, words: {} };
    const draft = await own.request.post('/api/v1/document-drafts', { data: ask, headers: { origin: demo.url } });
    const made: unknown = await draft.json();
    const checked = typeof made === 'object' && made !== null && 'checked' in made ? made.checked : null;
    const body = { data: { ask, checked, replaces: null }, headers: { origin: demo.url } };
    expect((await own.request.post('/api/v1/publications', body)).status()).toBe(403);
  });

  test('the public has no way to them', async () => {
    const anybody = await demo.pageOf(null);
    await anybody.goto('/');
    await anybody.locator('.target-row').first().waitFor();
    expect(await anybody.getByRole('link', { name: '考核得分' }).count()).toBe(0);
    const answer = await anybody.request.get(`/api/v1/scores?pack=${PACK}&month=2024-09`);
    expect(answer.status()).toBe(401);
  });

  test('on a phone every table keeps to its own width', async () => {
    const phone = await demo.pageOf('demo.town', 'zh', 390);
    await phone.goto(`/scores?pack=${PACK}&month=2024-09`);
    await shownIn(league(phone, '镇街'));
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // Chinese must not fall into a column one character wide.
    const box = await rowsIn(league(phone, '部门')).first().locator('th').boundingBox();
    expect(box?.width).toBeGreaterThan(100);
  });

  test('no page complained', () => {
    expect(demo.complaints.filter((text) => !/sandboxed|status of 401/.test(text))).toEqual([]);
  });
});
