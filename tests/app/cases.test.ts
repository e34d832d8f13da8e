import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApplication, type Application, type views } from '@qingshan/app';
import { SYSTEM, type Actor } from '@qingshan/campaign';
import { parse } from 'yaml';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseExport } from '../../scripts/case-export.ts';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const inspector: Actor = { id: 'p2', name: '检查员乙', role: 'inspector', unit: 'mtg-eeb' };
const town: Actor = { id: 'p3', name: '联络员丙', role: 'town', unit: 'mtg-dayu' };
const other: Actor = { id: 'p4', name: '联络员丁', role: 'town', unit: 'mtg-longquan' };
const leader: Actor = { id: 'p5', name: '领导戊', role: 'leader', unit: null };

const EXAMPLE = join(import.meta.dirname, '../../examples/case-export');
const FILE = { name: 'export.xlsx', bytes: new Uint8Array(readFileSync(join(EXAMPLE, 'export.xlsx'))) };
const PAGE = { offset: 0, limit: 500 };

let it: TestWorkspace;
let as: (actor: Actor) => Application;

beforeAll(async () => {
  it = await testWorkspace(false, '2024-10-31T10:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
});
afterAll(() => it.remove());

async function list(query: Partial<views.CaseQuery>, actor = office): Promise<string[]> {
  const { total, rows } = await as(actor).cases({ ...PAGE, ...query });
  expect(rows.length).toBe(total);
  return rows.map((row) => row.id).sort();
}

test('the workbook of the example is made of its rows', () => {
  expect(Buffer.from(FILE.bytes).equals(Buffer.from(caseExport()))).toBe(true);
});

describe('import of an export of 12345', () => {
  test('says beforehand what it would do, and what is wrong, row by row', async () => {
    const preview = await as(office).previewCaseImport(FILE);
    expect(preview).toMatchObject({ rows: 13, opened: 12, updated: 0, unchanged: 0, refused: 1 });
    // Row 14 of the sheet is M012, below a title and the head: a day without a year.
    const refusals = preview.findings.filter(({ severity }) => severity === 'refused');
    expect(refusals).toMatchObject([{ row: 14, column: '受理时间' }]);
    expect(refusals[0]?.text.zh).toContain('10月3日');
    expect(preview.proposals.map((proposal) => [proposal.case, proposal.main, proposal.by])).toEqual([
      ['M003', 'M001', 'place'],
      ['M005', 'M004', 'caller'],
    ]);
    expect(await list({ list: 'all' })).toEqual([]);
    await expect(as(town).previewCaseImport(FILE)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('takes it over with the repeats that were chosen; the same file again changes nothing', async () => {
    const done = await as(office).commitCaseImport(FILE, ['M003', 'M005']);
    expect(done).toMatchObject({ import: { opened: 12, updated: 0, refused: 1 }, merged: 2 });
    expect(await list({ list: 'merged' })).toEqual(['M003', 'M005']);
    const before = await it.workspace.registry.cases.eventsOf('M001');
    expect(await as(office).commitCaseImport(FILE, [])).toEqual({ import: null, merged: 0 });
    expect(await as(office).previewCaseImport(FILE)).toMatchObject({
      opened: 0,
      updated: 0,
      unchanged: 12,
      proposals: [],
    });
    expect(await it.workspace.registry.cases.eventsOf('M001')).toEqual(before);
    expect((await as(office).caseImports()).length).toBe(1);
  });

  test('a later export changes what it says otherwise; taking it back restores what was', async () => {
    const column = 16;
    const later = caseExport((row) => (row[0] === 'M011' ? row.with(column + 1, '否') : row));
    const done = await as(office).commitCaseImport({ name: 'later.xlsx', bytes: later }, []);
    expect(done.import).toMatchObject({ opened: 0, updated: 1, unchanged: 11 });
    const rating = async () => (await as(office).caseDetail('M011')).rating;
    expect(await rating()).toEqual({ response: true, solution: true, satisfaction: false });
    const undone = await as(office).undoCaseImport(done.import?.id ?? '');
    expect(undone).toEqual({ withdrawn: 0, restored: 1, kept: [] });
    expect(await rating()).toEqual({ response: true, solution: true, satisfaction: true });
    expect(await as(office).commitCaseImport(FILE, [])).toEqual({ import: null, merged: 0 });
  });

  test('what is no export is refused with the reason', async () => {
    const bytes = new TextEncoder().encode('not a workbook');
    await expect(as(office).previewCaseImport({ name: 'a.xlsx', bytes })).rejects.toMatchObject({ code: 'bad-file' });
  });
});

const figures = z.strictObject({
  受理: z.number(),
  剔除: z.number(),
  合并: z.number(),
  参评: z.number(),
  响应: z.tuple([z.number(), z.number(), z.string()]),
  解决: z.tuple([z.number(), z.number(), z.string()]),
  满意: z.tuple([z.number(), z.number(), z.string()]),
});
const sheet = z
  .object({
    考核期: z.object({ 自: z.string(), 至: z.string() }),
    全区: figures,
    承办单位: z.record(z.string(), figures),
    镇街: z.record(z.string(), figures),
    诉求分类: z.record(z.string(), figures),
  })
  .parse(parse(readFileSync(join(EXAMPLE, 'three-rates.cases.yaml'), 'utf8')));

type Row = views.CaseRatesView['total'];

function written(row: Row): z.output<typeof figures> {
  const of = ({ done, assessed, percent }: Row['response']): [number, number, string] => [done, assessed, percent];
  return {
    受理: row.received,
    剔除: row.excluded,
    合并: row.merged,
    参评: row.assessed,
    响应: of(row.response),
    解决: of(row.solution),
    满意: of(row.satisfaction),
  };
}

describe('the three rates', () => {
  const period = { from: sheet.考核期.自, to: sheet.考核期.至 };

  test('equal the sheet that was worked by hand, by unit, town and topic', async () => {
    await as(office).ruleOnCase('M008', { do: 'decide-exclusion', granted: true, reason: '不属实' });
    await as(office).ruleOnCase('M013', { do: 'decide-exclusion', granted: false, reason: '属实' });
    const rates = await as(leader).caseRates(period);
    expect(written(rates.total)).toEqual(sheet.全区);
    const groups = Object.fromEntries(
      rates.groups.map(({ by, rows }) => [by, Object.fromEntries(rows.map((row) => [row.group, written(row)]))]),
    );
    expect(groups).toEqual({ unit: sheet.承办单位, town: sheet.镇街, topic: sheet.诉求分类 });
  });

  test('every figure is the length of its list', async () => {
    const rates = await as(office).caseRates(period);
    const rows = [
      { row: rates.total, of: {} },
      ...rates.groups.flatMap(({ by, rows: all }) => all.map((row) => ({ row, of: { by, group: row.group } }))),
    ];
    for (const { row, of } of rows) {
      for (const figure of ['received', 'excluded', 'merged', 'assessed'] as const) {
        expect((await list({ ...period, ...of, figure })).length).toBe(row[figure]);
      }
      for (const figure of ['response', 'solution', 'satisfaction'] as const) {
        expect((await list({ ...period, ...of, figure })).length).toBe(row[figure].assessed);
        expect((await list({ ...period, ...of, figure, outcome: 'done' })).length).toBe(row[figure].done);
      }
    }
    expect(await list({ ...period, figure: 'merged' })).toEqual(['M003', 'M005']);
    expect(await list({ ...period, figure: 'solution', outcome: 'done' })).toEqual(['M004', 'M006', 'M010']);
  });

  test('a unit sees the rates of its own cases, with lists that agree', async () => {
    const rates = await as(town).caseRates(period);
    expect(written(rates.total)).toEqual(sheet.承办单位['mtg-dayu']);
    expect(await list({ ...period, figure: 'received' }, town)).toEqual(['M002']);
  });
});

describe('one case through its people', () => {
  let id: string;

  test('it is opened with what it rests on, and dispatched', async () => {
    const opened = await as(office).openCase({
      source: 'complaint',
      title: '示例餐馆油烟',
      topic: 'fumes',
      town: 'mtg-dayu',
      place: '示例路 7 号',
      position: null,
      received: '2024-10-31T09:30',
      cause: 'assessment:x',
      complainant: { name: '示例甲', phone: '13800000099', address: '示例楼 3 单元', text: '请打 138 0000 0099' },
    });
    id = opened.id;
    expect(id).toBe('TS-20241031-001');
    expect(await as(office).dispatchCases({ cases: [id], unit: 'mtg-dayu', assisting: [], note: '' })).toEqual({
      changed: 1,
    });
    expect(await list({ list: 'mine' }, town)).toEqual([id]);
    expect(await list({ list: 'mine' }, other)).toEqual([]);
  });

  test('the complainant is masked for everybody, shown to its handlers only, and each time recorded', async () => {
    const seen = await as(town).caseDetail(id);
    expect(seen.complainant).toEqual({ name: '示**', phone: '138****0099', address: '***', text: '请打 138****99' });
    expect(seen.mayShow).toBe(true);
    const { complainant, mayShow } = await as(leader).caseDetail(id);
    expect([complainant, mayShow]).toEqual([{ name: '示**', phone: '138****0099', address: '***', text: '' }, false]);
    for (const actor of [office, leader, other]) {
      await expect(as(actor).showComplainant(id)).rejects.toMatchObject({ code: 'not-allowed' });
    }
    expect(await as(town).showComplainant(id)).toMatchObject({ phone: '13800000099' });
    const trail = await it.workspace.registry.audits({ action: 'show-complainant' });
    const results = trail.map(({ actor, detail }) => [
      actor,
      z.object({ result: z.string() }).parse(JSON.parse(detail)).result,
    ]);
    expect(results).toEqual([
      ['p1', 'refused'],
      ['p5', 'refused'],
      ['p4', 'refused'],
      ['p3', 'done'],
    ]);
    await expect(as(other).caseDetail(id)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('nothing of the complainant stands in events, lists or the audit', async () => {
    const events = await it.workspace.registry.cases.eventsOf(id);
    const lists = await as(office).cases({ ...PAGE, list: 'all' });
    const trail = await it.workspace.registry.audits();
    const imported = await it.workspace.registry.cases.eventsOf('M001');
    const all = JSON.stringify([events, lists, trail, imported]);
    expect(all).toContain('示例餐馆油烟');
    expect(all).not.toMatch(/13800000099|示例楼|1380000|示例甲|请回电/);
  });

  test('signed, handed in, returned, handed in again, verified by a second person, called back, closed', async () => {
    await as(town).workOnCase(id, { do: 'sign' });
    await as(town).workOnCase(id, { do: 'submit', result: '已清洗', evidence: [] });
    await expect(as(town).checkCase(id, { do: 'accept', remark: '' })).rejects.toMatchObject({ code: 'not-allowed' });
    await as(inspector).checkCase(id, { do: 'return', remark: '请附照片' });
    await expect(
      as(town).workOnCase(id, { do: 'submit', result: '已清洗', evidence: [], seen: 1 }),
    ).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    await as(town).workOnCase(id, { do: 'submit', result: '已清洗，附照片', evidence: [] });
    await as(inspector).checkCase(id, { do: 'accept', remark: '现场属实' });
    await as(office).checkCase(id, { do: 'rate', rating: { response: true, solution: true, satisfaction: true } });
    const closed = await as(office).checkCase(id, { do: 'close', remark: '' });
    expect(closed).toMatchObject({
      row: { state: 'closed', light: null, returns: 1 },
      inTime: true,
      result: '已清洗，附照片',
    });
    expect(closed.history.map(({ type }) => type)).toEqual([
      'opened',
      'dispatched',
      'signed',
      'submitted',
      'returned',
      'submitted',
      'accepted',
      'rated',
      'closed',
    ]);
    expect(closed.may).toEqual(['rate', 'reopen', 'merge']);
  });
});

test('what a unit has opened it goes on seeing, whoever handles it; the complainant it does not', async () => {
  const { id } = await as(other).openCase({
    source: 'complaint',
    title: '示例巡查发现',
    topic: 'water',
    town: 'mtg-longquan',
    place: '',
    position: null,
    received: '2024-10-31T08:00',
    cause: '',
    complainant: { name: '示例', phone: '13800000098', address: '', text: '' },
  });
  expect((await as(other).caseDetail(id)).may).toEqual([]);
  await as(office).dispatchCases({ cases: [id], unit: 'mtg-water', assisting: [], note: '' });
  expect((await as(other).caseDetail(id)).row.unit).toBe('mtg-water');
  expect(await list({ list: 'dispatched' }, other)).toEqual([id]);
  await expect(as(other).workOnCase(id, { do: 'sign' })).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(as(other).showComplainant(id)).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(as(town).caseDetail(id)).rejects.toMatchObject({ code: 'not-allowed' });
});

describe('the desk', () => {
  test('every count is the length of its list, for everybody', async () => {
    for (const actor of [office, inspector, town, leader, SYSTEM]) {
      const { counts } = await as(actor).caseDesk();
      for (const [name, count] of Object.entries(counts)) {
        expect([name, (await list({ list: name as 'red' }, actor)).length]).toEqual([name, count]);
      }
    }
    // M009 had to be finished by 18 October; nothing else is open.
    expect(await list({ list: 'red' })).toEqual(['M009']);
  });

  test('a step of the ladder is due until it is taken', async () => {
    // Overdue since 18 October 10:00; 35 office hours later is 25 October: the highest step is the interview.
    expect(await list({ list: 'step' })).toEqual(['M009']);
    expect((await as(office).cases({ ...PAGE, list: 'step' })).rows[0]?.step?.zh).toBe('约谈');
    expect(await as(office).escalateCases({ cases: ['M009'], step: 'interview', note: '示例' })).toEqual({
      changed: 1,
    });
    expect(await list({ list: 'step' })).toEqual([]);
    await expect(as(town).escalateCases({ cases: ['M009'], step: 'reminder', note: '' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  test('lists are filtered and searched', async () => {
    expect(await list({ list: 'all', topic: 'burning' })).toEqual(['M002', 'M007', 'M009']);
    expect(await list({ list: 'all', text: '诉求十' })).toEqual(['M010', 'M011', 'M013']);
    expect(await list({ list: 'all', text: 'm00', town: 'mtg-yongding', unit: 'mtg-water' })).toEqual(['M008']);
    expect(await list({ list: 'all', from: '2024-10-18', to: '2024-10-18' })).toEqual(['M010']);
    await expect(as(office).cases({ ...PAGE, figure: 'received' })).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('taking back', () => {
  test('a merge: the repeat is what it was', async () => {
    const back = await as(office).ruleOnCase('M005', { do: 'unmerge' });
    expect(back.row).toMatchObject({ state: 'closed', mergedInto: null });
    expect((await as(office).caseDetail('M004')).repeats).toEqual([]);
    expect(await as(office).mergeCases({ cases: ['M005'], into: 'M004' })).toEqual({ changed: 1 });
    await expect(as(office).mergeCases({ cases: ['M005'], into: 'M002' })).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });

  test('an import: what it brought is gone with its complainants; what was worked on stays and is named', async () => {
    const record = (await as(office).caseImports()).find(({ file }) => file === 'export.xlsx');
    const undone = await as(office).undoCaseImport(record?.id ?? '');
    // Worked on here: M008 and M013 (exclusion), M009 (interview).
    expect(undone).toEqual({ withdrawn: 9, restored: 0, kept: ['M008', 'M009', 'M013'] });
    expect(await list({ list: 'all' })).toEqual(['M008', 'M009', 'M013', 'TS-20241031-001', 'TS-20241031-002']);
    expect(await list({ list: 'merged' })).toEqual([]);
    expect([...(await it.workspace.registry.cases.privateOf(['M001', 'M008'])).keys()]).toEqual(['M008']);
    await expect(as(office).undoCaseImport(record?.id ?? '')).rejects.toMatchObject({ code: 'wrong-state' });
    const again = await as(office).commitCaseImport(FILE, []);
    expect(again.import).toMatchObject({ opened: 9, updated: 0, unchanged: 3 });
  });
});
