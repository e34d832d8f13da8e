import { utils, write } from '@e965/xlsx';
import { createApplication, type Application } from '@qingshan/app';
import { TOWNS, type Actor, type Measure, type Plan } from '@qingshan/campaign';
import { writePlanDocx, writePlanXlsx } from '@qingshan/documents';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MESSY_PLAN, PLANTED } from '../../packages/documents/src/testing/messy-plan.ts';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const liaison: Actor = { id: 'p3', name: '联络员丙', role: 'department', unit: 'mtg-transport' };

const DOCUMENT = { name: '2024年行动计划', number: null, date: '2024-03-15', note: '', links: {} } as const;
const COUNTS = { boards: 5, tasks: 88, measures: 200, initiatives: 11 };
const NOTHING = { quantity: null, steps: [], kept: null, percent: null };

interface Here {
  readonly it: TestWorkspace;
  readonly as: (actor: Actor) => Application;
  readonly plan: Plan;
}

async function open(now = '2024-05-06T09:00'): Promise<Here> {
  const it = await testWorkspace(false, now);
  const application = createApplication(it.workspace);
  return { it, as: (actor) => application.as(actor), plan: it.workspace.plan };
}

/** The plan with its measures changed, as the office would write it in Word. */
function rewritten(plan: Plan, change: (measure: Measure) => readonly Measure[]): Plan {
  const boards = plan.boards.map((board) => ({
    ...board,
    tasks: board.tasks.map((task) => ({ ...task, measures: task.measures.flatMap(change) })),
  }));
  return { ...plan, boards };
}

const docxOf = ({ it }: Here, plan: Plan) => writePlanDocx({ plan, units: it.workspace.district.units }, 'annexes');
const idsOf = async (app: Application) =>
  (await app.plan()).boards.flatMap((b) => b.tasks.flatMap((t) => t.measures.map((m) => m.id)));

describe('the plan of 88 tasks and 200 measures, in five files', () => {
  let here: Here;
  beforeAll(async () => {
    here = await open();
  });
  afterAll(() => here.it.remove());

  test('every file is a draft without doubts, and as a version the same tree, on which the loop goes on', async () => {
    const { as, plan, it } = here;
    const source = { plan, units: it.workspace.district.units };
    const files = [
      ['annexes.docx', writePlanDocx(source, 'annexes')],
      ['fields.docx', writePlanDocx(source, 'fields')],
      ['narrative.docx', writePlanDocx(source, 'narrative')],
      ['annexes.xlsx', writePlanXlsx(source, 'annexes')],
      ['fields.xlsx', writePlanXlsx(source, 'fields')],
    ] as const;
    const before = await as(office).plan();
    const assignments = (await as(office).assignments({})).rows.map((row) => row.id);
    for (const [i, [name, bytes]] of files.entries()) {
      const { id } = await as(office).addPlanDraft({ name, bytes }, 2024);
      const draft = await as(office).planDraft(id);
      expect(draft, name).toMatchObject({ state: 'open', year: 2024, counts: COUNTS, doubts: 0 });
      expect(
        draft.checks.map(({ declared, found }) => declared === found),
        name,
      ).toEqual([true, true, true, true]);
      const version = await as(office).issuePlan(id, { ...DOCUMENT, seen: 0 });
      expect(version, name).toMatchObject({ plan: 'plan-2024', version: i + 2, inForce: true, counts: COUNTS });
      const { diff } = await as(liaison).diffPlanVersions(0, version.id);
      expect(diff, name).toEqual({ added: [], dropped: [], changed: [], unchanged: 200 });
      const after = await as(office).plan();
      expect(after.boards.map((b) => [b.id, b.title, b.goal, b.tasks.map((t) => [t.id, t.title])])).toEqual(
        before.boards.map((b) => [b.id, b.title, b.goal, b.tasks.map((t) => [t.id, t.title])]),
      );
      expect(
        (await as(office).assignments({})).rows.map((row) => row.id),
        name,
      ).toEqual(assignments);
    }
    expect((await as(office).board({})).boards.flatMap((b) => b.targets).length).toBe(plan.targets.length);
  });

  test('what is exported comes in again without a difference', async () => {
    const { as } = here;
    const [latest] = await as(liaison).planVersions();
    for (const [layout, format] of [
      ['annexes', 'docx'],
      ['fields', 'xlsx'],
    ] as const) {
      const file = await as(liaison).exportPlan({ version: latest?.id ?? 0, layout, format });
      const { id } = await as(office).addPlanDraft({ name: file.name, bytes: file.bytes }, 2024);
      const preview = await as(office).previewPlanIssue(id, { ...DOCUMENT, seen: 0 });
      expect(preview.ready).toMatchObject({
        diff: { added: [], dropped: [], changed: [], unchanged: 200 },
        impact: { ended: [], added: [], otherRole: [], otherDue: [] },
      });
    }
    const asked = { version: 0, layout: 'narrative', format: 'xlsx' } as const;
    await expect(as(liaison).exportPlan(asked)).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('a file that is no plan is refused, or a draft in which nothing was found and which nobody can issue', async () => {
    const { as } = here;
    const text = new TextEncoder().encode('计划');
    await expect(as(office).addPlanDraft({ name: '计划.docx', bytes: text }, 2024)).rejects.toMatchObject({
      code: 'bad-file',
    });
    await expect(as(liaison).addPlanDraft({ name: '计划.docx', bytes: MESSY_PLAN }, 2024)).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('a messy document', () => {
  let here: Here;
  let id: number;
  beforeAll(async () => {
    here = await open();
    ({ id } = await here.as(office).addPlanDraft({ name: '乱.docx', bytes: MESSY_PLAN }, 2024));
  });
  afterAll(() => here.it.remove());

  test('shows every planted doubt with its cell, its acts and no decision; the original file is kept', async () => {
    const draft = await here.as(office).planDraft(id);
    const shown = draft.doubtList.map((d) => `${d.code} ${d.item} ${d.words}`);
    expect(shown.toSorted()).toEqual(PLANTED.map(([, code, item, words]) => `${code} ${item} ${words}`).toSorted());
    expect(draft.doubtList.filter((d) => d.decision !== null)).toEqual([]);
    expect(draft.doubtList.filter((d) => d.acts.length === 0)).toEqual([]);
    expect(draft.doubtList.find((d) => d.code === 'unit-misspelt')).toMatchObject({
      where: { zh: '表1第3行第6列' },
      suggestion: { zh: '区园林绿化局' },
    });
    const file = await here.as(office).planDraftFile(id);
    expect([file.name, Buffer.from(file.bytes).equals(Buffer.from(MESSY_PLAN))]).toEqual(['乱.docx', true]);
  });

  test('is not issued while a doubt is open, and an act that does not fit is refused', async () => {
    const app = here.as(office);
    const preview = await app.previewPlanIssue(id, { ...DOCUMENT, seen: 0 });
    expect(preview.unsettled).toHaveLength(PLANTED.length);
    expect(preview.ready).toBeNull();
    await expect(app.issuePlan(id, { ...DOCUMENT, seen: 0 })).rejects.toMatchObject({ code: 'bad-request' });
    const unknown = (await app.planDraft(id)).doubtList.find((d) => d.code === 'unit-unknown');
    const decisions = [{ doubt: unknown?.id ?? '', act: 'keep' as const }];
    await expect(app.decidePlanDraft(id, { decisions, seen: 0 })).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('is settled one by one and in bulk; a step is undone as a whole; two people do not overwrite each other', async () => {
    const app = here.as(office);
    const { doubtList } = await app.planDraft(id);
    const suggested = doubtList.filter((d) => d.suggestion !== null);
    const decisions = suggested.map((d) => ({ doubt: d.id, act: 'accept' as const }));
    const bulk = await app.decidePlanDraft(id, { decisions, seen: 0 });
    expect(bulk.settled).toBe(suggested.length);
    await expect(app.decidePlanDraft(id, { decisions, seen: 0 })).rejects.toMatchObject({ code: 'changed-meanwhile' });
    const undone = await app.undoPlanDraft(id, 1);
    expect([undone.settled, undone.canUndo]).toEqual([0, false]);
    const again = await app.decidePlanDraft(id, { decisions, seen: 2 });
    expect(again.doubtList.find((d) => d.code === 'unit-misspelt')?.decided?.zh).toBe('区园林绿化局');
  });

  test('is issued when all is settled, and says before what ends', async () => {
    const app = here.as(office);
    const due = { kind: 'date', date: '2024-06-30', text: { zh: '6月底前', en: 'By the end of June' } } as const;
    const draft = await app.planDraft(id);
    const decisions = draft.doubtList
      .filter((d) => d.decision === null)
      .map(({ id: doubt, code, field, acts }) => {
        if (code === 'unit-collective') return { doubt, act: 'units' as const, units: [] };
        if (acts.includes('board')) return { doubt, act: 'board' as const, board: 'new' };
        if (field === 'due') return { doubt, act: 'due' as const, due };
        if (acts.includes('units')) return { doubt, act: 'units' as const, units: ['mtg-housing'] };
        return { doubt, act: 'keep' as const };
      });
    const settled = await app.decidePlanDraft(id, { decisions, seen: draft.seq });
    const preview = await app.previewPlanIssue(id, { ...DOCUMENT, seen: settled.seq });
    const running = (await app.assignments({})).rows.length;
    expect(preview.ready?.impact).toMatchObject({ kept: 0, resumed: [] });
    expect(preview.ready?.impact.ended).toHaveLength(running);
    expect(preview.ready?.diff.dropped).toHaveLength(200);
    const version = await app.issuePlan(id, { ...DOCUMENT, seen: settled.seq });
    expect(version).toMatchObject({ version: 2, by: '攻坚办甲', date: '2024-03-15' });
    expect((await app.planDraft(id)).state).toBe('issued');
    await expect(app.issuePlan(id, { ...DOCUMENT, seen: settled.seq })).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(app.undoPlanDraft(id, settled.seq)).rejects.toMatchObject({ code: 'wrong-state' });
    const actions = (await app.assignments({})).rows.filter((row) => row.status !== 'cancelled');
    expect(new Set(actions.map((row) => row.measure)).size).toBe(version.counts.measures);
  });

  test('leaves an audit row for every step', async () => {
    const rows = await here.it.workspace.registry.audits();
    expect(
      rows.filter((r) => r.subject === `plan-draft:${id}` || r.subject.startsWith('plan-version')).map((r) => r.action),
    ).toEqual([
      'add-plan-draft',
      'issue-plan',
      'decide-plan-draft',
      'decide-plan-draft',
      'decide-plan-draft',
      'undo-plan-draft',
      'decide-plan-draft',
      'decide-plan-draft',
      'issue-plan',
      'issue-plan',
      'undo-plan-draft',
    ]);
  });
});

describe('an amendment in a running year', () => {
  let here: Here;
  beforeAll(async () => {
    here = await open();
  });
  afterAll(() => here.it.remove());

  test('keeps reports and settings with their measures, and shows what was dropped', async () => {
    const { as, plan, it } = here;
    const [kept, dropped, moved] = ['A15-1', 'A13-1', 'A15-2'];
    await as(office).specifyMeasure(kept, {
      spec: { kind: 'quantity', target: '40', unit: '辆' },
      frequency: 'month',
      criteria: '每辆有注销凭证',
    });
    const all = (await as(office).assignments({})).rows.map((row) => row.id);
    await as(office).changeDispatch({ do: 'dispatch', assignments: all, share: null, note: '' });
    await as(liaison).signFor({ assignments: [`${kept}/mtg-transport`] });
    const content = {
      progress: { ...NOTHING, quantity: '12' },
      text: '注销12辆',
      problems: '',
      next: '',
      evidence: [],
    };
    await as(liaison).writeReport(`${kept}/mtg-transport/2024-03`, { do: 'submit', content });

    const amended = rewritten(plan, (m) => {
      if (m.id === dropped) return [];
      if (m.id === moved) return [{ ...m, responsible: ['mtg-water'] }];
      if (m.id !== kept) return [m];
      const text = { zh: '2024年11月底前', en: 'By the end of November' };
      const first: Measure = { ...m, title: { zh: '建立淘汰车辆回收企业名录。', en: '' }, initiative: false };
      return [first, { ...m, due: { kind: 'date', date: '2024-11-30', text } }];
    });
    it.clock.set('2024-06-03T10:00');
    const { id } = await as(office).addPlanDraft({ name: '修订.docx', bytes: docxOf(here, amended) }, 2024);
    const input = { ...DOCUMENT, name: '关于调整行动计划的通知', number: null, date: '2024-06-01', seen: 0 };
    const { ready } = await as(office).previewPlanIssue(id, input);
    // A13-1 was dropped, the units of A15-2 changed, A15-1 is due a month earlier, and one measure is new.
    expect(ready?.diff.dropped.map((m) => m.id)).toEqual([dropped]);
    expect(ready?.diff.added.map((m) => m.title.zh)).toEqual(['建立淘汰车辆回收企业名录。']);
    expect(ready?.diff.changed.map((m) => m.id)).toEqual([kept, moved]);
    expect(ready?.impact.otherDue.map((m) => m.measure)).toEqual([kept]);
    expect(ready?.impact.ended.map((item) => item.id)).toContain(`${moved}/mtg-traffic-police`);
    expect(ready?.impact.added.map((item) => item.id)).toContain(`${moved}/mtg-water`);
    expect(ready?.takesForce).toBe(true);
    const version = await as(office).issuePlan(id, input);

    const page = await as(office).measurePage(kept);
    expect(page.setting).toMatchObject({ set: true, criteria: '每辆有注销凭证' });
    expect(page.due.date).toBe('2024-11-30');
    expect(page.targets.length).toBeGreaterThan(0);
    expect(page.reports.map((r) => r.text)).toEqual(['注销12辆']);
    expect(page.amendments.map((a) => [a.version, a.what, a.texts.map((t) => t.zh)])).toEqual([
      [2, 'changed', ['完成时限：年底前 → 2024年11月底前']],
    ]);
    const gone = await as(office).measurePage(dropped);
    expect(gone.dropped).toBe(true);
    expect(gone.amendments.map((a) => [a.what, a.name])).toEqual([['dropped', '关于调整行动计划的通知']]);
    expect(new Set(gone.assignments.map((row) => row.status))).toEqual(new Set(['cancelled']));
    const ended = [gone.assignments[0]?.id ?? ''];
    await expect(as(office).changeDispatch({ do: 'excuse', assignments: ended, reason: '灾损' })).rejects.toMatchObject(
      { code: 'wrong-state' },
    );
    expect((await as(office).desk()).total).toBe((await as(office).assignments({})).rows.length);

    // The plan of then is still there.
    expect((await as(liaison).plan({ asOf: '2024-05-31' })).counts.measures).toBe(200);
    const then = await as(liaison).plan({ asOf: '2024-05-31' });
    expect(then.boards.flatMap((b) => b.tasks.flatMap((t) => t.measures)).some((m) => m.id === dropped)).toBe(true);
    expect(await idsOf(as(liaison))).not.toContain(dropped);

    // Another process, or the next start, has the same plan.
    expect((await createApplication(it.workspace).as(office).planVersions())[0]).toEqual(version);
    // Issuing the plan of before again brings back what was dropped, with its history.
    const back = await as(office).addPlanDraft({ name: '恢复.docx', bytes: docxOf(here, plan) }, 2024);
    const again = await as(office).previewPlanIssue(back.id, { ...input, seen: 0 });
    expect(again.ready?.impact.ended.length).toBeGreaterThan(0);
  });
});

describe('the plan of the year after', () => {
  let here: Here;
  beforeAll(async () => {
    here = await open('2024-12-20T09:00');
  });
  afterAll(() => here.it.remove());

  test('is copied with links, asks for what has to be set anew, and takes force with its year', async () => {
    const { as, it } = here;
    await as(office).changeDispatch({ do: 'dispatch', assignments: ['A15-1/mtg-transport'], share: null, note: '' });
    await expect(as(office).copyPlan({ from: 0, year: 2024 })).rejects.toMatchObject({ code: 'bad-request' });
    const { id } = await as(office).copyPlan({ from: 0, year: 2025 });
    const draft = await as(office).planDraft(id);
    expect(draft).toMatchObject({ kind: 'copy', year: 2025, counts: COUNTS });
    // PM2.5年均浓度 and the like have figures of the year before; nothing else is doubtful.
    expect(new Set(draft.doubtList.map((d) => d.code))).toEqual(new Set(['carried-figure']));
    const [first, ...others] = draft.doubtList;
    const settled = await as(office).decidePlanDraft(id, {
      decisions: [
        { doubt: first?.id ?? '', act: 'wording', words: '全区PM2.5年均浓度达到29微克/立方米以下。' },
        ...others.map((d) => ({ doubt: d.id, act: 'keep' as const })),
      ],
      seen: 0,
    });
    const input = { ...DOCUMENT, name: '2025年行动计划', date: null, seen: settled.seq };
    const { ready } = await as(office).previewPlanIssue(id, input);
    expect(ready).toMatchObject({ plan: 'plan-2025', version: 1, takesForce: false });
    expect(ready?.diff).toMatchObject({ added: [], dropped: [], unchanged: expect.any(Number) });
    expect(ready?.impact.ended).toEqual([]);
    expect(ready?.toConfirm.length).toBeGreaterThanOrEqual(10);
    const version = await as(office).issuePlan(id, input);
    expect((await as(office).plan()).year).toBe(2024);

    it.clock.set('2025-01-06T09:00');
    const next = await as(office).plan();
    expect(next).toMatchObject({ year: 2025, counts: COUNTS });
    expect((await as(office).workspace()).plan).toMatchObject({ id: 'plan-2025', year: 2025 });
    const page = await as(office).measurePage('2025-A15-1');
    expect(page.assignments.map((row) => row.status)).toEqual(page.assignments.map(() => 'not-dispatched'));
    expect((await as(office).planVersion(version.id)).plan.boards[0]?.tasks[0]?.measures[0]?.title.zh).toContain(
      '29微克',
    );
    expect((await as(office).board({})).boards.flatMap((b) => b.targets).length).toBe(it.workspace.plan.targets.length);
  });
});

describe('a measure for all towns', () => {
  let here: Here;
  beforeAll(async () => {
    here = await open();
  });
  afterAll(() => here.it.remove());

  test('is dispatched to each of the 13, with shares that are added up against the quantity', async () => {
    const { as, plan, it } = here;
    const measures = plan.boards.flatMap((b) => b.tasks.flatMap((t) => t.measures));
    const id = measures.find((m) => m.responsible.length === 1 && m.responsible[0] === TOWNS)?.id ?? '';
    const towns = it.workspace.district.towns.map((t) => t.id);
    expect(towns).toHaveLength(13);
    await as(office).specifyMeasure(id, {
      spec: { kind: 'quantity', target: '40', unit: '处' },
      frequency: 'month',
      criteria: '',
    });
    const { shares } = await as(office).measurePage(id);
    expect(shares).toMatchObject({ unit: '处', target: '40', sum: '0', rest: '40' });
    expect(shares?.units.map((u) => u.assignment)).toEqual(towns.map((town) => `${id}/${town}`));
    const [first = '', ...others] = shares?.units.map((u) => u.assignment) ?? [];
    await as(office).changeDispatch({ do: 'dispatch', assignments: others, share: '3', note: '' });
    // Twelve towns with 3 each leave 4 of the 40.
    expect((await as(office).measurePage(id)).shares).toMatchObject({ sum: '36', rest: '4' });
    await as(office).changeDispatch({ do: 'dispatch', assignments: [first], share: '4.5', note: '' });
    expect((await as(office).measurePage(id)).shares).toMatchObject({ sum: '40.5', rest: '-0.5' });
  });
});

describe('municipal items', () => {
  let here: Here;
  const bytesOf = (rows: readonly (readonly string[])[]): Uint8Array => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), '市级');
    return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }));
  };
  const HEAD = ['编号', '文件', '条款', '任务内容', '数量', '单位', '完成时限', '责任单位'];
  const ROW = ['1', '市级计划', '附件1', '推动国四货车淘汰更新', '100', '辆', '2024年10月底前', '区交通局、区商务局'];
  beforeAll(async () => {
    here = await open();
  });
  afterAll(() => here.it.remove());

  test('come in from a table, whole or without what is doubtful', async () => {
    const app = here.as(office);
    expect((await app.cascade()).items).toEqual([]);
    const doubtful = {
      name: '市级.xlsx',
      bytes: bytesOf([HEAD, ROW, ['2', '市级计划', '', '某事', '若干', '', '', '']]),
    };
    expect(await app.previewMunicipalItems(doubtful)).toMatchObject({ added: 1, faults: [{ words: '若干' }] });
    await expect(app.importMunicipalItems(doubtful, false)).rejects.toMatchObject({ code: 'bad-file' });
    expect(await app.importMunicipalItems(doubtful, true)).toMatchObject({ added: 1, changed: 0, gone: 0 });
    expect(await app.importMunicipalItems(doubtful, true)).toMatchObject({ added: 0, changed: 0, gone: 0 });
    expect((await app.cascade()).seq).toBe(1);
    const none = { name: '计划.docx', bytes: docxOf(here, here.plan) };
    await expect(app.previewMunicipalItems(none)).rejects.toMatchObject({ code: 'bad-file' });
  });

  test('without a measure are a gap; a link shows what does not fit and stands on the measure', async () => {
    const app = here.as(office);
    const before = await app.cascade();
    expect(before.counts).toEqual({ items: 1, linked: 0, withoutMeasure: 1, conflicts: 0, own: 200 });
    expect(before.items[0]?.likely.map((l) => l.measure)).toContain('A15-1');
    const link = { quantity: { value: '60', unit: '辆' } };
    const after = await app.linkMunicipalItem({ item: '1', measure: 'A15-1', link, seen: before.seq });
    // A15-1 is due at the end of the year, takes 60 of 100, and does not name the commerce bureau.
    expect(after.items[0]?.findings.map((f) => f.code).toSorted()).toEqual([
      'later-date',
      'smaller-quantity',
      'unit-missing',
    ]);
    expect(after.counts).toMatchObject({ linked: 1, withoutMeasure: 0, conflicts: 3, own: 199 });
    expect((await app.measurePage('A15-1')).origins).toMatchObject([
      { item: '1', document: '市级计划', share: { value: '60', unit: '辆' }, due: '2024-10-31' },
    ]);
    const again = { item: '1', measure: 'A15-2', link: { quantity: null } };
    await expect(app.linkMunicipalItem({ ...again, seen: before.seq })).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    await expect(app.linkMunicipalItem({ ...again, measure: 'A99-9', seen: after.seq })).rejects.toMatchObject({
      code: 'not-found',
    });
    const without = await app.linkMunicipalItem({ item: '1', measure: 'A15-1', link: null, seen: after.seq });
    expect(without.counts).toEqual(before.counts);
  });
});
