import { createApplication, type Application } from '@qingshan/app';
import { ACTOR_ROLES, type Actor } from '@qingshan/campaign';
import { loadRegisters, readRegister, writeRegister } from '@qingshan/registers';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importWorkbook, sampleWorkbook, until, workbook } from './registers-support.ts';
import { OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const keeper: Actor = { id: 'p2', name: '园林乙', role: 'department', unit: 'mtg-forestry' };
const longquan: Actor = { id: 'p3', name: '龙泉丙', role: 'town', unit: 'mtg-longquan' };
const leader: Actor = { id: 'p4', name: '领导丁', role: 'leader', unit: null };

const REGISTERS = loadRegisters();
const PAGE = { offset: 0, limit: 500 };

let it: TestWorkspace;
let as: (actor: Actor) => Application;

beforeAll(async () => {
  it = await testWorkspace(false, '2024-10-31T09:00');
  const application = createApplication(it.workspace);
  as = (actor) => application.as(actor);
});
afterAll(() => it.remove());

const context = () => ({ towns: it.workspace.district.towns, units: it.workspace.district.units });
const list = (actor: Actor, register: string, query = {}) => as(actor).registerEntries(register, { ...PAGE, ...query });
const sheetOf = (definition: (typeof REGISTERS)[number], bytes: Uint8Array) => {
  const { rows, findings } = readRegister(definition, bytes);
  return { rows: rows.map((row) => row.cells), findings };
};

describe('every register', () => {
  test.each(REGISTERS.map((r) => [r.id, r] as const))(
    '%s: its sample goes through the store and comes out without a difference',
    async (id, definition) => {
      const sample = sampleWorkbook(id);
      const stored = await importWorkbook(as(OPERATOR), id, sample);
      expect(stored).toMatchObject({ state: 'stored', refused: 0, changed: 0, unchanged: 0 });
      const before = sheetOf(definition, sample);
      expect(stored.added).toBe(before.rows.length);
      const entries = await it.workspace.registry.registers.entries(id);
      const inOrder = before.rows.map((cells) => {
        const found = entries.find((e) => e.key === cells['id']);
        return { register: id, key: found?.key ?? '', values: found?.values ?? {} };
      });
      // Byte for byte the workbook that it came from.
      const again = writeRegister(definition, inOrder, context(), { sample: true });
      expect(Buffer.from(again).equals(Buffer.from(sample))).toBe(true);

      const exported = await as(OPERATOR).exportRegister(id, {});
      if (definition.fields.some((f) => f.sensitive?.exported === false)) {
        // What may never leave is not in it, and it is not taken back over what is whole.
        expect(await importWorkbook(as(OPERATOR), id, exported.bytes)).toMatchObject({
          state: 'failed',
          problem: { code: 'masked-workbook' },
        });
      } else {
        const byKey = (a: { id?: unknown }, b: { id?: unknown }) => String(a.id).localeCompare(String(b.id));
        expect(sheetOf(definition, exported.bytes).rows.toSorted(byKey)).toEqual(before.rows.toSorted(byKey));
        expect(await importWorkbook(as(OPERATOR), id, exported.bytes)).toMatchObject({
          state: 'stored',
          added: 0,
          changed: 0,
          unchanged: before.rows.length,
          import: null,
        });
      }
    },
  );

  test('is counted in the list, and every count is the length of its list', async () => {
    const all = await as(office).registers();
    expect(all.map((r) => r.id)).toEqual(REGISTERS.map((r) => r.id));
    for (const { id, entries } of all) {
      expect([id, (await list(office, id)).total]).toEqual([id, entries]);
      const { counts } = await as(office).register(id);
      for (const { id: count, listed } of counts) {
        expect([id, count, (await list(office, id, { count })).total]).toEqual([id, count, listed]);
      }
    }
  });
});

describe('five thousand messy rows', () => {
  const HEAD = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态', '建档日期', '联系电话'];
  const ROWS = 5_000;
  /** Of every hundred rows six cannot be understood, each for another reason. */
  const line = (i: number) => {
    const cells = [`D-${i}`, `示例${i}`, '龙泉', '1,200㎡', '闲置地', '待治理', '2024.3.5', '138 0000 0001'];
    if (i % 100 === 10) cells[3] = '约1200';
    if (i % 100 === 20) cells[2] = '龙全镇';
    if (i % 100 === 30) cells[6] = '3月5日';
    if (i % 100 === 40) cells[4] = '荒地';
    if (i % 100 === 50) cells[0] = 'D-1';
    if (i % 100 === 60) cells[7] = '13800';
    return cells;
  };
  const bytes = workbook([HEAD, ...Array.from({ length: ROWS }, (_, i) => line(i + 1))]);
  let job = '';

  test('are checked in the background, with progress and a report row by row', async () => {
    const started = await as(keeper).startRegisterImport('bare-land', { name: '裸地-十月.xlsx', bytes });
    expect(started).toMatchObject({ state: 'checking', checked: 0, file: '裸地-十月.xlsx' });
    job = started.id;
    const seen = new Set<number>();
    await expect
      .poll(
        async () => {
          const now = await as(keeper).registerImportJob(job);
          if (now.state === 'checking' && now.checked > 0) seen.add(now.checked);
          return now.state;
        },
        { timeout: 60_000, interval: 1 },
      )
      .toBe('checked');
    // It was seen on its way, not only before and after.
    expect(seen.size).toBeGreaterThan(2);
    const checked = await as(keeper).registerImportJob(job);
    expect(checked).toMatchObject({ rows: ROWS, checked: ROWS, added: 4_700, refused: 300, stored: 0 });
    const refused = await as(keeper).registerImportFindings(job, { severity: 'refused', offset: 0, limit: 20_000 });
    expect(refused.total).toBe(300);
    expect(refused.findings[0]).toMatchObject({
      row: 11,
      key: 'D-10',
      column: 'area',
      columnName: { zh: '裸露面积' },
      value: '约1200',
    });
    expect(refused.findings[0]?.text.zh).toContain('请只填数字');
    // Nothing is stored before somebody says so.
    expect((await list(keeper, 'bare-land', { q: '示例4999' })).total).toBe(0);
  });

  test('are not stored while rows are refused, unless these are left out', async () => {
    await expect(as(keeper).commitRegisterImport(job, { skipRefused: false })).rejects.toMatchObject({
      code: 'bad-file',
    });
    const before = (await list(keeper, 'bare-land')).total;
    await as(keeper).commitRegisterImport(job, { skipRefused: true });
    const done = await until(as(keeper), job, ['stored', 'failed']);
    expect(done).toMatchObject({ state: 'stored', stored: 4_700, problem: null });
    expect((await list(keeper, 'bare-land')).total).toBe(before + 4_700);
    await expect(as(keeper).commitRegisterImport(job, { skipRefused: true })).rejects.toMatchObject({
      code: 'wrong-state',
    });
  });

  test('are undone as one', async () => {
    const [newest] = (await as(keeper).register('bare-land')).imports;
    expect(newest).toMatchObject({ file: '裸地-十月.xlsx', added: 4_700, refused: 300, by: { name: '园林乙' } });
    await as(keeper).undoRegisterImport(newest?.id ?? 0);
    expect((await list(keeper, 'bare-land', { q: '示例4999' })).total).toBe(0);
    expect((await list(keeper, 'bare-land', { q: '示例4999', withdrawn: 'yes' })).total).toBe(1);
  });
});

describe('an entry', () => {
  const cells = {
    id: 'LQ-1',
    name: '龙泉一号地块',
    town: '龙泉镇',
    area: '1.5亩',
    kind: '闲置',
    state: '待治理',
    person: '张三丰',
    phone: '13812345678',
  };

  test('is written by the town that it names, and by no other', async () => {
    const page = await as(longquan).addRegisterEntry('bare-land', { cells });
    expect(page.entry).toMatchObject({ key: 'LQ-1', seq: 1, values: { area: 1000, town: 'mtg-longquan' } });
    expect(page.may).toEqual(['change', 'withdraw']);
    const elsewhere = { cells: { ...cells, id: 'LQ-2', town: '大峪街道' } };
    await expect(as(longquan).addRegisterEntry('bare-land', elsewhere)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(as(longquan).addRegisterEntry('bare-land', { cells })).rejects.toMatchObject({ code: 'bad-entry' });
    await expect(as(leader).addRegisterEntry('bare-land', { cells })).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('is refused with the fields that are wrong', async () => {
    const wrong = { cells: { ...cells, id: 'LQ-3', area: '约1200', kind: '荒地' } };
    const error = await as(longquan)
      .addRegisterEntry('bare-land', wrong)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'bad-entry', fields: [{ path: 'area' }, { path: 'kind' }] });
  });

  test('without a number gets one', async () => {
    const { id: _, ...unnumbered } = cells;
    const page = await as(longquan).addRegisterEntry('bare-land', { cells: { ...unnumbered, name: '无号地块' } });
    expect(page.entry.key).toMatch(/^2024-\d{4}$/);
  });

  test('has a history that says who changed what when; who acts on an older version is told', async () => {
    it.clock.set('2024-11-02T10:00');
    const change = { cells: { ...cells, area: '900', treatment: '绿化' }, seen: 1 };
    const page = await as(keeper).changeRegisterEntry('bare-land', 'LQ-1', change);
    expect(page.history[0]).toMatchObject({
      seq: 2,
      at: '2024-11-02T10:00',
      what: 'changed',
      by: { name: '园林乙', unit: 'mtg-forestry' },
      import: null,
    });
    expect(page.history[0]?.changes).toContainEqual({ field: 'area', before: 1000, after: 900 });
    const late = as(longquan).changeRegisterEntry('bare-land', 'LQ-1', { cells, seen: 1 });
    await expect(late).rejects.toMatchObject({ code: 'changed-meanwhile', values: { who: '园林乙' } });
    // The same content again is no version.
    const same = await as(keeper).changeRegisterEntry('bare-land', 'LQ-1', { ...change, seen: 2 });
    expect(same.entry.seq).toBe(2);
  });

  test('is withdrawn and restored, and all of it stays', async () => {
    const gone = await as(longquan).withdrawRegisterEntry('bare-land', 'LQ-1', { seen: 2 });
    expect(gone).toMatchObject({ entry: { withdrawn: true }, may: ['restore'] });
    expect((await list(office, 'bare-land', { q: '龙泉一号' })).total).toBe(0);
    await expect(as(longquan).changeRegisterEntry('bare-land', 'LQ-1', { cells, seen: 3 })).rejects.toMatchObject({
      code: 'wrong-state',
    });
    const back = await as(longquan).restoreRegisterEntry('bare-land', 'LQ-1', { seen: 3 });
    expect(back.history.map((h) => h.what)).toEqual(['restored', 'withdrawn', 'changed', 'added']);
    expect(back.entry.values['area']).toBe(900);
  });

  test('is shown with what the role may not see masked, also in its history, in a search and in a workbook', async () => {
    const seen = await as(leader).registerEntry('bare-land', 'LQ-1');
    expect(seen.entry.values).toMatchObject({ person: '张**', phone: '138****5678' });
    expect(seen.entry.masked).toEqual(['person', 'phone']);
    expect(seen.cells).not.toHaveProperty('person');
    expect(JSON.stringify(seen)).not.toMatch(/张三丰|13812345678/);
    expect((await list(leader, 'bare-land', { q: '13812345678' })).total).toBe(0);
    expect((await list(longquan, 'bare-land', { q: '13812345678' })).total).toBeGreaterThan(0);
    const { bytes } = await as(leader).exportRegister('bare-land', {});
    const definition = REGISTERS.find((r) => r.id === 'bare-land');
    if (!definition) throw new Error('no bare-land');
    expect(readRegister(definition, bytes).findings.map((f) => f.code)).toEqual(['masked-workbook']);
  });
});

describe('complaints', () => {
  const ticket = (id: string, lead: string) => ({
    cells: {
      id,
      name: '夜间施工扬尘',
      town: '永定镇',
      ticket: `T-${id}`,
      channel: '电话',
      topic: '工地扬尘',
      content: '夜间运渣土',
      received: '2024-10-01 09:30:00',
      lead,
      state: '办理中',
      person: '李四光',
      phone: '13900001111',
    },
  });
  const housing: Actor = { id: 'p6', name: '住建戊', role: 'department', unit: 'mtg-housing' };

  test('are seen by the units that they name only, and the complainant by handlers only', async () => {
    await as(office).addRegisterEntry('complaint', ticket('C-1', '住建委'));
    await as(office).addRegisterEntry('complaint', ticket('C-2', '水务局'));
    const mine = await list(housing, 'complaint');
    expect(mine.entries.map((e) => e.key)).toContain('C-1');
    expect(mine.entries.map((e) => e.key)).not.toContain('C-2');
    await expect(as(housing).registerEntry('complaint', 'C-2')).rejects.toMatchObject({ code: 'not-allowed' });
    expect(mine.entries.find((e) => e.key === 'C-1')?.values['person']).toBe('李四光');
    const seen = await as(office).registerEntry('complaint', 'C-2');
    expect(seen.entry.values['person']).toBe('李**');
    expect(seen.cells).not.toHaveProperty('phone');
  });

  test('a form of somebody who does not see the complainant leaves them as they are', async () => {
    const { cells } = await as(office).registerEntry('complaint', 'C-1');
    const change = { cells: { ...cells, person: '王五', result: '已洒水降尘' }, seen: 1 };
    await as(office).changeRegisterEntry('complaint', 'C-1', change);
    const entry = await it.workspace.registry.registers.entry('complaint', 'C-1');
    expect(entry?.values).toMatchObject({ person: '李四光', phone: '13900001111', result: '已洒水降尘' });
  });

  test('a faulty telephone in a workbook is shown to whoever brought it, not to others', async () => {
    const bytes = workbook([
      ['编号', '诉求标题', '所属镇街', '工单号', '来源渠道', '诉求分类', '受理时间', '状态', '诉求人电话'],
      ['C-9', '噪声', '永定镇', 'T-9', '电话', '施工噪声', '2024-10-02 08:00:00', '待派单', '13700'],
    ]);
    const desk: Actor = { id: 'p7', name: '政数己', role: 'department', unit: 'mtg-data' };
    const { id } = await as(desk).startRegisterImport('complaint', { name: 'c.xlsx', bytes });
    await until(as(desk), id, ['checked']);
    const mine = await as(desk).registerImportFindings(id, { severity: 'refused', ...PAGE });
    expect(mine.findings[0]).toMatchObject({ row: 2, column: 'phone', value: '13700' });
    const seen = await as(office).registerImportFindings(id, { severity: 'refused', ...PAGE });
    expect(seen.findings[0]).toMatchObject({ row: 2, column: 'phone', value: null });
    expect(JSON.stringify(seen)).not.toContain('13700');
  });

  test.each(ACTOR_ROLES.filter((role) => role !== 'public'))('%s takes no complainant out', async (role) => {
    const actor: Actor = { id: 'p9', name: '某人', role, unit: 'mtg-housing' };
    const { bytes } = await as(actor).exportRegister('complaint', {});
    const text = Object.values(unzipSync(bytes))
      .map((part) => strFromU8(part))
      .join('');
    // The workbook is read: what everybody may know is in it.
    expect(text).toContain('C-1');
    expect(text).not.toMatch(/李四光|13900001111|夜间运渣土/);
    const definition = REGISTERS.find((r) => r.id === 'complaint');
    if (!definition) throw new Error('no complaints');
    expect(readRegister(definition, bytes).findings.map((f) => f.code)).toEqual(['masked-workbook']);
  });
});

describe('an import', () => {
  const HEAD = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态'];

  test('of a town takes its own rows only, and says so of the others', async () => {
    const bytes = workbook([
      HEAD,
      ['T-1', '甲', '龙泉镇', 100, '闲置', '待治理'],
      ['T-2', '乙', '大峪街道', 100, '闲置', '待治理'],
    ]);
    const { id } = await as(longquan).startRegisterImport('bare-land', { name: 't.xlsx', bytes });
    expect(await until(as(longquan), id, ['checked'])).toMatchObject({ added: 1, refused: 1 });
    const { findings } = await as(longquan).registerImportFindings(id, { severity: 'refused', ...PAGE });
    expect(findings).toMatchObject([{ row: 3, code: 'not-own' }]);
    const other: Actor = { ...longquan, id: 'p8', unit: 'mtg-dayu' };
    await expect(as(other).registerImportJob(id)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('says nothing of columns that it does not have', async () => {
    const before = (await as(longquan).registerEntry('bare-land', 'LQ-1')).entry;
    const bytes = workbook([HEAD, ['LQ-1', '龙泉一号地块', '龙泉镇', 800, '闲置', '治理中']]);
    expect(await importWorkbook(as(longquan), 'bare-land', bytes)).toMatchObject({ state: 'stored', changed: 1 });
    const after = (await as(longquan).registerEntry('bare-land', 'LQ-1')).entry;
    expect(after.values).toEqual({ ...before.values, area: 800, state: 'treating' });
  });

  test('is not stored over what changed since it was checked', async () => {
    const bytes = workbook([HEAD, ['LQ-1', '龙泉一号地块', '龙泉镇', 700, '闲置', '治理中']]);
    const { id } = await as(longquan).startRegisterImport('bare-land', { name: 't.xlsx', bytes });
    await until(as(longquan), id, ['checked']);
    const { entry, cells } = await as(keeper).registerEntry('bare-land', 'LQ-1');
    await as(keeper).changeRegisterEntry('bare-land', 'LQ-1', { cells: { ...cells, area: '650' }, seen: entry.seq });
    await as(longquan).commitRegisterImport(id, { skipRefused: false });
    expect(await until(as(longquan), id, ['stored', 'failed'])).toMatchObject({
      state: 'failed',
      problem: { code: 'changed-meanwhile' },
    });
    expect((await as(keeper).registerEntry('bare-land', 'LQ-1')).entry.values['area']).toBe(650);
  });

  test('of another workbook, or of none, fails with the reason', async () => {
    expect(await importWorkbook(as(office), 'bare-land', sampleWorkbook('boiler'))).toMatchObject({ state: 'failed' });
    const text = new TextEncoder().encode('不是工作簿');
    expect(await importWorkbook(as(office), 'bare-land', text)).toMatchObject({ state: 'failed', rows: 0 });
    await expect(
      as(office).startRegisterImport('bare-land', { name: 'leer.xlsx', bytes: new Uint8Array() }),
    ).rejects.toMatchObject({ code: 'bad-file' });
  });

  test('whose process died is reported as failed', async () => {
    const bytes = workbook([HEAD, ['LQ-9', '甲', '龙泉镇', 1, '闲置', '待治理']]);
    const { id } = await as(longquan).startRegisterImport('bare-land', { name: 't.xlsx', bytes });
    await until(as(longquan), id, ['checked']);
    const stored = await it.workspace.registry.registers.job(id);
    if (!stored) throw new Error('no job');
    await it.workspace.registry.registers.saveJob({ ...stored, state: 'storing', process: 'another' });
    const restarted = createApplication(it.workspace).as(longquan);
    expect((await restarted.registerImportJob(id)).state).toBe('storing');
    it.clock.set('2024-11-03T10:00');
    expect(await restarted.registerImportJob(id)).toMatchObject({ state: 'failed', problem: { code: 'lost' } });
  });
});

describe('suspected duplicates', () => {
  test('are said in the report of an import and on the page of the entry', async () => {
    const head = ['编号', '地块名称', '所属镇街', '面积', '类型', '状态', '经度', '纬度'];
    const bytes = workbook([
      head,
      ['DU-1', '同一地块', '王平镇', 100, '闲置', '待治理', 115.9, 39.97],
      ['DU-2', '同一地块', '王平镇', 100, '闲置', '待治理', 115.9, 39.97],
    ]);
    const { id } = await as(keeper).startRegisterImport('bare-land', { name: 't.xlsx', bytes });
    expect(await until(as(keeper), id, ['checked'])).toMatchObject({ added: 2, refused: 0, doubtful: 2 });
    await as(keeper).commitRegisterImport(id, { skipRefused: false });
    await until(as(keeper), id, ['stored']);
    expect((await as(keeper).registerEntry('bare-land', 'DU-1')).duplicates).toEqual(['DU-2']);
    const twins = await list(keeper, 'bare-land', { duplicates: 'yes', q: 'DU-' });
    expect(twins.entries.map((e) => e.key)).toEqual(['DU-1', 'DU-2']);
  });
});

test('all of it stands in the audit, unbroken', async () => {
  const { registry } = it.workspace;
  const actions = new Set((await registry.audits()).map((entry) => entry.action));
  for (const action of [
    'add-entry',
    'change-entry',
    'withdraw-entry',
    'restore-entry',
    'export-register',
    'import-register',
    'undo-register-import',
  ]) {
    expect(actions).toContain(action);
  }
  expect((await registry.verifyAudit()).broken).toBeNull();
});
