import { randomUUID } from 'node:crypto';
import { createApplication, type Application } from '@qingshan/app';
import type { Actor } from '@qingshan/campaign';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const inspector: Actor = { id: 'p5', name: '检查员戊', role: 'inspector', unit: null };
const other: Actor = { id: 'p6', name: '检查员己', role: 'inspector', unit: null };
const liaison: Actor = { id: 'p3', name: '联络员丙', role: 'department', unit: 'mtg-transport' };

const NOTHING = { quantity: null, steps: [], kept: null, percent: null };
const quantity = (done: string) => ({
  progress: { ...NOTHING, quantity: done },
  text: `更新 ${done} 辆`,
  problems: '',
  next: '',
  evidence: [],
});

let it: TestWorkspace;
let as: (actor: Actor) => Application;
let measure: string;

const id = (period: string) => `${measure}/mtg-transport/${period}`;
const eventsOf = (period: string) => it.workspace.registry.eventsOf(`report:${id(period)}`);
const auditsOf = async (period: string) =>
  (await it.workspace.registry.audits({ subject: `report:${id(period)}` })).filter((a) => a.action === 'check-on-site');

const check = (period: string, seen: number | null, more: object = {}) => ({
  act: randomUUID(),
  person: 'p5',
  report: id(period),
  do: 'accept' as const,
  holds: true,
  remark: '抽查 2 辆属实',
  reading: '4',
  at: '2024-02-01T15:30',
  place: { longitude: 116.1, latitude: 39.9, accuracy: 12 },
  evidence: [],
  seen,
  ...more,
});

beforeAll(async () => {
  it = await testWorkspace(false, '2024-01-03T09:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
  const { rows } = await as(office).assignments({ unit: 'mtg-transport' });
  measure = rows.find((row) => row.reports && row.progressKind === 'quantity')?.measure ?? '';
  await as(office).specifyMeasure(measure, {
    spec: { kind: 'quantity', target: '40', unit: '辆' },
    frequency: 'month',
    criteria: '每辆有登记凭证',
  });
  const assignments = rows.map((row) => row.id);
  await as(office).changeDispatch({ do: 'dispatch', assignments, share: null, note: '' });
  await as(office).changeDispatch({ do: 'share', assignments: [`${measure}/mtg-transport`], share: '4' });
  await as(liaison).signFor({ assignments });
  it.clock.set('2024-02-01T10:00');
  await as(liaison).writeReport(id('2024-01'), { do: 'submit', content: quantity('3') });
  it.clock.set('2024-03-01T10:00');
  await as(liaison).writeReport(id('2024-02'), { do: 'submit', content: quantity('4') });
});
afterAll(() => it.remove());

describe('checks on the spot', () => {
  test('a report asks the unit for its own share, not for the whole of the measure', async () => {
    expect((await as(liaison).report(id('2024-01'))).spec).toEqual({ kind: 'quantity', target: '4', unit: '辆' });
  });

  test('what waits is listed with all that a device needs, the oldest first', async () => {
    const work = await as(inspector).fieldWork();
    expect(work.person).toBe('p5');
    expect(work.items.map((i) => [i.report, i.kind, i.since, i.seq, i.claimed.progress.quantity])).toEqual([
      [id('2024-01'), 'verify', '2024-02-01', 1, '3'],
      [id('2024-02'), 'verify', '2024-03-01', 1, '4'],
    ]);
    expect(work.items[0]).toMatchObject({ criteria: '每辆有登记凭证', spec: { target: '4' } });
    await expect(as(liaison).fieldWork()).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('sent twice it is one event, one audit row, one answer', async () => {
    const input = check('2024-01', 1);
    const first = await as(inspector).recordCheck(input);
    expect(first).toMatchObject({ report: id('2024-01'), seq: 2, type: 'accepted', repeated: false });
    it.clock.set('2024-03-02T10:00');
    expect(await as(inspector).recordCheck(input)).toEqual({ ...first, repeated: true });
    expect((await eventsOf('2024-01')).map((e) => e.type)).toEqual(['submitted', 'accepted']);
    expect(await auditsOf('2024-01')).toHaveLength(1);
    const [, seen] = (await as(office).report(id('2024-01'))).history;
    expect(seen).toMatchObject({
      remark: '抽查 2 辆属实',
      check: { reading: '4', at: '2024-02-01T15:30', place: { accuracy: 12 } },
    });
  });

  test('the same act sent twice at once is recorded once', async () => {
    it.clock.set('2024-04-01T10:00');
    await as(liaison).writeReport(id('2024-03'), { do: 'submit', content: quantity('4') });
    const input = check('2024-03', 1);
    const answers = await Promise.all([as(inspector).recordCheck(input), as(inspector).recordCheck(input)]);
    expect(answers.map((a) => a.seq)).toEqual([2, 2]);
    expect(answers.map((a) => a.repeated).toSorted()).toEqual([false, true]);
    expect(await eventsOf('2024-03')).toHaveLength(2);
  });

  test('what somebody else decided meanwhile is not overwritten; what was seen can be kept as a note', async () => {
    await as(other).verifyReport(id('2024-02'), { do: 'return', remark: '缺凭证' });
    const late = check('2024-02', 1);
    await expect(as(inspector).recordCheck(late)).rejects.toMatchObject({ code: 'changed-meanwhile', status: 409 });
    const noted = await as(inspector).recordCheck({ ...late, do: 'note', seen: null });
    expect(noted).toMatchObject({ act: late.act, type: 'noted' });
    const report = await as(office).report(id('2024-02'));
    expect(report).toMatchObject({ state: 'returned', remark: '缺凭证' });
    expect(report.history.at(-1)).toMatchObject({ type: 'noted', by: { id: 'p5' }, check: { holds: true } });
  });

  test('a report that its unit took back is a conflict too', async () => {
    it.clock.set('2024-05-06T10:00');
    await as(liaison).writeReport(id('2024-04'), { do: 'submit', content: quantity('4') });
    await as(liaison).writeReport(id('2024-04'), { do: 'withdraw' });
    await expect(as(inspector).recordCheck(check('2024-04', 1))).rejects.toMatchObject({ code: 'changed-meanwhile' });
  });

  test('nobody sends another person’s checks, nor one without its photos', async () => {
    await as(liaison).writeReport(id('2024-04'), { do: 'submit', content: quantity('4') });
    const input = check('2024-04', 3);
    await expect(as(other).recordCheck(input)).rejects.toMatchObject({ code: 'bad-report' });
    const photo = 'a'.repeat(64);
    await expect(as(inspector).recordCheck({ ...input, evidence: [photo] })).rejects.toMatchObject({
      code: 'bad-report',
    });
    expect(await eventsOf('2024-04')).toHaveLength(3);
    const done = await as(inspector).recordCheck(input);
    expect(done.type).toBe('accepted');
    await expect(as(other).recordCheck({ ...input, person: 'p6' })).rejects.toMatchObject({ code: 'bad-report' });
  });

  test('what was verified as done is due for a re-check 90 days after somebody last looked', async () => {
    // All 4 of the unit's share were verified, the last report on 6 May; 90 days later it is 4 August.
    it.clock.set('2024-08-03T10:00');
    expect((await as(inspector).fieldWork()).items.filter((i) => i.kind === 'recheck')).toEqual([]);
    it.clock.set('2024-08-04T10:00');
    const due = (await as(inspector).fieldWork()).items.find((i) => i.kind === 'recheck');
    expect(due).toMatchObject({ report: id('2024-04'), since: '2024-05-06' });
    await as(inspector).recordCheck(check('2024-04', due?.seq ?? 0, { do: 'recheck' }));
    expect((await as(inspector).fieldWork()).items.filter((i) => i.kind === 'recheck')).toEqual([]);
  });
});

describe('problems found on the spot', () => {
  const finding = (more: object = {}) => ({
    act: randomUUID(),
    person: 'p5',
    title: '裸土未覆盖',
    topic: 'site-dust',
    town: 'mtg-dayu',
    place: '示例路口东侧',
    unit: 'mtg-transport',
    remark: '约 200 平方米，无覆盖',
    at: '2024-08-05T09:30',
    position: { longitude: 116.1, latitude: 39.9, accuracy: 8 },
    evidence: [],
    ...more,
  });
  const found = async (act: string) => (await it.workspace.registry.cases.list({ key: `finding:${act}` })).cases;
  const rows = async () =>
    (await it.workspace.registry.audits({}))
      .filter(({ action }) => action === 'find-on-site')
      .map((row) => row.subject);

  test('sent twice it is one case, one audit row, one answer', async () => {
    it.clock.set('2024-08-05T11:00');
    const input = finding();
    const first = await as(inspector).recordFinding(input);
    expect(first).toEqual({ act: input.act, case: 'XC-20240805-001', repeated: false });
    it.clock.set('2024-08-06T11:00');
    expect(await as(inspector).recordFinding(input)).toEqual({ ...first, repeated: true });
    expect(await found(input.act)).toHaveLength(1);
    expect(await rows()).toEqual(['case:XC-20240805-001']);
    expect(await as(office).caseDetail(first.case)).toMatchObject({
      row: { source: 'patrol', state: 'new', town: 'mtg-dayu', received: '2024-08-05T09:30' },
      concerns: { id: 'mtg-transport' },
      position: { lon: 116.1, lat: 39.9 },
      history: [{ type: 'opened' }, { type: 'noted', text: '约 200 平方米，无覆盖' }],
    });
  });

  test('the same act twice at once, and two acts at once, are one case each', async () => {
    const [one, two] = [finding(), finding({ title: '道路积尘' })];
    const answers = await Promise.all([one, one, two].map((input) => as(inspector).recordFinding(input)));
    const byAct = new Map(answers.map((answer) => [answer.act, answer.case]));
    expect([...byAct.values()].toSorted()).toEqual(['XC-20240806-001', 'XC-20240806-002']);
    expect(answers.map((answer) => byAct.get(answer.act) === answer.case)).toEqual([true, true, true]);
    expect(answers.filter((answer) => answer.repeated)).toHaveLength(1);
    expect(await rows()).toHaveLength(3);
  });

  test('photos stand with the case; without them, or of another person, nothing opens', async () => {
    const photo = 'b'.repeat(64);
    const input = finding({ evidence: [photo] });
    await expect(as(inspector).recordFinding(input)).rejects.toMatchObject({ code: 'bad-report' });
    await expect(as(other).recordFinding(finding())).rejects.toMatchObject({ code: 'bad-report' });
    await expect(as(liaison).recordFinding(finding({ person: 'p3' }))).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await found(input.act)).toEqual([]);
    await it.workspace.registry.addFile({
      id: photo,
      name: '现场.png',
      type: 'image/png',
      size: 1,
      takenAt: null,
      place: null,
      by: '检查员戊',
      at: it.workspace.clock.now(),
    });
    const { case: id } = await as(inspector).recordFinding(input);
    expect((await as(office).caseDetail(id)).evidence).toEqual([photo]);
    await expect(as(other).recordFinding({ ...input, person: 'p6' })).rejects.toMatchObject({ code: 'bad-report' });
  });

  test('words that are no longer there are refused by name', async () => {
    for (const wrong of [{ topic: 'gone' }, { town: 'gone' }, { unit: 'gone' }]) {
      await expect(as(inspector).recordFinding(finding(wrong))).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('a device whose clock is ahead opens the case now, and its time stands in the log', async () => {
    const { case: id } = await as(inspector).recordFinding(finding({ at: '2026-01-01T08:00' }));
    expect((await as(office).caseDetail(id)).row.received).toBe('2024-08-06T11:00');
    const noted = (await it.workspace.registry.cases.eventsOf(id)).at(-1);
    expect(noted?.data).toMatchObject({ found: { at: '2026-01-01T08:00', position: { accuracy: 8 } } });
  });
});

describe('verifying many', () => {
  test('a report with a doubt is not accepted among many, only by itself', async () => {
    const july = { ...quantity('3'), text: '正在积极推进' };
    await as(liaison).writeReport(id('2024-07'), { do: 'submit', content: july });
    const among = as(office).verifyReport(id('2024-07'), { do: 'accept', remark: '', onlyPlain: true });
    await expect(among).rejects.toMatchObject({ code: 'bad-report' });
    expect((await eventsOf('2024-07')).map((e) => e.type)).toEqual(['submitted']);
    const alone = await as(office).verifyReport(id('2024-07'), { do: 'accept', remark: '已核实' });
    expect(alone).toMatchObject({ state: 'accepted', may: ['recheck', 'reopen'] });
  });

  test('whoever decided takes it back, nobody else', async () => {
    await expect(as(other).verifyReport(id('2024-07'), { do: 'reopen' })).rejects.toMatchObject({ code: 'bad-report' });
    const back = await as(office).verifyReport(id('2024-07'), { do: 'reopen' });
    expect(back).toMatchObject({ state: 'submitted', remark: '', may: ['accept', 'return'] });
    const rows = await it.workspace.registry.audits({ subject: `report:${id('2024-07')}` });
    expect(rows.filter((row) => row.action === 'verify-report').map((row) => JSON.parse(row.detail))).toMatchObject([
      { result: 'failed', code: 'bad-report' },
      { do: 'accept', remark: '已核实', result: 'done' },
      { result: 'failed' },
      { do: 'reopen', result: 'done' },
    ]);
  });
});
