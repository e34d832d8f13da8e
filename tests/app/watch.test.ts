import { checkWatchRules, createApplication, type Application } from '@qingshan/app';
import { SYSTEM, type Actor, type CaseState } from '@qingshan/campaign';
import { sourceById } from '@qingshan/sources';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hourlyTable as table } from './hourly-table.ts';
import { fileOf, testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };

let it: TestWorkspace;
let application: Application;

beforeEach(async () => {
  it = await testWorkspace(false, '2025-03-06T08:00');
  application = createApplication(it.workspace).as(office);
});
afterEach(() => it.remove());

async function bring(text: string, by = application) {
  const preview = await by.previewImport(sourceById('table'), [fileOf('data.csv', text)]);
  return by.commitImport(preview);
}

const cases = async () =>
  (await it.workspace.registry.cases.list({ source: 'exceedance' })).cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const figures = (state: CaseState | undefined) =>
  (state?.exceedance?.figures ?? []).map(({ at, value, limit, multiple }) => [at, value, limit, multiple]);
const logOf = async (id: string) => (await it.workspace.registry.cases.eventsOf(id)).map(({ type }) => type);
const audits = async (action: string) =>
  (await it.workspace.registry.audits({})).filter((row) => row.action === action);

describe('cases from exceedances', () => {
  test('a daily mean above the limit opens one case, with figures, clause, place and unit', async () => {
    const batch = await bring(table({ '2025-03-04': 96 }));
    expect(batch?.watched).toEqual({ opened: ['CB-20250306-001'], goesOn: [], changed: [], older: 0 });
    const [state] = await cases();
    // GB 3095-2012 Table 1, class 2, 24 h: 75; (96 − 75) ÷ 75 = 0.28
    expect(figures(state)).toEqual([['2025-03-04', '96', '75', '0.28']]);
    expect(state?.exceedance?.figures[0]).toMatchObject({
      clause: { document: 'GB 3095-2012', clause: 'Table 1', certainty: 'read' },
    });
    expect(state).toMatchObject({
      state: 'new',
      key: 'watch:air-daily/bjmemc/门头沟双峪/pm25/2025-03-04',
      content: { source: 'exceedance', town: 'mtg-dayu', concerns: 'mtg-dayu', simulated: false },
    });
    expect(state?.content.title).toContain('门头沟双峪');
    const events = await it.workspace.registry.cases.eventsOf('CB-20250306-001');
    expect(events.map(({ type, by }) => [type, by.id])).toEqual([
      ['opened', 'system'],
      ['exceeded', 'system'],
    ]);
    const [row, ...more] = await audits('watch');
    expect(more).toEqual([]);
    expect(row).toMatchObject({ actor: 'system', subject: `batch:${batch?.id}` });
    expect(JSON.parse(row?.detail ?? '')).toMatchObject({ for: 'p1', cases: ['CB-20250306-001'], result: 'done' });
  });

  test('on the limit, or with too few hours, is no exceedance', async () => {
    const few = Array.from({ length: 19 }, () => 300);
    expect((await bring(table({ '2025-03-03': 75, '2025-03-04': few })))?.watched?.opened).toEqual([]);
    expect(await cases()).toEqual([]);
    expect(await audits('watch')).toEqual([]);
  });

  test('what goes on is appended, also over one day without it; after two days it is another case', async () => {
    await bring(table({ '2025-03-04': 96 }));
    it.clock.set('2025-03-10T08:00');
    expect((await bring(table({ '2025-03-05': 60, '2025-03-06': 90 })))?.watched).toMatchObject({
      opened: [],
      goesOn: ['CB-20250306-001'],
    });
    const last = await bring(table({ '2025-03-07': 60, '2025-03-08': 60, '2025-03-09': 81 }));
    expect(last?.watched).toMatchObject({ opened: ['CB-20250310-001'], goesOn: [] });
    // (90 − 75) ÷ 75 = 0.20; (81 − 75) ÷ 75 = 0.08
    expect((await cases()).map(figures)).toEqual([
      [
        ['2025-03-04', '96', '75', '0.28'],
        ['2025-03-06', '90', '75', '0.20'],
      ],
      [['2025-03-09', '81', '75', '0.08']],
    ]);
  });

  test('each site, parameter and rule has its own', async () => {
    const batch = await bring(
      [
        table({ '2025-03-04': 96 }),
        ...table({ '2025-03-04': 96 }, 'PM2.5', '门头沟三家店').split('\n').slice(1),
        ...table({ '2025-03-04': 160 }, 'PM10').split('\n').slice(1),
      ].join('\n'),
    );
    expect(batch?.watched?.opened).toEqual(['CB-20250306-001', 'CB-20250306-002', 'CB-20250306-003']);
    expect((await cases()).map(({ content }) => content.town).toSorted()).toEqual([
      'mtg-dayu',
      'mtg-dayu',
      'mtg-longquan',
    ]);
    expect((await audits('watch')).length).toBe(1);
  });

  test('a case that is closed stays closed; what goes on after it opens another', async () => {
    await bring(table({ '2025-03-04': 96 }));
    const id = 'CB-20250306-001';
    const inspector: Actor = { id: 'p5', name: '检查员戊', role: 'inspector', unit: null };
    const town: Actor = { id: 'p4', name: '联络员丁', role: 'town', unit: 'mtg-dayu' };
    const as = (actor: Actor) => createApplication(it.workspace).as(actor);
    await application.dispatchCases({ cases: [id], unit: 'mtg-dayu', assisting: [], note: '' });
    await as(town).workOnCase(id, { do: 'sign' });
    await as(town).workOnCase(id, { do: 'submit', result: '已洒水降尘', evidence: [] });
    await as(inspector).checkCase(id, { do: 'accept', remark: '' });
    expect((await bring(table({ '2025-03-05': 80 })))?.watched).toMatchObject({ opened: ['CB-20250306-002'] });
    expect((await cases()).map(figures)).toEqual([
      [['2025-03-04', '96', '75', '0.28']],
      [['2025-03-05', '80', '75', '0.07']],
    ]);
  });
});

describe('what is taken away', () => {
  test('a correction is written into the log; the figure before stays in it', async () => {
    await bring(table({ '2025-03-04': 96, '2025-03-05': 80 }));
    it.clock.set('2025-03-06T09:00');
    const corrected = await bring(table({ '2025-03-04': 90, '2025-03-05': 70 }));
    expect(corrected?.watched).toMatchObject({ opened: [], changed: ['CB-20250306-001'] });
    const [state] = await cases();
    expect(figures(state)).toEqual([['2025-03-04', '90', '75', '0.20']]);
    expect(state?.exceedance?.gone.map(({ at, value }) => [at, value])).toEqual([['2025-03-05', '80']]);
    const event = (await it.workspace.registry.cases.eventsOf('CB-20250306-001')).at(-1);
    expect(event?.data).toMatchObject({
      batch: corrected?.id,
      undone: false,
      changes: [
        { before: { at: '2025-03-04', value: '96' }, after: { value: '90' } },
        { before: { at: '2025-03-05', value: '80' }, after: null },
      ],
    });
    const { history, exceedance } = await application.caseDetail('CB-20250306-001');
    expect(history.at(-1)?.exceedance).toMatchObject({ batch: corrected?.id, undone: false });
    expect(exceedance?.gone).toMatchObject([{ at: '2025-03-05', value: '80' }]);
  });

  test('an import that is undone leaves the case with what was, and brought again it comes back into it', async () => {
    const first = await bring(table({ '2025-03-04': 96 }));
    const undone = await application.undoBatch(first?.id ?? 0);
    expect(undone.watched).toMatchObject({ opened: [], changed: ['CB-20250306-001'] });
    expect(await logOf('CB-20250306-001')).toEqual(['opened', 'exceeded', 'exceedance-changed']);
    expect((await cases())[0]).toMatchObject({ state: 'new', exceedance: { figures: [], gone: [{ value: '96' }] } });
    const again = await bring(table({ '2025-03-04': 97 }));
    expect(again?.watched).toMatchObject({ opened: [], goesOn: ['CB-20250306-001'] });
    expect(figures((await cases())[0])).toEqual([['2025-03-04', '97', '75', '0.29']]);
  });
});

describe('hours that a person takes out', () => {
  test('are no longer above the limit, and the log of the case says so', async () => {
    await bring(table({ '2025-03-04': 96 }));
    // With four of its 24 hours left out the day has 20 and stays valid; with five it has no daily value.
    const out = { site: 'bjmemc/门头沟双峪', parameter: 'pm25', check: null, note: '仪器校准' };
    await application.excludeHours({ ...out, first: '2025-03-04T01:00', last: '2025-03-04T04:00' });
    expect(figures((await cases())[0])).toEqual([['2025-03-04', '96', '75', '0.28']]);
    await application.excludeHours({ ...out, first: '2025-03-04T05:00', last: '2025-03-04T05:00' });
    expect((await cases())[0]?.exceedance).toMatchObject({ figures: [], gone: [{ at: '2025-03-04', value: '96' }] });
    expect(await logOf('CB-20250306-001')).toEqual(['opened', 'exceeded', 'exceedance-changed']);
  });
});

describe('hours', () => {
  const ozone = (...values: readonly number[]) => [...Array.from({ length: 12 }, () => 20), ...values];

  test('three hours above 200 within short breaks make an episode, two do not', async () => {
    // Hours 13 to 16: 210, 190, 205 and 230; three above 200 with one between that is not.
    expect((await bring(table({ '2025-03-04': ozone(210, 190, 205) }, 'O3')))?.watched?.opened).toEqual([]);
    const batch = await bring(table({ '2025-03-04': ozone(210, 190, 205, 230) }, 'O3'));
    expect(batch?.watched?.opened).toEqual(['CB-20250306-001']);
    const [state] = await cases();
    // (210 − 200) ÷ 200 = 0.05; 5 ÷ 200 = 0.025 to the even 0.02; 30 ÷ 200 = 0.15
    expect(figures(state)).toEqual([
      ['2025-03-04T13:00', '210', '200', '0.05'],
      ['2025-03-04T15:00', '205', '200', '0.02'],
      ['2025-03-04T16:00', '230', '200', '0.15'],
    ]);
    expect(state?.exceedance?.strand.rule).toBe('air-hourly');
  });

  test('an episode over midnight is one', async () => {
    const evening = Array.from({ length: 24 }, (_, i) => (i === 23 ? 205 : 100));
    const morning = Array.from({ length: 24 }, (_, i) => (i < 2 ? 205 : 100));
    await bring(table({ '2025-03-04': evening }, 'O3'));
    expect((await bring(table({ '2025-03-05': morning }, 'O3')))?.watched?.opened).toHaveLength(1);
    expect(figures((await cases())[0]).map(([at]) => at)).toEqual([
      '2025-03-05T00:00',
      '2025-03-05T01:00',
      '2025-03-05T02:00',
    ]);
  });
});

describe('history and cost', () => {
  test('what is older than seven days opens no case, and is counted', async () => {
    const batch = await bring(table({ '2024-01-02': 100, '2024-01-03': 120, '2024-01-04': 60, '2025-02-26': 100 }));
    expect(batch?.watched).toEqual({ opened: [], goesOn: [], changed: [], older: 3 });
    // 27 February is seven days before 6 March.
    expect((await bring(table({ '2025-02-27': 100 })))?.watched).toMatchObject({
      opened: ['CB-20250306-001'],
      older: 0,
    });
  });

  test('only the days that a batch touched are read again, and the same file again judges nothing', async () => {
    await bring(table({ '2025-03-03': 60, '2025-03-04': 96 }));
    const asked: number[] = [];
    const { observations } = it.workspace;
    const counted = new Proxy(observations, {
      get(target, name, receiver): unknown {
        const found: unknown = Reflect.get(target, name, receiver);
        if (name !== 'daily' || typeof found !== 'function') return found;
        return (range: Parameters<typeof observations.daily>[0]) => {
          asked.push(range.series.length * (range.last - range.first + 1));
          return target.daily(range);
        };
      },
    });
    const watcher = createApplication({ ...it.workspace, observations: counted }).as(office);
    await bring(table({ '2025-03-05': 80 }), watcher);
    // One day of one series.
    expect(asked).toEqual([1]);
    expect(await bring(table({ '2025-03-05': 80 }), watcher)).toBeNull();
    expect(asked).toEqual([1]);
  });

  test('what could not be judged stays, and is judged later', async () => {
    const { registry } = it.workspace;
    const broken = {
      ...registry,
      cases: { ...registry.cases, change: () => Promise.reject(new Error('disk is full')) },
    };
    const failing = createApplication({ ...it.workspace, registry: broken }).as(office);
    const batch = await bring(table({ '2025-03-04': 96 }), failing);
    expect(batch).toMatchObject({ state: 'committed', watched: null });
    expect((await audits('watch')).map(({ detail }) => JSON.parse(detail).result)).toEqual(['failed']);
    const system = createApplication(it.workspace).as(SYSTEM);
    const later = { batch: null, undone: false, by: 'system' };
    expect(await system.watchObservations(later)).toMatchObject({ opened: ['CB-20250306-001'] });
    expect(await system.watchObservations(later)).toMatchObject({ opened: [] });
    await expect(application.watchObservations(later)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('a rule that is off opens nothing; one that dispatches sends the case to its unit at once', async () => {
    const { district } = it.workspace;
    const withRules = (change: object) => {
      const rules = district.watch.rules.map((rule) => ({ ...rule, ...change }));
      const workspace = { ...it.workspace, district: { ...district, watch: { ...district.watch, rules } } };
      checkWatchRules(workspace);
      return createApplication(workspace);
    };
    expect((await bring(table({ '2025-03-04': 96 }), withRules({ on: false }).as(office)))?.watched?.opened).toEqual(
      [],
    );
    const sent = await bring(table({ '2025-03-05': 96 }), withRules({ dispatch: true, unit: 'mtg-eeb' }).as(office));
    expect(sent?.watched?.opened).toEqual(['CB-20250306-001']);
    expect((await cases())[0]).toMatchObject({ state: 'dispatched', unit: 'mtg-eeb' });
    expect(() => withRules({ topic: 'gone' })).toThrowError(expect.objectContaining({ code: 'bad-plan' }));
    expect(() => withRules({ parameters: ['gone'] })).toThrowError(expect.objectContaining({ code: 'bad-plan' }));
  });
});

describe('values that rise fast', () => {
  /** 40 in all hours, and 220 in `count` of them from hour `from` on */
  const risen = (from: number, count: number): number[] =>
    Array.from({ length: 24 }, (_, i) => (i + 1 >= from && i + 1 < from + count ? 220 : 40));

  test('open a case of dust where they stay up for three hours, with what they rose from', async () => {
    const batch = await bring(table({ '2025-03-05': risen(10, 4) }, 'PM10'));
    expect(batch?.watched).toMatchObject({ opened: ['CB-20250306-001'] });
    const [state] = await cases();
    expect(state?.content).toMatchObject({
      topic: 'site-dust',
      title: '门头沟双峪 PM10 小时值突升',
      titleEn: 'Mentougou Shuangyu PM10: hourly value rises fast',
    });
    // 40 before, and the rule's 150: what is at 190 or above counts.
    expect(figures(state)).toEqual(
      ['10', '11', '12', '13'].map((hour) => [`2025-03-05T${hour}:00`, '220.0', '190.0', '']),
    );
    expect(state?.exceedance?.figures[0]).toMatchObject({
      clause: null,
      note: { zh: '自 07:00 的 40.0 上升 180.0 µg/m³（规则：150）' },
    });
    const { exceedance } = await application.caseDetail('CB-20250306-001');
    const points = exceedance?.evidence?.points ?? [];
    // 24 hours before the first that counts, to 24 hours after the last
    expect([points[0]?.at, points.at(-1)?.at]).toEqual(['2025-03-04T10:00', '2025-03-06T13:00']);
    expect(points.filter(({ limit }) => limit !== null).map(({ at, value }) => [at.slice(11), value])).toEqual(
      ['10:00', '11:00', '12:00', '13:00'].map((at) => [at, 220]),
    );
  });

  test('a spike of two hours opens none', async () => {
    expect((await bring(table({ '2025-03-05': risen(10, 2) }, 'PM10')))?.watched?.opened).toEqual([]);
  });

  test('a rise over midnight is found from both sides, and told again changes nothing', async () => {
    const first = await bring(table({ '2025-03-04': risen(23, 2) }, 'PM10'));
    expect(first?.watched?.opened).toEqual([]);
    const second = await bring(table({ '2025-03-05': risen(1, 2) }, 'PM10'));
    expect(second?.watched).toMatchObject({ opened: ['CB-20250306-001'], changed: [] });
    expect(figures((await cases())[0]).map(([at]) => at)).toEqual([
      '2025-03-04T23:00',
      '2025-03-05T00:00',
      '2025-03-05T01:00',
      '2025-03-05T02:00',
    ]);
    const third = await bring(table({ '2025-03-06': [40, 40, 40] }, 'PM10'));
    expect(third?.watched).toMatchObject({ opened: [], goesOn: [], changed: [] });
  });
});

describe('an episode that most towns share', () => {
  // Only the real stations are watched here: two towns, of which the rule asks four. So the rule of this test asks two.
  const two = { towns: 2, share: 0.6, unit: 'mtg-eeb' };
  const regional = () => {
    const { district } = it.workspace;
    const rules = district.watch.rules.map((rule) => ({ ...rule, regional: two }));
    return createApplication({ ...it.workspace, district: { ...district, watch: { ...district.watch, rules } } });
  };
  const OTHER = '门头沟三家店';
  const both = (days: Readonly<Record<string, number>>) =>
    [table(days), ...table(days, 'PM2.5', OTHER).split('\n').slice(1)].join('\n');

  test('has one case of the district, into which those of the towns go with their figures', async () => {
    const batch = await bring(both({ '2025-03-04': 96 }), regional().as(office));
    expect(batch?.watched?.opened).toEqual(['CB-20250306-001', 'CB-20250306-002', 'CB-20250306-003']);
    const states = await cases();
    expect(states.map(({ state, mergedInto }) => [state, mergedInto])).toEqual([
      ['merged', 'CB-20250306-003'],
      ['merged', 'CB-20250306-003'],
      ['new', null],
    ]);
    expect(states[2]?.content).toMatchObject({
      title: '全区 PM2.5 日均值超标（2 个镇街）',
      topic: 'air',
      town: null,
      concerns: 'mtg-eeb',
    });
    expect(new Set(states[2]?.content.place.split('、'))).toEqual(new Set(['大峪街道', '龙泉镇']));
    expect(states.slice(0, 2).map(figures)).toEqual([
      [['2025-03-04', '96', '75', '0.28']],
      [['2025-03-04', '96', '75', '0.28']],
    ]);
    // What goes on, goes on in what was merged, and opens nothing.
    const next = await bring(both({ '2025-03-05': 81 }), regional().as(office));
    expect(next?.watched).toMatchObject({ opened: [], goesOn: ['CB-20250306-001', 'CB-20250306-002'] });
  });

  test('town by town: the second makes it the district’s; one that was dispatched stays with its unit', async () => {
    const application = regional().as(office);
    await bring(table({ '2025-03-04': 96 }), application);
    await application.dispatchCases({ cases: ['CB-20250306-001'], unit: 'mtg-dayu', assisting: [], note: '' });
    await bring(table({ '2025-03-04': 96 }, 'PM2.5', OTHER), application);
    expect((await cases()).map(({ state, mergedInto }) => [state, mergedInto])).toEqual([
      ['dispatched', null],
      ['merged', 'CB-20250306-003'],
      ['new', null],
    ]);
  });

  test('one town alone keeps its own', async () => {
    await bring(table({ '2025-03-04': 96 }), regional().as(office));
    expect((await cases()).map(({ state }) => state)).toEqual(['new']);
  });
});

describe('quiet hours', () => {
  const inbox = async () =>
    (await application.inbox()).notices
      .filter(({ kind }) => kind === 'case-opened')
      .map(({ at, count, path }) => [at, count, path]);

  test('what opens at night is told in the morning', async () => {
    it.clock.set('2025-03-06T23:30');
    await bring(table({ '2025-03-04': 96 }));
    expect(await inbox()).toEqual([]);
    it.clock.set('2025-03-07T07:00');
    expect(await inbox()).toEqual([['2025-03-07T07:00', 1, '/cases/CB-20250306-001']]);
  });

  test('what is twice its limit is told at once, to the office and not to everybody', async () => {
    it.clock.set('2025-03-06T23:30');
    // (150 − 75) ÷ 75 = 1.00, of which the rule says that it is severe
    await bring(table({ '2025-03-04': 150 }));
    expect(await inbox()).toEqual([['2025-03-06T23:30', 1, '/cases/CB-20250306-001']]);
    const analyst: Actor = { id: 'p2', name: '分析员乙', role: 'analyst', unit: null };
    const others = await createApplication(it.workspace).as(analyst).inbox();
    expect(others.notices.filter(({ kind }) => kind === 'case-opened')).toEqual([]);
  });

  test('what is found at once is one notice', async () => {
    await bring(
      [table({ '2025-03-04': 96 }), ...table({ '2025-03-04': 96 }, 'PM2.5', '门头沟三家店').split('\n').slice(1)].join(
        '\n',
      ),
    );
    expect(await inbox()).toEqual([['2025-03-06T08:00', 2, '/cases?list=open&source=exceedance']]);
  });
});
