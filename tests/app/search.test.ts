import { createApplication, type Application } from '@qingshan/app';
import { PUBLIC, type Actor } from '@qingshan/campaign';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const liaison: Actor = { id: 'p3', name: '联络员丙', role: 'department', unit: 'mtg-transport' };

const PDF = new TextEncoder().encode('%PDF-1.7\n凭证');
const written = (text: string, evidence: string[] = []) => ({
  progress: { quantity: '3', steps: [], kept: true, percent: null },
  text,
  problems: '',
  next: '',
  evidence,
});

let it: TestWorkspace;
let as: (actor: Actor) => Application;
let report: string;

const found = async (actor: Actor, query: string) =>
  (await as(actor).search(query)).groups.flatMap((g) => g.hits.map((h) => [g.kind, h.id] as const));

beforeAll(async () => {
  it = await testWorkspace(false, '2024-01-03T09:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
  const { rows } = await as(office).assignments({ unit: 'mtg-transport' });
  const assignments = rows.map((row) => row.id);
  await as(office).changeDispatch({ do: 'dispatch', assignments, share: null, note: '' });
  await as(liaison).signFor({ assignments });
  const own = rows.find((row) => row.reports && row.progressKind === 'quantity');
  report = `${own?.id}/2024-01`;
  it.clock.set('2024-02-01T10:00');
});
afterAll(() => it.remove());

describe('search across everything', () => {
  test('what stands in the plan and the rules is found, with where it is', async () => {
    const { groups } = await as(office).search('裸地 台账');
    const measure = groups.find((g) => g.kind === 'measure')?.hits.find((h) => h.id === 'A28-1');
    expect(measure).toMatchObject({ to: '/plan#A28-1', excerpt: null });
    expect(measure?.where?.zh).not.toBe('');
    expect(await found(office, 'GB 3838-2002')).toContainEqual(['standard', 'gb-3838-2002']);
    const registers = (await as(office).search('台账')).groups.find((g) => g.kind === 'register');
    expect(registers?.hits[0]?.to).toMatch(/^\/registers\//);
  });

  test('a report is found as soon as it is handed in, and under its new words when they change', async () => {
    expect(await found(office, '石龙路')).toEqual([]);
    const { id } = await as(liaison).addEvidence({ name: '石龙路登记凭证.pdf', bytes: PDF });
    await as(liaison).writeReport(report, { do: 'submit', content: written('石龙路停车场更新 3 辆', [id]) });
    expect(await found(office, '石龙路')).toEqual([
      ['report', report],
      ['evidence', id],
    ]);
    await as(liaison).writeReport(report, { do: 'withdraw' });
    await as(liaison).writeReport(report, { do: 'submit', content: written('双峪路停车场更新 3 辆') });
    expect(await found(office, '石龙路')).toEqual([]);
    const { groups } = await as(office).search('双峪路');
    expect(groups).toMatchObject([
      { kind: 'report', total: 1, hits: [{ to: `/reports/${report}`, excerpt: '双峪路停车场更新 3 辆' }] },
    ]);
  });

  test('requests and calls for help are found by their words and units', async () => {
    const [measure = '', unit = ''] = report.split('/');
    await as(liaison).raiseHelp({ measure, from: unit, to: 'mtg-water', text: '请提供管网图纸', due: '2024-03-01' });
    await as(liaison).askChange({ measure, unit, what: 'move', to: '2024-12-31', reason: '暴雨冲毁道路' });
    expect(await found(office, '管网图纸')).toEqual([['help', `${measure}/${unit}/1`]]);
    expect(await found(office, '冲毁 道路')).toEqual([['request', `${measure}/${unit}/1`]]);
  });

  test('a case is found by whoever may see it, and never by who complained', async () => {
    const { id } = await as(office).openCase({
      source: 'complaint',
      title: '示例餐馆油烟',
      topic: 'fumes',
      town: 'mtg-dayu',
      place: '示例路 7 号',
      position: null,
      received: '2024-02-01T09:30',
      cause: '',
      complainant: { name: '示例甲', phone: '13800000099', address: '示例楼', text: '请处理' },
    });
    expect(await found(office, '餐馆 油烟')).toEqual([['case', id]]);
    expect(await found(liaison, '餐馆 油烟')).toEqual([]);
    expect(await found(office, '示例甲')).toEqual([]);
  });

  test('an entry of a register is found by what the reader sees of it', async () => {
    const cells = {
      id: 'LQ-7',
      name: '石担路地块',
      town: '龙泉镇',
      area: '800',
      kind: '闲置',
      state: '待治理',
      person: '示例乙',
    };
    await as(office).addRegisterEntry('bare-land', { cells });
    const { groups } = await as(office).search('石担路 龙泉');
    expect(groups).toMatchObject([
      {
        kind: 'entry',
        total: 1,
        hits: [{ id: 'bare-land/LQ-7', title: { zh: '石担路地块' }, to: '/registers/bare-land/entries/LQ-7' }],
      },
    ]);
    const id = ['entry', 'bare-land/LQ-7'];
    expect(await found(office, 'lq-7')).toEqual([id]);
    expect(await found(office, '龙泉镇 闲置')).toContainEqual(id);
    // Who is in charge is personal: the leader does not see it and finds nothing by it, but finds the plot.
    const leader: Actor = { id: 'p5', name: '领导戊', role: 'leader', unit: null };
    expect(await found(office, '示例乙')).toEqual([id]);
    expect(await found(leader, '示例乙')).toEqual([]);
    expect(await found(leader, '石担路 示例乙')).toEqual([]);
    expect(await found(leader, '石担路')).toEqual([id]);
    expect(JSON.stringify(await as(leader).search('石担路'))).not.toContain('示例乙');
    await as(office).withdrawRegisterEntry('bare-land', 'LQ-7', { seen: 1 });
    expect(await found(office, '石担路')).toEqual([]);
  });

  test('of a register of which units see their own a unit finds its own', async () => {
    const ticket = (id: string, lead: string) => ({
      cells: {
        id,
        name: '石门营扬尘',
        town: '永定镇',
        ticket: `T-${id}`,
        channel: '电话',
        topic: '扬尘',
        received: '2024-01-20 08:00:00',
        state: '待派单',
        lead,
      },
    });
    await as(office).addRegisterEntry('complaint', ticket('C-1', '交通局'));
    await as(office).addRegisterEntry('complaint', ticket('C-2', '水务局'));
    expect(await found(office, '石门营')).toEqual([
      ['entry', 'complaint/C-2'],
      ['entry', 'complaint/C-1'],
    ]);
    expect(await found(liaison, '石门营')).toEqual([['entry', 'complaint/C-1']]);
  });

  test('a page of another process is found too', async () => {
    const elsewhere = createApplication(it.workspace);
    await elsewhere.as(office).verifyReport(report, { do: 'return', remark: '缺少报废证明' });
    expect(await found(office, '报废证明')).toEqual([['report', report]]);
  });

  test('who may not see a thing does not find it', async () => {
    await expect(as(PUBLIC).search('双峪路')).rejects.toMatchObject({ code: 'sign-in-needed' });
    const settings = { ...it.workspace.settings, publicBoard: true };
    const anybody = createApplication({ ...it.workspace, settings }).as(PUBLIC);
    const kinds = async (query: string) => (await anybody.search(query)).groups.map((group) => group.kind);
    // The same words find a report for those who have signed in, see above.
    expect(await kinds('双峪路')).toEqual([]);
    expect(await kinds('管网图纸')).toEqual([]);
    expect(await kinds('裸地')).toContain('measure');
    expect(await kinds('石门营')).toEqual([]);
  });
});
