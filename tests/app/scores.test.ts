import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication, type Application, type views } from '@qingshan/app';
import type { Actor } from '@qingshan/campaign';
import { read, utils, type WorkBook } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { convertWithLibreOffice, HAS_LIBRE_OFFICE } from '../../packages/documents/src/testing/libre-office.ts';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const liaison: Actor = { id: 'p3', name: '联络员丙', role: 'department', unit: 'mtg-transport' };

const PACK = 'unit-scoring-example-2024';
const NOTHING = { quantity: null, steps: [], kept: null, percent: null };
const content = { progress: { ...NOTHING, quantity: '3' }, text: '更新 3 辆', problems: '', next: '', evidence: [] };

function sheet(variant: string, subject: string): views.DocumentAsk {
  return { kind: 'score-sheet', subject, variant, words: {} };
}

/** The rows below the head of a sheet that begins with the titles given, by title. */
function rowsOf(book: WorkBook, name: string, first: string): Record<string, string>[] {
  const at = book.SheetNames.findIndex((n) => n.includes(name));
  const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[at] ?? ''] ?? {}, { header: 1, defval: '' });
  const head = rows.findIndex((row) => row[0] === first);
  return rows
    .slice(head + 1)
    .filter((row) => row.slice(1).some((cell) => cell !== ''))
    .map((row) => Object.fromEntries((rows[head] ?? []).map((title, i) => [title, String(row[i] ?? '')])));
}

function formulasOf(book: WorkBook): number {
  return Object.values(book.Sheets).reduce(
    (n, own) =>
      n + Object.values(own).filter((cell) => typeof cell === 'object' && cell !== null && 'f' in cell).length,
    0,
  );
}

describe('the score of a unit', () => {
  let it: TestWorkspace;
  let as: (actor: Actor) => Application;
  let measure: string;
  let due: number;

  beforeAll(async () => {
    it = await testWorkspace(false, '2024-01-03T09:00');
    const application = createApplication(it.workspace);
    as = (actor) => application.as(actor);
    const { rows } = await as(office).assignments({ unit: 'mtg-transport' });
    measure = rows.find((r) => r.reports && r.progressKind === 'quantity')?.measure ?? 'none';
    await as(office).specifyMeasure(measure, {
      spec: { kind: 'quantity', target: '40', unit: '辆' },
      frequency: 'month',
      criteria: '每辆有凭证',
    });
    const own = rows.map((r) => r.id);
    await as(office).changeDispatch({ do: 'dispatch', assignments: own, share: null, note: '' });
    await as(liaison).signFor({ assignments: own });
    // The month is scored on the fifth working day after 1 February: 2, 4 (a Sunday worked for the Spring Festival), 5, 6, 7.
    it.clock.set('2024-02-18T10:00');
    await as(liaison).writeReport(`${measure}/mtg-transport/2024-01`, { do: 'submit', content });
    await as(office).verifyReport(`${measure}/mtg-transport/2024-01`, { do: 'return', remark: '请附凭证' });
    it.clock.set('2024-03-05T10:00');
    const month = (await as(office).monthReport('2024-01')).units.find((u) => u.unit === 'mtg-transport');
    due = month?.due ?? 0;
    expect(month).toMatchObject({ late: 1, onTime: 0, missing: due - 1 });
  });
  afterAll(() => it.remove());

  async function own(month: string, asOf?: string) {
    const scores = await as(office).scores({ pack: PACK, month, ...(asOf === undefined ? {} : { asOf }) });
    const row = scores.leagues.flatMap((l) => l.rows).find((r) => r.unit === 'mtg-transport');
    const times = Object.fromEntries(row?.entries.map((e) => [`${e.item} ${e.each}`, e.times]) ?? []);
    return { scores, row, times };
  }

  test('of a past month is what was known on its day, however late reports come', async () => {
    const { scores, row, times } = await own('2024-01');
    expect(scores.scoredOn).toBe('2024-02-07');
    // On that day none of the reports had come: three points each, down to nought.
    expect(times).toEqual({ 'timely -3': String(due) });
    expect(row?.parts.find((p) => p.id === 'timely')?.score).toBe(String(Math.max(0, 30 - 3 * due)));
    expect(row?.score).toBe(String(Math.max(0, 30 - 3 * due) + 30 + 15 + 15 + 10));
  });

  test('looked at on a later day, what was missing has become late', async () => {
    const { scores, times } = await own('2024-01', '2024-02-20');
    expect(scores.scoredOn).toBe('2024-02-20');
    expect(times['timely -1']).toBe('1');
    expect(times['timely -3'] ?? '0').toBe(String(due - 1));
  });

  test('a return counts in the month in which it was made', async () => {
    const { times } = await own('2024-02');
    expect(times['returned -1']).toBe('1');
  });

  test('excused units are left out with the reason', async () => {
    const rows = (await as(office).assignments({ unit: 'mtg-transport' })).rows.map((r) => r.id);
    await as(office).changeDispatch({ do: 'excuse', assignments: rows, reason: '“23·7”灾后重建（演示）' });
    const { scores, row } = await own('2024-01', '2024-03-05');
    expect(row).toBeUndefined();
    expect(scores.exempt).toMatchObject([{ unit: 'mtg-transport', reason: { zh: '免报：“23·7”灾后重建（演示）' } }]);
    // On the day of the score nobody was excused.
    expect((await own('2024-01')).row).toBeDefined();
  });

  test('questions that cannot be answered say why', async () => {
    await expect(as(office).scores({ pack: 'nothing', month: '2024-01' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(as(office).scores({ pack: PACK, month: '2024' })).rejects.toMatchObject({ code: 'bad-request' });
    const rizhao = await as(office).scores({ pack: 'town-ranking-rizhao-2021', month: '2024-01' });
    expect([rizhao.leagues, rizhao.pack.why?.zh.includes('未公布')]).toEqual([[], true]);
  });
});

describe('sheets of the demonstration', () => {
  let it: TestWorkspace;
  let application: Application;
  const folder = mkdtempSync(join(tmpdir(), 'qingshan-sheets-'));

  beforeAll(async () => {
    it = await testWorkspace(true);
    application = createApplication(it.workspace).as(office);
  });
  afterAll(async () => {
    await it.remove();
    rmSync(folder, { recursive: true });
  });

  function convert(target: string, name: string, bytes: Uint8Array): string {
    writeFileSync(join(folder, name), bytes);
    return join(convertWithLibreOffice(folder, target, [name]), name.replace(/\.\w+$/, `.${target}`));
  }

  test.each(['department', 'town'])('the workbook of the league of %ss can be added up by hand', async (league) => {
    const { bytes } = await application.documentDraftFile(sheet(`${PACK}/${league}`, '2024-09'), 'xlsx');
    const book = read(bytes);
    const page = await application.scores({ pack: PACK, month: '2024-09' });
    const rows = page.leagues.find((l) => l.id === league)?.rows ?? [];
    const entries = rowsOf(book, '明细', '序号');
    const items = rowsOf(book, '逐项', '单位');
    const totals = rowsOf(book, '汇总', '名次');
    expect([rows.length, totals.length, items.length]).toEqual([rows.length, rows.length, rows.length * 5]);
    expect(rows.length).toBeGreaterThan(10);
    expect(entries.length).toBe(rows.reduce((n, row) => n + row.entries.length, 0));
    for (const row of rows) {
      const name = row.name.zh;
      let total = 0;
      for (const item of items.filter((i) => i['单位'] === name)) {
        const points = entries
          .filter((e) => e['单位'] === name && e['项目'] === item['项目'])
          .reduce((sum, e) => sum + Number(e['次数']) * Number(e['每次']), 0);
        const score = Math.min(Number(item['上限']), Math.max(Number(item['下限']), Number(item['起评分']) + points));
        expect([name, item['项目'], Number(item['得分'])]).toEqual([name, item['项目'], score]);
        total += score;
      }
      const shown = totals.find((t) => t['单位'] === name);
      expect([name, Number(shown?.['合计']), Number(row.score)]).toEqual([name, total, total]);
      expect(Number(shown?.['名次'])).toBe(row.rank);
      expect(row.rank).toBe(1 + rows.filter((other) => Number(other.score) > total).length);
    }
    // Every sum is a formula: rank, items, total and check of a unit; three for each item; the points of an entry.
    expect(formulasOf(book)).toBe(rows.length * (1 + 5 + 1 + 1) + items.length * 3 + entries.length);
  });

  test.skipIf(!HAS_LIBRE_OFFICE)('the workbook of the towns by PM10 works out to the figures of the page', async () => {
    const pack = 'town-ranking-jinan-2019';
    const { bytes } = await application.documentDraftFile(sheet(`${pack}/all`, '2024-09'), 'xlsx');
    const page = (await application.scores({ pack, month: '2024-09' })).leagues[0]?.rows ?? [];
    const book = read(readFileSync(convert('xlsx', 'towns.xlsx', bytes)));
    const rows = rowsOf(book, '得分', '名次');
    expect(rows).toHaveLength(13);
    const column = (part: string) => Object.keys(rows[0] ?? {}).find((title) => title.includes(part)) ?? part;
    const level = rows.map((row) => Number(row[column('PM10 月均浓度（')]));
    const now = rows.map((row) => Number(row[column('PM10 较上月变化（µ')]));
    const before = rows.map((row) => Number(row[column('上月（')]));
    const change = now.map((x, i) => (x / (before[i] ?? 1) - 1) * 100);
    // Jinan: 60 + 40 × (x − worst) ÷ (best − worst), the lowest is the best; half each.
    const points = (values: number[]) => {
      const [best, worst] = [Math.min(...values), Math.max(...values)];
      return values.map((x) => 60 + (40 * (x - worst)) / (best - worst));
    };
    for (const [i, row] of rows.entries()) {
      const score = ((points(level)[i] ?? 0) + (points(change)[i] ?? 0)) / 2;
      const shown = page.find((p) => p.name.zh === row['镇街']);
      expect(Math.abs(Number(row['得分']) - score)).toBeLessThan(0.005_001);
      expect([Number(row['得分']), Number(row['名次'])]).toEqual([Number(shown?.score), shown?.rank]);
      expect(row['核对']).toBe('一致');
    }
  });

  test.skipIf(!HAS_LIBRE_OFFICE)('the bulletin laid out by LibreOffice has the figures of the pages', async () => {
    const ask = { kind: 'monthly-bulletin' as const, subject: '2024-09', variant: '', words: {} };
    const { bytes } = await application.documentDraftFile(ask, 'docx');
    const pdf = convert('pdf', 'bulletin.docx', bytes);
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replaceAll(/\s/g, '');
    const { counts } = await application.monthReport('2024-09');
    const { due, onTime, late, missing } = counts;
    expect(text).toContain(`本月应报送进展${due}项，其中按时报送${onTime}项、逾期报送${late}项、未报送${missing}项。`);
    const board = await application.board({ through: '2024-09-30' });
    const shown = board.boards.flatMap((b) => b.targets).flatMap((row) => row.assessment?.shown ?? []);
    expect(shown.length).toBeGreaterThan(8);
    for (const figure of shown) expect(text).toContain(figure.replaceAll(/\s/g, ''));
    const towns = await application.towns({ period: '2024-09', parameter: 'pm25' });
    for (const row of towns.rows) expect(text).toContain(`${row.name.zh}${row.shown}`);
  });
});
