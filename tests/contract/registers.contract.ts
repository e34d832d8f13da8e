import type { EntryChange, EntrySearch, ImportJob, Registry } from '@qingshan/app';
import type { Act } from '@qingshan/campaign';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const act = (at: number, name = '甲'): Act => ({ by: { id: name, name, role: 'town', unit: 'mtg-dayu' }, at });
const entry = (key: string, expected: number, name: string, withdrawn = false): EntryChange => ({
  key,
  expected,
  values: { id: key, name, position: { lon: 116.1, lat: 39.94 }, area: 1.5, photo: ['a.jpg', 'b.jpg'], hardened: true },
  withdrawn,
});
const NEW = { file: '裸地.xlsx', added: 2, changed: 0, unchanged: 0, refused: 1, simulated: false };

const JOB: ImportJob = {
  id: 'j1',
  register: 'bare-land',
  file: '裸地.xlsx',
  bytes: 'ab',
  state: 'checking',
  rows: 10,
  checked: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  doubtful: 0,
  stored: 0,
  seen: 0,
  import: null,
  problem: null,
  by: act(0).by,
  startedAt: 2_000_000_000,
  process: 'p1',
  beat: 2_000_000_000,
};

/** What every adapter does with the entries of registers. */
export function registersContract(name: string, open: () => Promise<Registry>): void {
  describe(`registers on ${name}`, () => {
    let registry: Registry;
    const registers = () => registry.registers;
    const names = async () =>
      (await registers().entries('bare-land')).map(({ key, values, withdrawn }) => [key, values['name'], withdrawn]);

    beforeEach(async () => {
      registry = await open();
    });
    afterEach(() => registry.close());

    test('an entry comes back as it was written, with every version and who wrote it', async () => {
      await registers().write('bare-land', [entry('L-1', 0, '一号')], act(2_000_000_000));
      await registers().write('bare-land', [entry('L-1', 1, '一号地块')], act(2_000_000_100, '乙'));
      await registers().write('boiler', [entry('L-1', 0, '锅炉')], act(2_000_000_200));
      const now = await registers().entry('bare-land', 'L-1');
      expect(now).toMatchObject({ seq: 2, withdrawn: false, import: null, at: 2_000_000_100, by: { name: '乙' } });
      expect(now?.values).toEqual(entry('L-1', 0, '一号地块').values);
      const history = await registers().history('bare-land', 'L-1');
      expect(history.map((v) => [v.seq, v.values['name'], v.by])).toEqual([
        [1, '一号', act(0).by],
        [2, '一号地块', act(0, '乙').by],
      ]);
      expect(await registers().entry('bare-land', 'L-9')).toBeNull();
      expect(await registers().summaries()).toEqual([
        { register: 'bare-land', entries: 1, lastChange: 2_000_000_100, simulated: false },
        { register: 'boiler', entries: 1, lastChange: 2_000_000_200, simulated: false },
      ]);
    });

    test('what has changed since a version is asked for alone', async () => {
      const write = (...changes: EntryChange[]) => registers().write('bare-land', changes, act(2_000_000_000));
      await write(entry('L-1', 0, '一号'), entry('L-2', 0, '二号'));
      const known = await registers().version('bare-land');
      const since = async () => (await registers().entries('bare-land', known)).map((v) => [v.key, v.seq]);
      expect(await since()).toEqual([]);
      await write(entry('L-3', 0, '三号'));
      await write(entry('L-2', 1, '二号地块'), { ...entry('L-1', 1, '一号'), withdrawn: true });
      await write(entry('L-2', 2, '二号林地'));
      await registers().write('boiler', [entry('B-1', 0, '锅炉')], act(2_000_000_000));
      expect(await since()).toEqual([
        ['L-1', 2],
        ['L-2', 3],
        ['L-3', 1],
      ]);
    });

    test('what has changed meanwhile is not overwritten, and nothing of the rest is stored', async () => {
      await registers().write('bare-land', [entry('L-1', 0, '一号')], act(2_000_000_000));
      const before = await registers().version();
      const both = [entry('L-2', 0, '二号'), entry('L-1', 0, '另一个')];
      await expect(registers().write('bare-land', both, act(2_000_000_100), NEW)).rejects.toMatchObject({
        code: 'changed-meanwhile',
        values: { who: '甲' },
      });
      expect(await names()).toEqual([['L-1', '一号', false]]);
      expect(await registers().imports('bare-land')).toEqual([]);
      expect(await registers().version()).toBe(before);
    });

    test('is found by a word in what may be looked through, the newest first and no more than asked for', async () => {
      const values = (id: string, more: Record<string, string>) => ({
        id,
        name: `地块 ${id}`,
        town: 'mtg-dayu',
        ...more,
      });
      const change = (id: string, more = {}, withdrawn = false): EntryChange => ({
        key: id,
        expected: 0,
        values: values(id, more),
        withdrawn,
      });
      await registers().write(
        'bare-land',
        [change('L-1', { address: '石龙路 50%_A "东\\西" 号', person: '石某' })],
        act(10),
      );
      await registers().write('bare-land', [change('L-2', { town: 'mtg-longquan' })], act(20));
      await registers().write('bare-land', [change('L-3', { address: '石龙路' }, true)], act(30));
      await registers().write('boiler', [change('B-1', { address: '石龙路', unit: 'mtg-eeb' })], act(40));
      const texts = ['bare-land/name', 'bare-land/address', 'boiler/name', 'boiler/address'];
      const base = { texts, meanings: [], own: [], naming: [], limit: 9 };
      const find = async (word: string, more: Partial<EntrySearch> = {}) =>
        (await registers().find({ ...base, word, ...more })).map(({ key }) => key);
      expect(await find('石龙路')).toEqual(['B-1', 'L-1']);
      expect(await find('石龙路', { limit: 1 })).toEqual(['B-1']);
      // A sign is a sign, case does not matter, and a field that is not named is not looked through.
      expect(await find('50%_a')).toEqual(['L-1']);
      expect(await find('5_%')).toEqual([]);
      expect(await find('"东\\西"')).toEqual(['L-1']);
      expect(await find('石某')).toEqual([]);
      expect(await find('石龙路', { texts: ['boiler/address'] })).toEqual(['B-1']);
      expect(await find('龙泉', { meanings: ['bare-land/town/mtg-longquan'] })).toEqual(['L-2']);
      const own = { own: ['boiler', 'bare-land'] };
      expect(await find('石龙路', { ...own, naming: ['boiler/unit/mtg-eeb'] })).toEqual(['B-1']);
      expect(await find('石龙路', { ...own, naming: ['boiler/unit/mtg-water'] })).toEqual([]);
    });

    test('of two who write the same version at once one wins', async () => {
      const results = await Promise.allSettled(
        ['甲', '乙', '丙'].map((who) => registers().write('bare-land', [entry('L-1', 0, who)], act(1, who))),
      );
      expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
      expect(await registers().history('bare-land', 'L-1')).toHaveLength(1);
    });

    test('a withdrawn entry stays in the history and is not counted', async () => {
      await registers().write('bare-land', [entry('L-1', 0, '一号'), entry('L-2', 0, '二号')], act(10));
      await registers().write('bare-land', [entry('L-1', 1, '一号', true)], act(20));
      expect(await names()).toEqual([
        ['L-1', '一号', true],
        ['L-2', '二号', false],
      ]);
      expect(await registers().summaries()).toMatchObject([{ entries: 1, lastChange: 20 }]);
      expect(await registers().history('bare-land', 'L-1')).toHaveLength(2);
    });

    test('an import is undone as a whole: what it changed is as before, what it added is withdrawn', async () => {
      await registers().write('bare-land', [entry('L-1', 0, '一号'), entry('L-3', 0, '三号', true)], act(10));
      const changes = [entry('L-1', 1, '改名'), entry('L-2', 0, '二号'), entry('L-3', 1, '三号')];
      const { import: stored } = await registers().write('bare-land', changes, act(20), { ...NEW, simulated: true });
      expect(stored).toMatchObject({ ...NEW, simulated: true, at: 20, undoneBy: null, undoes: null });
      expect((await registers().summaries())[0]?.simulated).toBe(true);
      const id = stored?.id ?? 0;
      const undone = await registers().undoImport(id, act(30, '乙'));
      expect(await names()).toEqual([
        ['L-1', '一号', false],
        ['L-2', '二号', true],
        ['L-3', '三号', true],
      ]);
      const history = await registers().history('bare-land', 'L-1');
      expect(history.map((v) => [v.seq, v.values['name'], v.import])).toEqual([
        [1, '一号', null],
        [2, '改名', id],
        [3, '一号', undone.undoneBy],
      ]);
      const imports = await registers().imports('bare-land');
      expect(imports.map((i) => [i.id, i.undoes, i.undoneBy])).toEqual([
        [undone.undoneBy, id, null],
        [id, null, undone.undoneBy],
      ]);
      for (const again of [id, undone.undoneBy ?? 0]) {
        await expect(registers().undoImport(again, act(40))).rejects.toMatchObject({ code: 'import-undone' });
      }
    });

    test('an import is not undone over a later change', async () => {
      const { import: stored } = await registers().write('bare-land', [entry('L-1', 0, '一号')], act(10), NEW);
      await registers().write('bare-land', [entry('L-1', 1, '核对过')], act(20));
      const id = stored?.id ?? 0;
      await expect(registers().undoImport(id, act(30))).rejects.toMatchObject({ code: 'entries-changed-since' });
      expect(await names()).toEqual([['L-1', '核对过', false]]);
      expect(await registers().import(id)).toMatchObject({ undoneBy: null });
      await expect(registers().import(999)).rejects.toMatchObject({ code: 'not-found' });
    });

    test('six thousand entries are one import', async () => {
      const many = Array.from({ length: 6000 }, (_, i) => entry(`L-${i}`, 0, '地块'));
      await registers().write('bare-land', many, act(10), { ...NEW, added: 6000 });
      expect(await registers().summaries()).toMatchObject([{ entries: 6000 }]);
      await registers().undoImport((await registers().imports('bare-land'))[0]?.id ?? 0, act(20));
      expect(await registers().summaries()).toMatchObject([{ entries: 0 }]);
    });

    test('a job is known as it was saved last, with its findings', async () => {
      expect(await registers().job('j1')).toBeNull();
      await registers().saveJob(JOB);
      const failed: ImportJob = { ...JOB, state: 'failed', checked: 10, problem: { code: 'x', zh: '甲', en: 'a' } };
      await registers().saveJob(failed);
      expect(await registers().job('j1')).toEqual(failed);
      const text = { zh: '甲', en: 'a' };
      const finding = {
        row: 3,
        key: 'L-1',
        code: 'required',
        severity: 'refused',
        column: 'town',
        value: null,
        text,
      } as const;
      expect(await registers().findings('j1')).toEqual([]);
      await registers().saveFindings('j1', [finding, finding]);
      await registers().saveFindings('j1', [finding]);
      expect(await registers().findings('j1')).toEqual([finding]);
    });
  });
}
