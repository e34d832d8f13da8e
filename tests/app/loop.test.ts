import { createApplication, type Application } from '@qingshan/app';
import type { Actor } from '@qingshan/campaign';
import { readGrid } from '@qingshan/documents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const second: Actor = { id: 'p2', name: '攻坚办乙', role: 'plan-office', unit: 'mtg-eeb' };
const liaison: Actor = { id: 'p3', name: '联络员丙', role: 'department', unit: 'mtg-transport' };
const town: Actor = { id: 'p4', name: '联络员丁', role: 'town', unit: 'mtg-longquan' };

const NOTHING = { quantity: null, steps: [], kept: null, percent: null };
const EMPTY = { progress: NOTHING, text: '', problems: '', next: '', evidence: [] };
const quantity = (done: string, text = '') => ({ ...EMPTY, text, progress: { ...NOTHING, quantity: done } });

let it: TestWorkspace;
let as: (actor: Actor) => Application;
/** A counted measure on which the transport bureau reports. */
let measure: string;

beforeAll(async () => {
  it = await testWorkspace(false, '2024-01-03T09:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
  const { rows } = await as(office).assignments({ unit: 'mtg-transport' });
  const counted = rows.find((row) => row.reports && row.progressKind === 'quantity');
  if (!counted) throw new Error('nothing counted for the transport bureau');
  measure = counted.measure;
});
afterAll(() => it.remove());

const id = (period: string) => `${measure}/mtg-transport/${period}`;

describe('one measure through the loop', () => {
  test('before dispatch the desk says that nothing has been dispatched', async () => {
    const desk = await as(office).desk();
    expect(desk.counts['not-dispatched']).toBe(desk.total);
    expect((await as(liaison).worklist('mtg-transport')).total).toBe(0);
    await expect(as(liaison).worklist('mtg-water')).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('the office says how it is followed, dispatches everything, the unit signs', async () => {
    await as(office).specifyMeasure(measure, {
      spec: { kind: 'quantity', target: '40', unit: '辆' },
      frequency: 'month',
      criteria: '每辆有注销或登记凭证',
    });
    const all = (await as(office).assignments({})).rows.map((row) => row.id);
    const input = { do: 'dispatch', assignments: all, share: null, note: '' } as const;
    expect(await as(office).changeDispatch(input)).toEqual({ changed: all.length });
    expect(await as(office).changeDispatch(input)).toEqual({ changed: 0 });
    const { toSign } = await as(liaison).worklist('mtg-transport');
    expect(toSign.length).toBeGreaterThan(5);
    await as(liaison).signFor({ assignments: toSign.map((row) => row.id) });
    expect((await as(liaison).worklist('mtg-transport')).toSign).toEqual([]);
    await expect(as(town).signFor({ assignments: toSign.map((row) => row.id) })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  test('a report is drafted, handed in, returned, handed in again and verified by somebody else', async () => {
    it.clock.set('2024-02-01T10:00');
    await as(liaison).writeReport(id('2024-01'), { do: 'save', content: quantity('3') });
    const submitted = await as(liaison).writeReport(id('2024-01'), {
      do: 'submit',
      content: quantity('3', '更新 3 辆'),
    });
    expect(submitted).toMatchObject({ state: 'submitted', timing: 'on-time', may: ['withdraw'] });
    const returned = await as(office).verifyReport(id('2024-01'), { do: 'return', remark: '请附凭证' });
    expect(returned).toMatchObject({ state: 'returned', remark: '请附凭证' });
    it.clock.set('2024-02-02T10:00');
    await as(liaison).writeReport(id('2024-01'), { do: 'submit', content: quantity('4', '更新 4 辆') });
    const accepted = await as(second).verifyReport(id('2024-01'), { do: 'accept', remark: '抽查 2 辆属实' });
    expect(accepted.history.map((event) => event.type)).toEqual([
      'saved',
      'submitted',
      'returned',
      'submitted',
      'accepted',
    ]);
    // First handed in on the due day, 1 February: on time, whatever was mended later.
    expect(accepted.assignment).toMatchObject({
      verified: { done: '4', of: '40', share: 0.1 },
      timely: { due: 1, onTime: 1, late: 0, missing: 0 },
    });
  });

  test('the next report begins with the figures of the one before', async () => {
    it.clock.set('2024-03-04T10:00');
    const march = await as(liaison).report(id('2024-02'));
    expect(march).toMatchObject({
      carriedOver: true,
      content: { progress: { quantity: '4' }, text: '' },
      timing: 'missing',
    });
    const late = await as(liaison).writeReport(id('2024-02'), { do: 'submit', content: quantity('2', '正在积极推进') });
    expect(late.timing).toBe('late');
    expect(late.doubts.map((doubt) => doubt.code)).toEqual(['decreased', 'no-figure']);
  });

  test('every count of the desk is the length of its list', async () => {
    const desk = await as(office).desk();
    for (const [status, count] of Object.entries(desk.counts)) {
      const { rows } = await as(office).assignments({ status: status as 'late' });
      expect([status, rows.length]).toEqual([status, count]);
    }
    expect((await as(office).assignments({ doubtful: 'yes' })).rows.length).toBe(desk.doubtful);
    expect(Object.values(desk.counts).reduce((a, b) => a + b)).toBe(desk.total);
    for (const unit of desk.units) {
      expect((await as(office).assignments({ unit: unit.unit })).rows.length).toBe(unit.total);
    }
  });

  test('a list comes in pages, the most urgent first, and says what every other choice would list', async () => {
    const list = (query: Parameters<Application['assignments']>[0]) => as(office).assignments(query);
    const whole = await list({});
    const paged: string[] = [];
    for (let offset = 0; offset < whole.total; offset += 500) {
      const { total, rows } = await list({ offset, limit: 500 });
      expect([total, rows.length]).toEqual([whole.total, Math.min(500, whole.total - offset)]);
      paged.push(...rows.map((row) => row.id));
    }
    expect(paged).toEqual(whole.rows.map((row) => row.id));
    // Everything was dispatched, the transport bureau alone has signed: where it reports it is behind and comes first,
    // where it only helps nothing is asked and it comes last.
    const unitAndStatus = (row: (typeof whole.rows)[number] | undefined) => [row?.unit, row?.status];
    expect(unitAndStatus(whole.rows[0])).toEqual(['mtg-transport', 'silent']);
    expect(unitAndStatus(whole.rows.at(-1))).toEqual(['mtg-transport', 'on-track']);

    const others = { unit: 'mtg-transport', board: 'blue-sky' };
    const page = await list({ ...others, status: 'late', limit: 1 });
    expect(page.all).toBe((await list(others)).total);
    expect(page.doubtful).toBe((await list({ ...others, doubtful: 'yes' })).total);
    for (const [status, count] of Object.entries(page.counts)) {
      expect([status, (await list({ ...others, status: status as 'late' })).total]).toEqual([status, count]);
    }
    const units = await list({ ...others, status: 'unsigned' });
    expect(units.total).toBe(0);
    expect(Object.keys(units.units).length).toBeGreaterThan(5);
    for (const [unit, count] of Object.entries(units.units)) {
      expect([unit, (await list({ board: 'blue-sky', status: 'unsigned', unit })).total]).toEqual([unit, count]);
    }
  });

  test('the month is the sum of its units', async () => {
    const month = await as(office).monthReport('2024-01');
    // On 4 March January was due on 1 February: one report came, all others of the dispatched ones are missing.
    expect(month.counts).toMatchObject({ onTime: 1, late: 0, missing: month.counts.due - 1, open: 0, claimed: 0 });
    for (const key of ['due', 'onTime', 'late', 'missing', 'open', 'claimed', 'verified'] as const) {
      expect(month.units.reduce((sum, unit) => sum + unit[key], 0)).toBe(month.counts[key]);
    }
    expect(month.missing).toHaveLength(month.counts.missing);
    await expect(as(office).monthReport('2024')).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('the bulletin of the month says the same figures in Word, Excel and on the page', async () => {
    const month = await as(office).monthReport('2024-01');
    const rows = (bytes: Uint8Array, name: string) =>
      readGrid(name, bytes)
        .blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))
        .map((row) => row.map((cell) => cell.paragraphs.join('')));
    const own = month.units.find((unit) => unit.unit === 'mtg-transport');
    if (!own) throw new Error('no transport bureau');
    const name = own.name.zh;
    const [due, onTime, late, missing] = [own.due, own.onTime, own.late, own.missing].map(String);
    const draft = (subject: string, form: 'docx' | 'xlsx' | 'html') =>
      as(office).documentDraftFile({ kind: 'monthly-bulletin', subject, variant: '', words: {} }, form);
    const docx = await draft('2024-01', 'docx');
    const found = rows(docx.bytes, docx.name).find((row) => row.includes(name) && row.length > 6);
    expect(found?.slice(1, 6)).toEqual([name, due, onTime, late, missing]);
    const xlsx = await draft('2024-01', 'xlsx');
    expect(rows(xlsx.bytes, xlsx.name).some((row) => row.includes(name) && row.includes(due ?? ''))).toBe(true);
    const html = new TextDecoder().decode((await draft('2024-01', 'html')).bytes);
    expect(html).toContain(name);
    expect(html).toContain(`应报`);
    expect([docx.name, html.includes('模拟数据')]).toEqual([
      '关于深入打好污染防治攻坚战2024年行动计划2024年1月进展情况的通报（草稿）.docx',
      false,
    ]);
    await expect(draft('一月', 'docx')).rejects.toMatchObject({ code: 'unknown-period' });
  });

  test('who acts on an older state is told, and nothing is stored', async () => {
    const before = await as(office).report(id('2024-02'));
    await as(liaison).writeReport(id('2024-02'), { do: 'withdraw', seen: before.seq });
    const late = as(liaison).writeReport(id('2024-02'), { do: 'submit', content: quantity('9'), seen: before.seq });
    await expect(late).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect((await as(liaison).report(id('2024-02'))).state).toBe('draft');
  });

  test('of two who submit at once one wins', async () => {
    const submit = (done: string) => as(liaison).writeReport(id('2024-02'), { do: 'submit', content: quantity(done) });
    const results = await Promise.allSettled([submit('5'), submit('6')]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  test('help is asked of another unit, and late there when its day has passed', async () => {
    const content = { measure, from: 'mtg-transport', to: 'mtg-eeb', text: '请协调凭证', due: '2024-03-01' };
    const { id: help } = await as(liaison).raiseHelp(content);
    expect((await as(office).desk()).overdueHelp).toBe(1);
    await expect(as(town).answerHelp(help, '不是我')).rejects.toMatchObject({ code: 'not-allowed' });
    await as(office).answerHelp(help, '已与交管联系');
    await as(liaison).settleHelp(help, { do: 'close' });
    expect(await as(liaison).helps()).toMatchObject([{ id: help, state: 'closed', answer: '已与交管联系' }]);
  });

  test('an approved request moves the measure, a refused one does not', async () => {
    const ask = (to: string) =>
      as(liaison).askChange({ measure, unit: 'mtg-transport', what: 'move', to, reason: '车辆交付推迟' });
    const refused = await ask('2025-06-30');
    await as(office).decideChange(refused.id, { do: 'refuse', remark: '不得跨年' });
    expect((await as(office).measurePage(measure)).setting.movedTo).toBeNull();
    const { id: request } = await ask('2025-03-31');
    await as(office).decideChange(request, { do: 'approve', remark: '同意' });
    const page = await as(office).measurePage(measure);
    expect(page).toMatchObject({ setting: { movedTo: '2025-03-31' }, due: { date: '2025-03-31' } });
    expect(page.requests.map((r) => [r.id, r.state])).toEqual([
      [request, 'approved'],
      [refused.id, 'refused'],
    ]);
  });

  test('a period on which nobody reports is not a report', async () => {
    await expect(as(liaison).report(id('2024-13'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      as(liaison).writeReport(id('2023-12'), { do: 'submit', content: quantity('1') }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a unit with a share of its own is asked for that, not for the whole', async () => {
    const assignments = [`${measure}/mtg-transport`];
    await as(office).changeDispatch({ do: 'share', assignments, share: '15' });
    expect((await as(liaison).report(id('2024-02'))).spec).toEqual({ kind: 'quantity', target: '15', unit: '辆' });
    expect((await as(office).measurePage(measure)).setting.spec).toMatchObject({ target: '40' });
  });

  test('another process sees the same state', async () => {
    const other = createApplication(it.workspace).as(office);
    expect(await other.desk()).toEqual(await as(office).desk());
    expect(await other.measurePage(measure)).toEqual(await as(office).measurePage(measure));
  });

  test('all of it stands in the audit, unbroken', async () => {
    const { registry } = it.workspace;
    const actions = (await registry.audits()).map((entry) => entry.action);
    for (const action of [
      'specify-measure',
      'dispatch',
      'sign-for',
      'write-report',
      'verify-report',
      'decide-change',
    ]) {
      expect(actions).toContain(action);
    }
    expect((await registry.verifyAudit()).broken).toBeNull();
  });
});
