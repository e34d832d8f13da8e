import type { CaseEntry, CaseFilter, Registry } from '@qingshan/app';
import {
  decideOpen,
  districtFolder,
  evolveCase,
  loadDistrict,
  type Actor,
  type CaseContent,
  type CasePrivate,
  type CaseState,
  type LoopEvent,
} from '@qingshan/campaign';
import { parseMoment } from '@qingshan/kernel';
import { expect, test } from 'vitest';

const { cases: rules } = loadDistrict(districtFolder('mentougou'));
const BY: Actor = { id: 'p1', name: '甲', role: 'plan-office', unit: 'mtg-eeb' };
const AT = parseMoment('2024-10-21T09:00') ?? 0;
const ACT = { by: BY, at: AT };
const CONTENT: CaseContent = {
  source: 'complaint',
  number: '',
  title: '示例扬尘',
  topic: 'site-dust',
  town: 'mtg-dayu',
  place: '示例街1号',
  position: null,
  received: AT,
  channel: null,
  cause: '',
  simulated: true,
};
const PRIVATE: CasePrivate = { name: '示例', phone: '13800000001', address: '', text: '示例' };

function play(id: string, before: CaseState | null, events: readonly LoopEvent[]): CaseState {
  let state = before;
  for (const event of events) {
    const seq = (state?.seq ?? 0) + 1;
    state = evolveCase(id, state, { ...event, id: 0, subject: `case:${id}`, seq, at: AT, by: BY });
  }
  if (state === null) throw new Error('nothing happened');
  return state;
}

function opening(id: string, content: Partial<CaseContent> = {}, key?: string): CaseEntry {
  const events = decideOpen({ ...CONTENT, ...content }, null, null, rules, key);
  return { id, expected: 0, events, after: play(id, null, events) };
}

function more(before: CaseState, ...events: LoopEvent[]): CaseEntry {
  return { id: before.id, expected: before.seq, events, after: play(before.id, before, events) };
}

/** What every adapter does with cases. */
export function casesContract(registryOf: () => Registry): void {
  const cases = () => registryOf().cases;
  const idsOf = async (filter: CaseFilter) => (await cases().list(filter)).cases.map(({ id }) => id);

  test('the row of a case is what follows from its events', async () => {
    const a = opening('a');
    const noted = more(a.after, { type: 'absorbed', data: { case: 'b' } });
    await cases().change({ entries: [a, noted] }, ACT);
    const events = await cases().eventsOf('a');
    expect(events.map(({ type, seq, by, at }) => [type, seq, by, at])).toEqual([
      ['opened', 1, BY, AT],
      ['absorbed', 2, BY, AT],
    ]);
    const stored = (await cases().find(['a', 'x'])).get('a');
    let state: CaseState | null = null;
    for (const event of events) state = evolveCase('a', state, event);
    expect(stored).toEqual(state);
    expect((await cases().find(['x'])).size).toBe(0);
  });

  test('of two cases for the same there is one; the case itself goes on', async () => {
    const k = opening('k', {}, 'finding:1');
    await cases().change({ entries: [k] }, ACT);
    await expect(cases().change({ entries: [opening('l', {}, 'finding:1')] }, ACT)).rejects.toMatchObject({
      code: 'changed-meanwhile',
    });
    await cases().change({ entries: [more(k.after, { type: 'absorbed', data: { case: 'b' } })] }, ACT);
    expect(await idsOf({ key: 'finding:1' })).toEqual(['k']);
    expect(await idsOf({ key: 'finding:2' })).toEqual([]);
    expect((await cases().eventsOf('l')).length).toBe(0);
  });

  test('keys are found by how they begin, whole parts only', async () => {
    const keys = [
      'watch:r/s/pm25/2024-10-01',
      'watch:r/s/pm25/2024-10-09',
      'watch:r/s/pm251/2024-10-01',
      'watch:r/站/o3/1',
    ];
    await cases().change({ entries: keys.map((key, i) => opening(`u${i}`, {}, key)) }, ACT);
    expect((await idsOf({ keysUnder: ['watch:r/s/pm25'] })).toSorted()).toEqual(['u0', 'u1']);
    expect((await idsOf({ keysUnder: ['watch:r/站/o3', 'watch:r/s/pm251'] })).toSorted()).toEqual(['u2', 'u3']);
    expect(await idsOf({ keysUnder: ['watch:r/s/pm'] })).toEqual([]);
    expect(await idsOf({ keysUnder: [] })).toEqual([]);
  });

  test('of two who act on the same case one wins, and of a change all is stored or nothing', async () => {
    const a = opening('a');
    await cases().change({ entries: [a] }, ACT);
    const first = more(a.after, { type: 'withdrawn', data: {} });
    await cases().change({ entries: [first] }, ACT);
    const late = { entries: [opening('b'), first], private: new Map([['b', PRIVATE]]) };
    await expect(cases().change(late, ACT)).rejects.toMatchObject({ code: 'changed-meanwhile' });
    expect(await idsOf({})).toEqual(['a']);
    expect((await cases().privateOf(['b'])).size).toBe(0);
  });

  test('they are found by what is asked, the most urgent first, page by page', async () => {
    // With 3.5 office hours to dispatch: a is due on the 21st at 14:00, yellow from 3.5 × 0.75 = 2.625 h on, 11:37:30.
    const entries = [
      opening('b', { received: AT + 86_400, topic: 'burning', title: '夜间 Burning' }),
      opening('a'),
      opening('c', { received: AT - 3 * 86_400, town: 'mtg-longquan', source: 'patrol', place: '' }),
    ];
    await cases().change({ entries }, ACT);
    expect(await idsOf({})).toEqual(['c', 'a', 'b']);
    expect(await cases().list({}, { offset: 1, limit: 1 })).toMatchObject({ total: 3, cases: [{ id: 'a' }] });
    expect(await idsOf({ town: 'mtg-dayu' })).toEqual(['a', 'b']);
    expect(await idsOf({ topic: 'burning', source: 'complaint' })).toEqual(['b']);
    expect(await idsOf({ from: AT, before: AT + 86_400 })).toEqual(['a']);
    expect(await idsOf({ text: 'BURN' })).toEqual(['b']);
    expect(await idsOf({ ids: ['a', 'c'], states: ['new'] })).toEqual(['c', 'a']);
    const noon = parseMoment('2024-10-21T11:38') ?? 0;
    const light = (is: 'red' | 'yellow' | 'green', at: number) => idsOf({ light: { is, at } });
    expect([await light('red', noon), await light('yellow', noon), await light('green', noon)]).toEqual([
      ['c'],
      ['a'],
      ['b'],
    ]);
    const due = parseMoment('2024-10-21T14:00') ?? 0;
    expect([await light('yellow', due), await light('red', due + 1)]).toEqual([['a'], ['c', 'a']]);
    expect(await cases().counts({ all: {}, dust: { topic: 'site-dust' }, none: { ids: [] } })).toEqual({
      all: 3,
      dust: 2,
      none: 0,
    });
  });

  test('by the units that handle or assist, and by the step that may be due', async () => {
    const a = opening('a');
    const clock = { stage: 'sign', from: AT, yellowAt: AT + 10, due: AT + 20 };
    const data = { unit: 'mtg-dayu', assisting: ['mtg-eeb'], note: '', clock, finish: { ...clock, stage: 'finish' } };
    await cases().change({ entries: [a, more(a.after, { type: 'dispatched', data }), opening('b')] }, ACT);
    expect(await idsOf({ within: ['mtg-eeb'] })).toEqual(['a']);
    expect(await idsOf({ within: ['mtg-water', 'mtg-dayu'] })).toEqual(['a']);
    expect(await idsOf({ within: [] })).toEqual([]);
    expect(await idsOf({ unit: 'mtg-eeb' })).toEqual([]);
    expect([await idsOf({ climbingAt: AT + 9 }), await idsOf({ climbingAt: AT + 10 })]).toEqual([[], ['a']]);
  });

  test('complainants are kept apart and can be forgotten', async () => {
    const people = new Map([
      ['a', PRIVATE],
      ['b', { ...PRIVATE, phone: '' }],
    ]);
    await cases().change({ entries: [opening('a'), opening('b')], private: people }, ACT);
    expect(await cases().privateOf(['a', 'b', 'c'])).toEqual(people);
    await cases().change({ entries: [], private: new Map([['a', { ...PRIVATE, name: '乙' }]]), forget: ['b'] }, ACT);
    expect(await cases().privateOf(['a', 'b'])).toEqual(new Map([['a', { ...PRIVATE, name: '乙' }]]));
  });

  test('complainants go when their case was closed before, those of merged cases with the main one', async () => {
    const { oldRows } = registryOf();
    const [a, b, open, gone] = [opening('a'), opening('b'), opening('c'), opening('d')];
    const closed = more(a.after, { type: 'closed', data: { remark: '' } });
    const merged = more(b.after, { type: 'merged', data: { into: 'a' } });
    const withdrawn = more(gone.after, { type: 'withdrawn', data: {} });
    const people = new Map(['a', 'b', 'c', 'd'].map((id) => [id, PRIVATE]));
    await cases().change({ entries: [a, b, open, gone], private: people }, ACT);
    await cases().change({ entries: [closed, merged, withdrawn] }, ACT);
    expect(await oldRows.countOld('complainants', AT)).toBe(0);
    expect(await oldRows.removeOld('complainants', AT)).toBe(0);
    expect(await oldRows.countOld('complainants', AT + 1)).toBe(3);
    expect(await oldRows.removeOld('complainants', AT + 1)).toBe(3);
    expect([...(await cases().privateOf(['a', 'b', 'c', 'd'])).keys()]).toEqual(['c']);
    expect(await idsOf({})).toHaveLength(4);
  });

  test('numbers go on after the last', async () => {
    expect(await cases().lastNumber('XC-20241021-')).toBe(0);
    await cases().change({ entries: ['002', '010', '1000', 'x'].map((n) => opening(`XC-20241021-${n}`)) }, ACT);
    expect(await cases().lastNumber('XC-20241021-')).toBe(1000);
  });

  test('imports are kept, and one is undone once with what it brought', async () => {
    const record = {
      id: 'i1',
      file: '导出.xlsx',
      hash: 'f0',
      by: '甲',
      at: AT,
      opened: 1,
      updated: 0,
      unchanged: 0,
      refused: 2,
      undoneAt: null,
      undoneBy: null,
    };
    await cases().change({ entries: [], import: record }, ACT);
    expect(await cases().imports()).toEqual([record]);
    await cases().change({ entries: [], undo: { import: 'i1', by: '乙', at: AT + 1 } }, ACT);
    expect(await cases().imports()).toEqual([{ ...record, undoneAt: AT + 1, undoneBy: '乙' }]);
  });
}
