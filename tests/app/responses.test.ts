import { createApplication, type Application, type views } from '@qingshan/app';
import type { Actor } from '@qingshan/campaign';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const inspector: Actor = { id: 'p2', name: '检查员乙', role: 'inspector', unit: 'mtg-eeb' };
const colleague: Actor = { id: 'p6', name: '检查员己', role: 'inspector', unit: 'mtg-eeb' };
const dayu: Actor = { id: 'p3', name: '联络员丙', role: 'town', unit: 'mtg-dayu' };
const junzhuang: Actor = { id: 'p4', name: '联络员丁', role: 'town', unit: 'mtg-junzhuang' };
const leader: Actor = { id: 'p5', name: '领导戊', role: 'leader', unit: null };

let it: TestWorkspace;
let as: (actor: Actor) => Application;
let id: string;

/** The third day is as good as it gets, so that only one day is above 150. */
const FORECAST = { first: '2024-11-03', aqi: [120, 151, 160] };
const ROUND = {
  level: 'yellow' as const,
  starts: '2024-11-03T00:00',
  basis: '市级预警指令（示例）',
  regime: 'beijing' as const,
  forecast: FORECAST,
};
const RED = {
  ...ROUND,
  level: 'red' as const,
  starts: '2024-11-03T12:00',
  forecast: { first: '2024-11-03', aqi: [210, 301, 230] },
};

async function enter(cells: Record<string, string>): Promise<void> {
  const common = { industry: '建材', person: '示例甲', phone: '13800000006' };
  await as(office).addRegisterEntry('emergency-list', { cells: { ...common, ...cells } });
}

beforeAll(async () => {
  it = await testWorkspace(false, '2024-11-02T16:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
  await enter({
    id: '1',
    name: '示例甲厂',
    town: '大峪街道',
    grade: 'C级',
    state: '已确认',
    yellow: '限产',
    red: '停产',
    yellowCut: '6.5',
    redCut: '20',
  });
  await enter({
    id: '2',
    name: '示例乙工地',
    town: '军庄镇',
    grade: 'D级',
    state: '已确认',
    red: '停工',
    redCut: '10.5',
  });
  await enter({ id: '3', name: '示例丙厂', town: '军庄镇', state: '待确认', yellow: '限产', yellowCut: '99' });
});
afterAll(() => it.remove());

const shown = (actor = office) => as(actor).response(id);
const counts = async (): Promise<views.ResponseRowView['counts']> => (await shown()).row.counts;

describe('issuing', () => {
  test('is prepared by a forecast: two days above 150 are yellow, and what nobody confirmed is left out', async () => {
    const made = await as(office).previewResponse({ regime: 'beijing', forecast: FORECAST });
    expect(made).toMatchObject({ proposed: 'yellow', listed: 2, unconfirmed: 1 });
    expect(made.levels.map(({ level, enterprises, cut }) => [level, enterprises, cut])).toEqual([
      ['yellow', 1, 6.5],
      ['orange', 0, 0],
      // 20 + 10.5
      ['red', 2, 30.5],
    ]);
    expect(made.units.map((unit) => unit.id).sort()).toEqual(['mtg-dayu', 'mtg-junzhuang']);
    expect(made.calculation.editions).toEqual(['京政发〔2023〕22号']);
  });

  test('is for the office; a level that the plan has not, or units that there are not, are refused', async () => {
    const input = { ...ROUND, units: [] };
    await expect(as(dayu).issueResponse(input)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(as(office).issueResponse({ ...input, level: 'blue' })).rejects.toMatchObject({ code: 'bad-report' });
    await expect(as(office).issueResponse({ ...input, basis: ' ' })).rejects.toMatchObject({ code: 'bad-report' });
    await expect(as(office).issueResponse({ ...input, units: ['mtg-nobody'] })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await as(office).responses()).toEqual([]);
  });

  test('freezes the list and tells the units in one step, with one audit row', async () => {
    const before = await it.workspace.registry.audits();
    ({ id } = await as(office).issueResponse({ ...ROUND, units: ['mtg-transport'] }));
    expect(id).toBe('YJ-20241102-1');
    const rows = await it.workspace.registry.audits();
    const ids = new Set(before.map((row) => row.id));
    expect(rows.filter((row) => !ids.has(row.id))).toMatchObject([
      { action: 'issue-alert', subject: `response:${id}`, actor: 'p1' },
    ]);
    // What the register says later changes nothing in the response.
    await as(office).withdrawRegisterEntry('emergency-list', '2', { seen: 1 });
    const { row, enterprises, units } = await shown();
    expect(row).toMatchObject({ state: 'active', level: 'yellow', levelName: { zh: '黄色预警' } });
    expect(enterprises.map(({ key, measure }) => [key, measure])).toEqual([
      ['1', '限产'],
      ['2', ''],
    ]);
    expect(units.map((unit) => unit.id).sort()).toEqual(['mtg-dayu', 'mtg-junzhuang', 'mtg-transport']);
    expect((await as(dayu).inbox()).notices).toMatchObject([
      { kind: 'alert', path: `/responses/${id}`, about: [{ title: { zh: `黄色预警（${id}）` } }] },
    ]);
    await expect(as(office).issueResponse({ ...ROUND, units: [] })).rejects.toMatchObject({ code: 'bad-report' });
  });

  test('shows telephone numbers as the register masks them, and none of what left the register', async () => {
    const phones = async (actor: Actor) => (await shown(actor)).enterprises.map((one) => one.contact?.phone ?? null);
    expect(await phones(dayu)).toEqual(['13800000006', null]);
    expect(await phones(leader)).toEqual(['138****0006', null]);
    const stored = JSON.stringify(await it.workspace.registry.eventsSince(0));
    expect(stored).not.toContain('13800000006');
  });
});

describe('an alert that runs', () => {
  test('is confirmed by each unit for itself', async () => {
    it.clock.set('2024-11-02T16:20');
    await as(dayu).receiveAlert(id, 'mtg-dayu', { do: 'confirm', note: '已部署' });
    await expect(as(dayu).receiveAlert(id, 'mtg-junzhuang', { do: 'confirm', note: '' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await as(dayu).receiveAlert(id, 'mtg-dayu', { do: 'tell', enterprises: ['1'] });
    expect(await counts()).toMatchObject({ units: 3, confirmed: 1, enterprises: 1, told: 1 });
    expect(await shown(dayu)).toMatchObject({ mayReceive: 'mtg-dayu', own: ['1'], may: [], mayCheck: false });
    expect(await shown(leader)).toMatchObject({ mayReceive: null, may: [], mayCheck: false });
  });

  test('two units that confirm at the same moment are in nobody’s way', async () => {
    const transport: Actor = { id: 'p7', name: '联络员庚', role: 'department', unit: 'mtg-transport' };
    await Promise.all([
      as(junzhuang).receiveAlert(id, 'mtg-junzhuang', { do: 'confirm', note: '' }),
      as(transport).receiveAlert(id, 'mtg-transport', { do: 'confirm', note: '' }),
    ]);
    expect(await counts()).toMatchObject({ confirmed: 3 });
  });

  test('is raised: everybody confirms anew, and there is more to do', async () => {
    it.clock.set('2024-11-03T11:00');
    await as(office).ruleOnResponse(id, { ...RED, do: 'change', seen: 1 });
    expect(await counts()).toMatchObject({ units: 3, confirmed: 0, enterprises: 2, told: 0 });
    expect((await shown()).rounds.map((round) => [round.level, round.proposed])).toEqual([
      ['yellow', 'yellow'],
      ['red', 'red'],
    ]);
    await expect(as(office).ruleOnResponse(id, { do: 'lift', reason: '解除', seen: 1 })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    expect((await as(dayu).inbox()).notices.map(({ kind }) => kind)).toEqual(['alert', 'alert']);
  });

  const check = (n: number, more: Partial<Extract<views.CheckInput, { do: 'record' }>['check']> = {}) => ({
    act: `00000000-0000-4000-8000-00000000000${n}`,
    at: '2024-11-03T12:30',
    kept: true,
    seen: '',
    ordered: '',
    position: null,
    evidence: [],
    ...more,
  });

  test('is checked; a violation says what was ordered; the same act twice is one check', async () => {
    it.clock.set('2024-11-03T13:00');
    const record = (enterprise: string, made: ReturnType<typeof check>) =>
      as(inspector).checkEnterprise(id, { do: 'record', enterprise, check: made });
    await record('1', check(1));
    await record('1', check(1));
    await record('2', check(2, { kept: false, seen: '仍在施工', ordered: '立即停工' }));
    await expect(record('2', check(3, { kept: false }))).rejects.toMatchObject({ code: 'bad-report' });
    await expect(record('2', check(3, { evidence: ['0'.repeat(64)] }))).rejects.toMatchObject({ code: 'bad-report' });
    await expect(
      as(dayu).checkEnterprise(id, { do: 'record', enterprise: '1', check: check(4) }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await counts()).toMatchObject({ checked: 2, checks: 2, violations: 1 });
  });

  test('a check is taken back by whoever made it or the office', async () => {
    const back = { do: 'withdraw' as const, enterprise: '1', number: 1, reason: '记错企业' };
    const mayWithdraw = async (actor: Actor) => (await shown(actor)).checks.map((one) => one.mayWithdraw);
    expect(await mayWithdraw(colleague)).toEqual([false, false]);
    expect(await mayWithdraw(inspector)).toEqual([true, true]);
    await expect(as(colleague).checkEnterprise(id, back)).rejects.toMatchObject({ code: 'bad-report' });
    await as(office).checkEnterprise(id, back);
    expect(await counts()).toMatchObject({ checked: 1, checks: 1, violations: 1 });
  });

  test('is lifted, taken back when that was a mistake, and lifted again; then nobody confirms any more', async () => {
    it.clock.set('2024-11-05T09:00');
    await as(office).ruleOnResponse(id, { do: 'lift', reason: '市级解除（示例）' });
    await as(office).ruleOnResponse(id, { do: 'resume', reason: '误解除' });
    await as(office).ruleOnResponse(id, { do: 'lift', reason: '市级解除（示例）' });
    await expect(as(dayu).receiveAlert(id, 'mtg-dayu', { do: 'confirm', note: '' })).rejects.toMatchObject({
      code: 'wrong-state',
    });
    const kinds = (await as(dayu).inbox()).notices.map(({ kind }) => kind);
    expect(kinds.slice(0, 2).sort()).toEqual(['alert', 'alert-over']);
  });
});

test('the review says how quickly the units answered each level, and that no station has data', async () => {
  const review = await as(leader).responseReview(id);
  expect(review.rounds).toMatchObject([
    {
      level: 'yellow',
      notified: 3,
      confirmed: 3,
      medianMinutes: 20,
      longestMinutes: 20,
      enterprises: 1,
      told: 1,
      cut: 6.5,
    },
    { level: 'red', notified: 3, confirmed: 0, medianMinutes: null, enterprises: 2, told: 0, cut: 30.5 },
  ]);
  expect(review.rounds[1]?.silent.length).toBe(3);
  // From the 3rd at 0:00 to the 5th at 9:00
  expect(review.hours).toBe(57);
  expect(review.counts).toMatchObject({ checks: 1, violations: 1 });
  expect(review.observed.days.map(({ day, forecast, aqi, pm25 }) => [day, forecast, aqi, pm25])).toEqual([
    // Raised on the 3rd with a newer forecast for that day.
    ['2024-11-03', 210, null, '—'],
    ['2024-11-04', 301, null, '—'],
    ['2024-11-05', 230, null, '—'],
  ]);
});

test('the review is published as a document, with its figures and nobody’s telephone number', async () => {
  const ask = { kind: 'response-review' as const, subject: id, variant: '', words: {} };
  const draft = await as(office).documentDraft(ask);
  expect(draft.title).toBe('门头沟区2024年11月3日至5日重污染天气应急响应评估报告');
  // Three units did not confirm the red level, and no station has data.
  expect(draft.checks.map(({ code }) => code)).toEqual(['silent', 'no-data']);
  expect((await as(office).documentsToMake()).some(({ kind, subject }) => kind === ask.kind && subject === id)).toBe(
    true,
  );
  const made = await as(office).publish({ ask, checked: draft.checked, replaces: null });
  expect(made.number).toBe('评估〔2024〕1号');
  const { bytes } = await as(leader).publicationFile(made.id, 'html');
  const page = new TextDecoder().decode(bytes);
  expect(page).toContain('仍在施工');
  expect(page).not.toContain('13800000006');
  expect((await as(office).documentsToMake()).some(({ kind }) => kind === ask.kind)).toBe(false);
});

test('a second alert on the same day has a number of its own', async () => {
  const first = await as(office).issueResponse({ ...ROUND, starts: '2024-11-05T10:00', units: [] });
  expect(first).toEqual({ id: 'YJ-20241105-1' });
  await as(office).ruleOnResponse('YJ-20241105-1', { do: 'withdraw', reason: '误发' });
  expect(await as(office).issueResponse({ ...ROUND, starts: '2024-11-05T10:00', units: [] })).toEqual({
    id: 'YJ-20241105-2',
  });
  expect((await as(office).responses()).map((row) => [row.id, row.state])).toEqual([
    ['YJ-20241105-1', 'withdrawn'],
    ['YJ-20241105-2', 'active'],
    [id, 'lifted'],
  ]);
});
