import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { districtFolder, loadDistrict, type Plan } from '@qingshan/campaign';
import { writePlanDocx } from '@qingshan/documents';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demonstration } from './demonstration.ts';
import { SKIP } from './support.ts';

/**
 * A measure from the document that orders it to the bulletin that counts it, in the hands of six people: the office, a
 * department, a town, an inspector, a leader, and whoever reads what was published.
 */

const MONTH = '2024-10';
const SCORES = `pack=unit-scoring-example-2024&month=${MONTH}`;
const MEASURE = '对照通报逐处核验裸露地块苫盖情况。';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const run = promisify(execFile);

const counts = z.object({
  counts: z.object({ due: z.number(), onTime: z.number(), late: z.number(), missing: z.number(), open: z.number() }),
});
const scores = z.object({
  leagues: z.array(
    z.object({
      rows: z.array(
        z.object({
          unit: z.string(),
          score: z.string(),
          parts: z.array(z.object({ id: z.string(), score: z.string() })),
        }),
      ),
    }),
  ),
});
const plan = z.object({
  boards: z.array(
    z.object({
      tasks: z.array(
        z.object({ measures: z.array(z.object({ id: z.string(), title: z.object({ zh: z.string() }) })) }),
      ),
    }),
  ),
});

/** The plan with one measure more, as the office would have written it in Word. */
function amended(of: Plan): Plan {
  const [board, ...boards] = of.boards;
  const [task, ...tasks] = board?.tasks ?? [];
  const [first] = task?.measures ?? [];
  if (!board || !task || !first) throw new Error('the plan has no measure');
  const added = {
    ...first,
    title: { zh: MEASURE, en: '' },
    initiative: false,
    lead: [],
    responsible: ['mtg-housing', 'mtg-dayu'],
    assisting: [],
    due: { kind: 'date', date: '2024-12-31', text: { zh: '2024年12月底前', en: 'By the end of December' } } as const,
  };
  return {
    ...of,
    boards: [{ ...board, tasks: [{ ...task, measures: [...task.measures, added] }, ...tasks] }, ...boards],
  };
}

const squeezed = (text: string): string => text.replaceAll(/\s/g, '');

describe.skipIf(SKIP)('a month of the campaign', () => {
  const demo = demonstration();
  let office: Page;
  let department: Page;
  let town: Page;
  let inspector: Page;
  let leader: Page;
  let reader: Page;
  /** Id of the measure that is new */
  let id = '';
  let scoreBefore: readonly [number, number];

  const countsNow = async () =>
    counts.parse(await (await office.request.get(`/api/v1/month-reports/${MONTH}`)).json()).counts;
  /** The town's score and its part for reports that did not have to be returned, by what happened up to now. */
  const scoreOfTown = async (): Promise<readonly [total: number, notReturned: number]> => {
    const answer = await office.request.get(`/api/v1/scores?${SCORES}&asOf=2024-10-31`);
    const { leagues } = scores.parse(await answer.json());
    const row = leagues.flatMap((league) => league.rows).find((r) => r.unit === 'mtg-dayu');
    return [Number(row?.score), Number(row?.parts.find((part) => part.id === 'returned')?.score)];
  };
  const cardOf = (page: Page): Locator => page.locator('.report-card[aria-label]').first();
  const reportOf = (unit: string): string => `/reports/${id}/${unit}/${MONTH}`;
  const write = async (page: Page, unit: string, quantity: string, words: string): Promise<void> => {
    await page.goto(reportOf(unit));
    const card = cardOf(page);
    await card.getByLabel('累计完成量').fill(quantity);
    await card.getByLabel('进展描述').fill(words);
    await card.getByRole('button', { name: '提交', exact: true }).click();
    await card.getByText('已提交').waitFor();
  };

  beforeAll(async () => {
    office = await demo.pageOf('demo.office');
    department = await demo.pageOf('demo.department');
    town = await demo.pageOf('demo.town', 'zh', 390);
    inspector = await demo.pageOf('demo.inspector', 'zh', 390);
    leader = await demo.pageOf('demo.leader');
    reader = await demo.pageOf(null, 'zh', 390);
  });

  test('the office issues an amendment from Word that orders one measure more', async () => {
    const { plans, units } = loadDistrict(districtFolder('mentougou'));
    const [running] = plans;
    if (!running) throw new Error('the district has no plan');
    const buffer = Buffer.from(writePlanDocx({ plan: amended(running), units }, 'annexes'));
    await office.goto('/plan/drafts');
    await office.locator('.drop-box input:enabled').setInputFiles({ name: '修订.docx', mimeType: DOCX, buffer });
    await office.waitForURL(/\/plan\/drafts\/\d+/);
    // The one thing that the document leaves open is asked, not guessed.
    await office.locator('.doubt-card').getByText('没有写牵头单位').waitFor();
    await office.locator('.doubt-card').getByRole('button', { name: '不列单位' }).click();
    const doubts = office.getByRole('region', { name: '疑点清单' }).getByRole('status');
    await expect.poll(() => doubts.innerText()).toContain('1/1');
    const issue = office.getByRole('region', { name: '印发为版本' });
    await issue.getByLabel('文件名称').fill('关于增补行动计划措施的通知');
    await issue.getByLabel('发文日期').fill('2024-10-30');
    await issue.getByRole('button', { name: '预览影响' }).click();
    await issue.locator('summary').filter({ hasText: '新增措施' }).waitFor();
    expect(await issue.locator('summary').filter({ hasText: '新增措施' }).innerText()).toContain('1');
    office.once('dialog', (dialog) => void dialog.accept());
    await issue.getByRole('button', { name: '印发第 2 版' }).click();
    await office.getByRole('link', { name: '看版本与差异' }).waitFor();
    const now = plan.parse(await (await office.request.get('/api/v1/plan')).json());
    const measures = now.boards.flatMap((b) => b.tasks.flatMap((t) => t.measures));
    expect(measures).toHaveLength(201);
    id = measures.find((m) => m.title.zh === MEASURE)?.id ?? '';
    expect(id).not.toBe('');
  });

  test('it says how the measure is followed, dispatches it to both units and shares it out', async () => {
    await office.goto(`/measures/${id}`);
    await office.getByText('设定进度口径与验收标准').click();
    await office.getByLabel('进度口径').selectOption({ label: '数量' });
    await office.getByLabel('任务量').fill('12');
    await office.getByLabel('单位', { exact: true }).fill('处');
    await office.getByLabel('验收标准').fill('每处有苫盖前后照片');
    await office.getByRole('button', { name: '保存', exact: true }).click();
    await office.getByText('每月报送 · 任务量 12 处').waitFor();
    await office.goto('/desk?status=not-dispatched');
    await expect.poll(() => office.getByRole('status').first().innerText()).toBe('2 件');
    await office.getByLabel('全选').check();
    await office.getByRole('button', { name: '派发选中的 2 件' }).click();
    await office.getByText('已派发 2 件').waitFor();

    await office.goto(`/measures/${id}`);
    const shares = office.getByRole('region', { name: '份额分解' });
    await shares.getByText('还差 12 处').waitFor();
    await shares.getByLabel('区住房和城乡建设委员会').fill('8');
    await shares.getByLabel('大峪街道').fill('4');
    await shares.getByRole('button', { name: '保存份额' }).click();
    await shares.getByText('各单位份额合计 12 处，任务量 12 处', { exact: true }).waitFor();
  });

  test('both units sign, fill in and hand in', async () => {
    for (const page of [department, town]) {
      await page.goto('/work');
      await page.getByRole('button', { name: '全部签收' }).click();
      await page.getByRole('button', { name: '全部签收' }).waitFor({ state: 'hidden' });
    }
    const before = await countsNow();
    await write(department, 'mtg-housing', '8', '核验8处，苫盖到位8处');
    await write(town, 'mtg-dayu', '4', '核验4处');
    // Both reports were open until 1 November and came on 31 October.
    expect(await countsNow()).toEqual({ ...before, onTime: before.onTime + 2, open: before.open - 2 });
  });

  test('the inspector finds one of them unproved and returns it; the town proves it and hands it in again', async () => {
    scoreBefore = await scoreOfTown();
    await inspector.goto(reportOf('mtg-dayu'));
    const checked = cardOf(inspector);
    await checked.getByLabel('核查意见').fill('缺苫盖前后照片');
    await checked.getByRole('button', { name: '退回', exact: true }).click();
    await checked.getByText('已退回').waitFor();

    await town.goto(reportOf('mtg-dayu'));
    const card = cardOf(town);
    await card.getByText('退回原因：缺苫盖前后照片').waitFor();
    await card.locator('input[type=file]').setInputFiles({
      name: '苫盖照片.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n演示照片'),
    });
    await card.getByRole('link', { name: '苫盖照片.pdf' }).waitFor();
    await card.getByRole('button', { name: '提交', exact: true }).click();
    await card.getByText('已提交').waitFor();
  });

  test('both are verified by a second person, and the measure shows what is proved', async () => {
    for (const [page, unit] of [
      [inspector, 'mtg-dayu'],
      [office, 'mtg-housing'],
    ] as const) {
      await page.goto(reportOf(unit));
      const card = cardOf(page);
      await card.getByLabel('核查意见').fill('逐处看过，属实');
      await card.getByRole('button', { name: '核查通过' }).click();
      await card.getByText('已核查').waitFor();
    }
    await leader.goto(`/measures/${id}`);
    const rows = leader.locator('.assignments tbody tr');
    await rows.filter({ hasText: '区住房和城乡建设委员会' }).getByText('自报 8/8 处，核实 8/8 处').waitFor();
    await rows.filter({ hasText: '大峪街道' }).getByText('自报 4/4 处，核实 4/4 处').waitFor();
    await expect.poll(() => leader.getByRole('table').last().innerText()).toContain('核验8处，苫盖到位8处');
  });

  test('the month is scored: by the rule of the example a return costs one point, and a leader reads why', async () => {
    const [total, notReturned] = scoreBefore;
    expect(await scoreOfTown()).toEqual([total - 1, notReturned - 1]);
    await leader.goto(`/scores?${SCORES}&on=2024-10-31`);
    const row = leader.locator('table.scores tbody tr').filter({ hasText: '大峪街道' });
    await expect.poll(() => row.locator('td b').innerText()).toBe(String(total - 1));
    await row.getByRole('button', { name: '大峪街道' }).click();
    await leader.locator('tr.why').getByText(/退回/).first().waitFor();
  });

  test('the bulletin of the month is published, and its figures are those of the screen', async () => {
    await office.goto(`/documents/draft?kind=monthly-bulletin&subject=${MONTH}`);
    await office.getByRole('heading', { level: 1, name: /^起草：关于/ }).waitFor();
    await office.getByRole('button', { name: '发布', exact: true }).click();
    await office.getByRole('button', { name: '确定发布' }).click();
    await office.waitForURL(/\/documents\/\d+/);
    await office.getByText('通报〔2024〕1号').first().waitFor();

    await reader.goto(new URL(office.url()).pathname);
    const paper = reader.frameLocator('iframe.paper');
    await paper.locator('h1').waitFor();
    const shown = squeezed(await paper.locator('main').innerText());
    const { onTime, late, missing } = await countsNow();
    const sentence = `本月应报送进展${onTime + late + missing}项，其中按时报送${onTime}项、逾期报送${late}项、未报送${missing}项。`;
    expect(shown).toContain(sentence);
    expect(shown).toContain('共201项措施');

    const link = await reader.getByRole('link', { name: 'Word' }).first().getAttribute('href');
    const file = await reader.request.get(link ?? '');
    expect(file.headers()['content-type']).toBe(DOCX);
    const folder = await mkdtemp(join(tmpdir(), 'qingshan-month-'));
    try {
      await writeFile(join(folder, 'bulletin.docx'), await file.body());
      const where = `-env:UserInstallation=file://${join(folder, 'profile')}`;
      const target = ['--convert-to', 'pdf', '--outdir', folder];
      await run('soffice', ['--headless', where, ...target, join(folder, 'bulletin.docx')]);
      const { stdout } = await run('pdftotext', ['-layout', join(folder, 'bulletin.pdf'), '-']);
      const printed = squeezed(stdout.replaceAll(/—\s*\d+\s*—/g, ''));
      expect(printed).toContain('通报〔2024〕1号');
      expect(printed).toContain(sentence);
      expect(printed).toContain('共201项措施');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('no page complained', () => {
    expect(demo.complaints.filter((text) => !/sandboxed|status of 401/.test(text))).toEqual([]);
  });
});
