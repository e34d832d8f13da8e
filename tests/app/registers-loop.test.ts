import { createApplication, type Application } from '@qingshan/app';
import { measuresOf, type Actor } from '@qingshan/campaign';
import { loadRegisters } from '@qingshan/registers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const town: Actor = { id: 'p2', name: '龙泉乙', role: 'town', unit: 'mtg-longquan' };

/** “裸露地块分类采取绿化、硬化、苫盖措施，逐块落实”: every town reports, and the register of bare plots counts. */
const MEASURE = 'A28-2';
const OWN = `${MEASURE}/mtg-longquan`;
const REPORT = `${OWN}/2024-09`;
const NOTHING = { quantity: null, steps: [], kept: null, percent: null };

let it: TestWorkspace;
let as: (actor: Actor) => Application;

beforeAll(async () => {
  it = await testWorkspace(false, '2024-10-08T09:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
  await as(office).changeDispatch({ do: 'dispatch', assignments: [OWN], share: null, note: '' });
  await as(town).signFor({ assignments: [OWN] });
});
afterAll(() => it.remove());

const plot = (id: string, where: string, state: string, done: string | null) => ({
  cells: {
    id,
    name: `地块${id}`,
    town: where,
    area: 100,
    kind: '闲置',
    state,
    ...(done === null ? {} : { treatment: '绿化', done }),
  },
});
const row = async () => {
  const [found] = (await as(office).assignments({ measure: MEASURE, unit: 'mtg-longquan' })).rows;
  if (!found) throw new Error('no assignment');
  return found;
};

test('the counts that the plan binds measures to are there', () => {
  const registers = new Map(loadRegisters().map((r) => [r.id, r.counts.map((c) => c.id)]));
  const bound = measuresOf(it.workspace.plan).flatMap((m) => (m.count ? [m.count] : []));
  expect(bound.length).toBeGreaterThanOrEqual(2);
  for (const { register, count } of bound) expect(registers.get(register)).toContain(count);
});

test('the measure follows the register: three plots of the town, two treated this year', async () => {
  expect((await row()).claimed).toMatchObject({ done: '0', of: null });
  await as(town).addRegisterEntry('bare-land', plot('1', '龙泉镇', '已治理', '2024-05-01'));
  await as(town).addRegisterEntry('bare-land', plot('2', '龙泉镇', '已治理', '2024-09-30'));
  await as(town).addRegisterEntry('bare-land', plot('3', '龙泉镇', '待治理', null));
  // Of another year and of another town: not counted here.
  await as(office).addRegisterEntry('bare-land', plot('4', '龙泉镇', '已治理', '2023-12-31'));
  await as(office).addRegisterEntry('bare-land', plot('5', '大峪街道', '已治理', '2024-05-01'));
  // Four plots stand in the list of the town.
  expect(await row()).toMatchObject({
    claimed: { done: '2', of: '4', share: 0.5, typed: false },
    verified: { done: null },
    counted: { register: 'bare-land', count: 'treatedThisYear', unit: 'mtg-longquan', value: '2', listed: 2 },
  });
});

test('every figure is the length of the list that it leads to', async () => {
  const { counted } = await row();
  if (!counted) throw new Error('nothing counted');
  const query = { count: counted.count, unit: counted.unit ?? undefined, offset: 0, limit: 50 };
  const list = await as(town).registerEntries(counted.register, query);
  expect(list.entries.map((e) => e.key)).toEqual(['1', '2']);
  expect(list.total).toBe(counted.listed);
});

test('the report has the figure and asks for none; what somebody typed instead does not count', async () => {
  const draft = await as(town).report(REPORT);
  expect(draft).toMatchObject({ spec: { kind: 'register', target: '4' }, content: { progress: { quantity: '2' } } });
  const content = { progress: { ...NOTHING, quantity: '99' }, text: '绿化两块', problems: '', next: '', evidence: [] };
  const submitted = await as(town).writeReport(REPORT, { do: 'submit', content });
  expect(submitted.content.progress.quantity).toBe('2');
  await as(office).verifyReport(REPORT, { do: 'accept', remark: '已到现场' });
  expect((await row()).verified).toMatchObject({ done: '2', of: '4', share: 0.5 });
});

test('the register goes on, the submitted report stays as it was', async () => {
  const { entry, cells } = await as(town).registerEntry('bare-land', '3');
  const treated = { ...cells, state: '已治理', treatment: '硬化', done: '2024-10-07' };
  await as(town).changeRegisterEntry('bare-land', '3', { cells: treated, seen: entry.seq });
  expect(await row()).toMatchObject({ claimed: { done: '3', share: 0.75 }, verified: { done: '2', share: 0.5 } });
  expect((await as(town).report(REPORT)).content.progress.quantity).toBe('2');
});

test('the office may let it follow another count, of those that there are', async () => {
  const setting = { frequency: 'month', criteria: '' } as const;
  const spec = { kind: 'register', register: 'bare-land', count: 'cleared', of: 'own', target: '3' } as const;
  await as(office).specifyMeasure(MEASURE, { ...setting, spec });
  expect(await row()).toMatchObject({ claimed: { done: '0', of: '3' }, counted: { count: 'cleared' } });
  const unknown = { ...spec, count: 'painted' };
  await expect(as(office).specifyMeasure(MEASURE, { ...setting, spec: unknown })).rejects.toMatchObject({
    code: 'bad-report',
  });
});
