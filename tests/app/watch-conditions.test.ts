import { createApplication, type Application } from '@qingshan/app';
import { SYSTEM, type Actor, type ConditionRule, type Site } from '@qingshan/campaign';
import { formatDay, parseDay } from '@qingshan/kernel';
import { sourceById } from '@qingshan/sources';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hourlyTable } from './hourly-table.ts';
import { fileOf, testWorkspace, type TestWorkspace } from './support.ts';

const office: Actor = { id: 'p1', name: '攻坚办甲', role: 'plan-office', unit: 'mtg-eeb' };
const OTHER = '门头沟三家店';

let it: TestWorkspace;
beforeEach(async () => {
  it = await testWorkspace(false, '2025-03-06T03:30');
});
afterEach(() => it.remove());

const COMMON = { id: 'r', zh: '规则', en: 'rule', on: true, unit: 'town', dispatch: false, topic: 'air' } as const;

/** An application that watches by these rules only, with these sites more. */
function watching(rules: readonly ConditionRule[], sites: readonly Site[] = []) {
  const { district } = it.workspace;
  const watch = { ...district.watch, rules };
  return createApplication({ ...it.workspace, district: { ...district, watch, sites: [...district.sites, ...sites] } });
}

async function bring(application: Application, text: string, source = 'table') {
  const preview = await application.previewImport(sourceById(source), [fileOf('data.csv', text)]);
  return application.commitImport(preview);
}

const joined = (...tables: readonly string[]) =>
  tables.map((text, i) => (i === 0 ? text : text.split('\n').slice(1).join('\n'))).join('\n');
const cases = async () =>
  (await it.workspace.registry.cases.list({ source: 'exceedance' })).cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const days = (first: string, count: number, value: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [formatDay((parseDay(first) ?? 0) + i), value]));

describe('a station of which nothing is heard', () => {
  const rule = { ...COMMON, topic: 'device', kind: 'silent', hours: 6, clears: 3 } as const;
  const hours = (n: number) => Array.from({ length: n }, () => 30);

  test('opens one case for all its parameters after six hours, and ends when three hours are back', async () => {
    const application = watching([rule]);
    const of = (n: number) =>
      joined(hourlyTable({ '2025-03-06': hours(n) }), hourlyTable({ '2025-03-06': hours(n) }, 'PM10'));
    await bring(application.as(office), of(3));
    const look = () => application.as(SYSTEM).watchConditions();
    it.clock.set('2025-03-06T08:30');
    expect(await look()).toEqual({ opened: [], goesOn: [], ended: [] });
    it.clock.set('2025-03-06T09:00');
    expect(await look()).toEqual({ opened: ['CB-20250306-001'], goesOn: [], ended: [] });
    const [state] = await cases();
    expect(state?.content).toMatchObject({
      title: '门头沟双峪 没有数据',
      titleEn: 'Mentougou Shuangyu: no data',
      topic: 'device',
      town: 'mtg-dayu',
      concerns: 'mtg-dayu',
    });
    expect(state?.exceedance?.figures).toMatchObject([{ at: '2025-03-06T09:00', value: '6', unit: 'h', limit: '6' }]);
    expect(state?.exceedance?.figures[0]?.note?.zh).toMatch(
      /^2025-03-06 03:00 以后没有 PM(2.5、PM10|10、PM2.5) 的数据$/,
    );
    it.clock.set('2025-03-06T11:00');
    expect(await look()).toEqual({ opened: [], goesOn: [], ended: [] });
    // The hour to 11:00 alone is not three of the last six.
    const back = [...hours(3), ...Array.from({ length: 7 }, () => Number.NaN), 30];
    const only = hourlyTable({ '2025-03-06': back })
      .split('\n')
      .filter((line) => !line.includes('NaN'))
      .join('\n');
    await bring(application.as(office), joined(only, only.replaceAll('PM2.5', 'PM10')));
    expect(await look()).toEqual({ opened: [], goesOn: [], ended: [] });
    await bring(application.as(office), of(11));
    expect(await look()).toEqual({ opened: [], goesOn: [], ended: ['CB-20250306-001'] });
    expect(await look()).toEqual({ opened: [], goesOn: [], ended: [] });
    const { exceedance } = await application.as(office).caseDetail('CB-20250306-001');
    expect(exceedance).toMatchObject({ ended: '2025-03-06T11:00', evidence: null, parameter: null });
    const rows = (await it.workspace.registry.audits({})).filter(({ action }) => action === 'watch-conditions');
    expect(rows.map(({ detail }) => JSON.parse(detail).cases)).toEqual([['CB-20250306-001'], ['CB-20250306-001']]);
  });

  test('in a planned maintenance nothing is silent, and after it the silence is counted from its end', async () => {
    const application = watching([rule]);
    await bring(application.as(office), hourlyTable({ '2025-03-06': hours(3) }));
    const window = { site: 'bjmemc/门头沟双峪', parameter: null, from: '2025-03-06T04:00', to: '2025-03-06T12:00' };
    await application.as(office).planMaintenance({ ...window, reason: '校准' });
    const look = () => application.as(SYSTEM).watchConditions();
    for (const now of ['2025-03-06T11:00', '2025-03-06T17:00']) {
      it.clock.set(now);
      expect((await look()).opened).toEqual([]);
    }
    it.clock.set('2025-03-06T18:00');
    expect((await look()).opened).toEqual(['CB-20250306-001']);
  });

  test('files of past days are expected from nobody', async () => {
    const application = watching([rule]);
    await bring(application.as(office), hourlyTable(days('2025-02-20', 10, 30)));
    it.clock.set('2025-03-06T12:00');
    expect((await application.as(SYSTEM).watchConditions()).opened).toEqual([]);
  });

  test('an instrument is silent by its last telegram, one that was never heard is not', async () => {
    const application = watching([rule]);
    const { registry, clock } = it.workspace;
    const registration = {
      system: '22',
      site: 'bjmemc/门头沟双峪',
      mappings: [],
      units: null,
      crc: 'hj212',
      version: '2017',
      hourLabel: 'hour-ending',
      minutes: null,
    } as const;
    const at = clock.now();
    await registry.devices.put(['HEARD', 'NEVER'].map((mn) => ({ mn, password: '', registration, by: 'p1', at })));
    const frames = await it.workspace.frames();
    const frame = { key: 'k1', digest: '0'.repeat(64), mn: 'HEARD', bytes: new Uint8Array([1]) };
    await frames.append({ ...frame, received: at });
    const look = () => application.as(SYSTEM).watchConditions();
    it.clock.set('2025-03-06T09:29');
    expect((await look()).opened).toEqual([]);
    it.clock.set('2025-03-06T09:30');
    expect((await look()).opened).toEqual(['CB-20250306-001']);
    const [state] = await cases();
    expect(state?.content).toMatchObject({ title: '在线仪器 HEARD 没有报文', concerns: 'mtg-dayu', topic: 'device' });
    await frames.append({ ...frame, key: 'k2', received: clock.now() });
    expect((await look()).ended).toEqual(['CB-20250306-001']);
  });

  test('one parameter that is silent is named, and another one goes into the log', async () => {
    const application = watching([rule]);
    const of = (n: number, m: number) =>
      joined(hourlyTable({ '2025-03-06': hours(n) }), hourlyTable({ '2025-03-06': hours(m) }, 'PM10'));
    await bring(application.as(office), of(3, 3));
    it.clock.set('2025-03-06T09:00');
    await bring(application.as(office), of(3, 9));
    expect((await application.as(SYSTEM).watchConditions()).opened).toEqual(['CB-20250306-001']);
    const [first] = await cases();
    expect(first?.content.title).toBe('门头沟双峪 部分监测项目没有数据');
    it.clock.set('2025-03-06T16:00');
    expect((await application.as(SYSTEM).watchConditions()).goesOn).toEqual(['CB-20250306-001']);
    expect((await cases())[0]?.exceedance?.figures.map(({ level }) => level)).toEqual(['pm25', 'pm10 pm25']);
  });
});

describe('the mean of the month to date', () => {
  const rule = {
    ...COMMON,
    kind: 'mean',
    indicator: 'air.pm25.annual-mean',
    per: 'month',
    level: '50',
    clears: '45',
    days: 10,
    unit: 'mtg-eeb',
  } as const;
  const both = (of: Readonly<Record<string, number>>) => joined(hourlyTable(of), hourlyTable(of, 'PM2.5', OTHER));

  test('opens above the level, holds between the levels and ends below the lower one', async () => {
    const application = watching([rule]);
    const look = async (now: string, first: string, count: number, value: number) => {
      it.clock.set(now);
      await bring(application.as(office), both(days(first, count, value)));
      return application.as(SYSTEM).watchConditions();
    };
    expect((await look('2025-03-10T08:00', '2025-03-01', 9, 60)).opened).toEqual([]);
    expect((await look('2025-03-11T08:00', '2025-03-10', 1, 60)).opened).toEqual(['CB-20250311-001']);
    expect((await cases())[0]?.content).toMatchObject({ town: null, concerns: 'mtg-eeb', topic: 'air' });
    // (10 × 60 + 6 × 30) ÷ 16 = 48.75, between 45 and 50
    expect(await look('2025-03-17T08:00', '2025-03-11', 6, 30)).toEqual({ opened: [], goesOn: [], ended: [] });
    // (780 + 4 × 20) ÷ 20 = 43
    expect((await look('2025-03-21T08:00', '2025-03-17', 4, 20)).ended).toEqual(['CB-20250311-001']);
  });
});

test('a target that can no longer be met is a case of whoever leads it, once', async () => {
  const rule: ConditionRule = {
    ...COMMON,
    kind: 'target',
    targets: ['pm25'],
    statuses: ['not-met'],
    clears: 0.75,
    unit: 'lead',
    topic: 'target',
  };
  const application = watching([rule]);
  it.clock.set('2024-10-01T08:00');
  const year = days('2024-01-01', 274, 60);
  await bring(application.as(office), joined(hourlyTable(year), hourlyTable(year, 'PM2.5', OTHER)));
  // 274 × 60 ÷ 366 = 44.9: above 30 even with nothing on the 92 days left.
  expect((await application.as(SYSTEM).watchConditions()).opened).toEqual(['CB-20241001-001']);
  expect((await application.as(SYSTEM).watchConditions()).opened).toEqual([]);
  const [state] = await cases();
  expect(state?.content).toMatchObject({ title: 'PM2.5年均浓度：目标未达标', concerns: 'mtg-eeb', town: null });
  const { exceedance } = await application.as(office).caseDetail('CB-20241001-001');
  expect(exceedance?.targets.map(({ id }) => id)).toEqual(['pm25']);
});

test('the last town of two months running has a case, and the other none', async () => {
  const rule = { ...COMMON, kind: 'town-last', parameter: 'pm25', last: 1, months: 2 } as const;
  const application = watching([rule]);
  it.clock.set('2025-03-02T08:00');
  const [high, low] = [days('2025-01-01', 59, 40), days('2025-01-01', 59, 20)];
  await bring(application.as(office), joined(hourlyTable(high), hourlyTable(low, 'PM2.5', OTHER)));
  expect((await application.as(SYSTEM).watchConditions()).opened).toEqual(['CB-20250302-001']);
  const [state] = await cases();
  expect(state?.content).toMatchObject({ town: 'mtg-dayu', concerns: 'mtg-dayu' });
  expect(state?.exceedance?.figures).toMatchObject([{ at: '2025-02', note: { zh: '2 个镇街中第 2 位（由低到高）' } }]);
  // March the other way round: no longer the last.
  it.clock.set('2025-04-02T08:00');
  const [less, more] = [days('2025-03-01', 31, 20), days('2025-03-01', 31, 40)];
  await bring(application.as(office), joined(hourlyTable(less), hourlyTable(more, 'PM2.5', OTHER)));
  expect(await application.as(SYSTEM).watchConditions()).toEqual({
    opened: [],
    goesOn: [],
    ended: ['CB-20250302-001'],
  });
});

describe('the class of a section', () => {
  const section: Site = {
    id: 'own/甲断面',
    name: { zh: '甲断面', en: 'Section A' },
    kind: 'section',
    town: null,
    inDistrict: true,
    from: null,
    to: null,
    assessed: true,
    simulated: false,
    aliases: [],
    water: {
      body: 'river',
      source: 'surface',
      targetClass: [{ class: 3, from: null, to: null }],
      volume: null,
    },
  };
  const HEAD = '断面,采样日期,水情,溶解氧(mg/L),化学需氧量(mg/L),总磷(mg/L)';

  test('worse than asked, and worse than before', async () => {
    const kind = 'section-class' as const;
    const rules = [
      { ...COMMON, id: 'asked', kind, than: 'target', unit: 'mtg-water', topic: 'water' },
      { ...COMMON, id: 'before', kind, than: 'before', unit: 'mtg-water', topic: 'water' },
    ] as const;
    const application = watching(rules, [section]);
    // COD 18 is class III, as asked; 14 is II by total phosphorus 0.1.
    it.clock.set('2025-02-20T08:00');
    await bring(
      application.as(office),
      `${HEAD}\n甲断面,2025-01-08,,9.1,14,0.1\n甲断面,2025-02-08,,9.1,18,0.12\n`,
      'manual',
    );
    expect((await application.as(SYSTEM).watchConditions()).opened).toEqual(['CB-20250220-001']);
    expect((await cases())[0]?.exceedance?.figures).toMatchObject([{ at: '2025-02', value: 'Ⅲ', limit: 'Ⅱ' }]);
    // COD 23 is class IV: worse than the III asked, and than February.
    it.clock.set('2025-03-20T08:00');
    await bring(application.as(office), `${HEAD}\n甲断面,2025-03-08,,9.1,23,0.12\n`, 'manual');
    expect(await application.as(SYSTEM).watchConditions()).toEqual({
      opened: ['CB-20250320-001'],
      goesOn: ['CB-20250220-001'],
      ended: [],
    });
    expect((await cases())[1]?.content).toMatchObject({ concerns: 'mtg-water', title: '甲断面 断面水质类别劣于目标' });
    // Class III again: as asked, and better than before.
    it.clock.set('2025-04-20T08:00');
    await bring(application.as(office), `${HEAD}\n甲断面,2025-04-08,,9.1,18,0.12\n`, 'manual');
    expect((await application.as(SYSTEM).watchConditions()).ended.toSorted()).toEqual([
      'CB-20250220-001',
      'CB-20250320-001',
    ]);
  });
});

test('a month that may lose one day more is a case, and the day after that says so', async () => {
  const rule: ConditionRule = { ...COMMON, topic: 'device', kind: 'spare-days', parameters: ['pm25'], spare: 1 };
  const application = watching([rule]);
  const look = () => application.as(SYSTEM).watchConditions();
  // March has 31 days, of which 27 are asked for: with 3 lost, one may go.
  it.clock.set('2025-03-05T08:00');
  await bring(application.as(office), hourlyTable(days('2025-03-01', 2, 30)));
  expect((await look()).opened).toEqual([]);
  it.clock.set('2025-03-06T08:00');
  expect((await look()).opened).toEqual(['CB-20250306-001']);
  it.clock.set('2025-03-07T08:00');
  expect((await look()).goesOn).toEqual(['CB-20250306-001']);
  const [state] = await cases();
  expect(state?.exceedance?.figures.map(({ at, value, limit, note }) => [at, value, limit, note?.zh])).toEqual([
    ['2025-03-05', '2', '27', '再缺 2 天本月无效'],
    ['2025-03-06', '2', '27', '再缺 1 天本月无效'],
  ]);
  // What comes late ends it.
  await bring(application.as(office), hourlyTable(days('2025-03-03', 4, 30)));
  expect((await look()).ended).toEqual(['CB-20250306-001']);
  const analyst: Actor = { id: 'p2', name: '分析员乙', role: 'analyst', unit: null };
  const told = (await application.as(analyst).inbox()).notices.filter(({ kind }) => kind === 'case-opened');
  expect(told.map(({ path }) => path)).toEqual(['/cases/CB-20250306-001']);
});
