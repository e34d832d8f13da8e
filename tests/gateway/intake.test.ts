import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, type ApplicationFor, type KeptRow, type NewFrame } from '@qingshan/app';
import { monitoringDayOf, type Flag } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';
import { openWorkspace } from '@qingshan/server';
import { openFrames } from '@qingshan/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OPERATOR, operatorServer, testWorkspace, type TestWorkspace } from '../app/support.ts';
import { moment } from './support.ts';

const HEAD = '设备编码,密码,系统编码,点位,浓度单位,时段标识,分钟间隔';
const SITE = 'bjmemc/门头沟双峪';
const NOON = '2024-10-31T12:00';

let made: TestWorkspace;
let workspace: TestWorkspace['workspace'];
let application: ApplicationFor;

async function begin(demonstration: boolean): Promise<void> {
  made = await testWorkspace(demonstration, NOON);
  workspace = made.workspace;
  application = createApplication(workspace);
}
beforeEach(() => begin(false));
afterEach(async () => {
  await workspace.close();
  await rm(made.folder, { recursive: true });
});

async function register(...rows: readonly string[]): Promise<void> {
  const file = { name: 'd.csv', bytes: new TextEncoder().encode([HEAD, ...rows].join('\n')) };
  const { faults } = await application.as(OPERATOR).importDevices(file);
  expect(faults).toEqual([]);
}

/** The process is gone and the workspace is opened by another one. */
async function restart(): Promise<void> {
  await workspace.close();
  workspace = await openWorkspace(made.folder, { clock: made.clock });
  application = createApplication(workspace);
  await application.intake.refreshDevices();
}

let sent = 0;
/** A telegram as the log keeps it: `a34004-Avg=31,a34004-Flag=N` */
async function frame(mn: string, cn: string, dataTime: string, values: string, changes: Partial<NewFrame> = {}) {
  sent += 1;
  const items = [
    [{ name: 'DataTime', value: dataTime }],
    values.split(',').map((field) => {
      const [name = '', value = ''] = field.split('=');
      return { name, value };
    }),
  ];
  const qn = `20241031120000${String(sent).padStart(3, '0')}`;
  const telegram = hj212.telegramOf({ qn, st: '22', cn, pw: 'p', mn, flag: 5, split: null, items });
  const digest = String(sent).padStart(64, '0');
  const log = await workspace.frames();
  const bytes = hj212.compose(telegram);
  return log.append({ received: moment(NOON), key: `${mn}|${qn}`, digest, mn, bytes, ...changes });
}

interface Stored {
  readonly time: string;
  readonly value: number;
  readonly flag: Flag;
  readonly revision: number;
}

/** What is stored of a site and parameter on the day of the tests, superseded values too. */
async function stored(site = SITE, parameter = 'pm25'): Promise<Stored[]> {
  const series = await workspace.registry.series({ site, parameter });
  const day = monitoringDayOf(moment('2024-10-31T10:00'));
  const rows = await workspace.observations.observations({
    series: series.map(({ id }) => id),
    first: day,
    last: day,
    history: true,
  });
  return rows.map(({ time, value, flag, revision }) => ({
    time: `${Math.floor((time % 86_400) / 3600)}:00`,
    value,
    flag,
    revision,
  }));
}

const batches = async () =>
  (await workspace.registry.batches({ source: 'hj212' })).map(({ files, simulated, added, corrected }) => ({
    files,
    simulated,
    added,
    corrected,
  }));
const actions = async () => (await workspace.registry.audits()).map(({ action }) => action);

test('hourly data become observations at the end of their hour, with the quality of the data flag, in one batch with one audit row', async () => {
  await register(`A,p,22,${SITE},常规站,,`, `B,p,22,${SITE},附录B,结束,`);
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31,a34004-Flag=N,a34002-Avg=55,a34002-Flag=D');
  await frame('A', '2061', '20241031100000', 'a34004-Avg=32,a34004-Flag=N');
  // B names the hour by its end, and sends ng/m³ as Annex B prints it.
  await frame('B', '2061', '20241031090000', 'a34004-Avg=29000,a34004-Flag=N');
  await application.intake.settle();
  expect(await stored()).toEqual([
    { time: '9:00', value: 29, flag: 'valid', revision: 0 },
    { time: '10:00', value: 31, flag: 'valid', revision: 0 },
    { time: '11:00', value: 32, flag: 'valid', revision: 0 },
  ]);
  expect(await stored(SITE, 'pm10')).toMatchObject([{ time: '10:00', value: 55, flag: 'invalid' }]);
  const end = await (await workspace.frames()).projected();
  expect(await batches()).toEqual([{ files: [`frames 0-${end}`], simulated: false, added: 4, corrected: 0 }]);
  expect((await actions()).filter((action) => action === 'store-device-hours')).toHaveLength(1);
  // Nothing new: neither a batch nor a row.
  await application.intake.settle();
  await frame('A', '2061', '20241031100000', 'a34004-Avg=32,a34004-Flag=N');
  await application.intake.settle();
  expect(await batches()).toHaveLength(1);
  expect((await actions()).filter((action) => action === 'store-device-hours')).toHaveLength(1);
});

test('a corrected hour supersedes the first one', async () => {
  await register(`A,p,22,${SITE},常规站,,`);
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31,a34004-Flag=N');
  await application.intake.settle();
  await frame('A', '2061', '20241031090000', 'a34004-Avg=35,a34004-Flag=N');
  await application.intake.settle();
  expect(await stored()).toEqual([
    { time: '10:00', value: 31, flag: 'valid', revision: 0 },
    { time: '10:00', value: 35, flag: 'valid', revision: 1 },
  ]);
});

test('killed after the batch was stored and before the position was, nothing comes twice, nor back when the batch was undone', async () => {
  await register(`A,p,22,${SITE},常规站,,`);
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31,a34004-Flag=N');
  const log = await workspace.frames();
  await application.intake.settle();
  await log.setProjected(0);
  await restart();
  await application.intake.settle();
  expect(await stored()).toHaveLength(1);
  expect(await batches()).toHaveLength(1);
  const [batch] = await workspace.registry.batches({ source: 'hj212' });
  await application.as(OPERATOR).undoBatch(batch?.id ?? 0);
  await (await workspace.frames()).setProjected(0);
  await restart();
  await frame('A', '2061', '20241031100000', 'a34004-Avg=32,a34004-Flag=N');
  await application.intake.settle();
  const series = await workspace.registry.series({ site: SITE, parameter: 'pm25' });
  const day = monitoringDayOf(moment('2024-10-31T10:00'));
  const current = await workspace.observations.observations({ series: series.map((s) => s.id), first: day, last: day });
  expect(current.map(({ value }) => value)).toEqual([32]);
});

test('an hour that a reviewer took out does not come back when the device sends it again', async () => {
  await register(`A,p,22,${SITE},常规站,,`);
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31,a34004-Flag=N');
  await application.intake.settle();
  await application.as(OPERATOR).excludeHours({
    site: SITE,
    parameter: 'pm25',
    check: 'spike',
    note: '',
    first: '2024-10-31T10:00',
    last: '2024-10-31T10:00',
  });
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31,a34004-Flag=N');
  await application.intake.settle();
  expect((await stored()).at(-1)).toMatchObject({ value: 31, flag: 'invalid' });
  expect(await batches()).toHaveLength(1);
});

test('what is not stored is counted and listed with its reason; what can be stored beside it is', async () => {
  await register(`A,p,22,${SITE},常规站,,`, `C,p,22,${SITE},,,`);
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31,a34004-Flag=N,x99999-Avg=1,x99999-Flag=N');
  await frame('A', '2061', '20241031093000', 'a34004-Avg=31,a34004-Flag=N');
  await frame('A', '2061', '20991031090000', 'a34004-Avg=31,a34004-Flag=N');
  await frame('A', '2061', '20241031100000', 'a34004-Avg=5000000000,a34004-Flag=N');
  await frame('C', '2061', '20241031090000', 'a34002-Avg=31,a34002-Flag=N');
  await application.intake.settle();
  expect(await stored()).toEqual([{ time: '10:00', value: 31, flag: 'valid', revision: 0 }]);
  const listed = await application.as(OPERATOR).deviceDoubts({});
  expect(listed.map(({ mn, doubt, code, dataTime }) => [mn, doubt, code, dataTime])).toEqual([
    ['C', 'unit-not-stated', 'a34002', '20241031090000'],
    ['A', 'bad-number', 'a34004', '20241031100000'],
    ['A', 'time-outside', null, '20991031090000'],
    ['A', 'not-on-the-hour', null, '20241031093000'],
    ['A', 'unknown-code', 'x99999', '20241031090000'],
  ]);
  expect(await application.as(OPERATOR).deviceDoubts({ mn: 'C' })).toHaveLength(1);
  const { devices } = await application.as(OPERATOR).gateway();
  expect(devices.map(({ mn, doubts }) => [mn, doubts])).toEqual([
    ['A', { 'bad-number': 1, 'time-outside': 1, 'not-on-the-hour': 1, 'unknown-code': 1 }],
    ['C', { 'unit-not-stated': 1 }],
  ]);
});

test('minute, real-time and daily data are known by their newest value and touch no observation; hours are not made of them', async () => {
  await register(`A,p,22,${SITE},常规站,,10`);
  await frame('A', '2051', '20241031090000', 'a34004-Avg=30,a34004-Flag=N');
  await frame('A', '2051', '20241031091000', 'a34004-Avg=33,a34004-Flag=N');
  await frame('A', '2011', '20241031103000', 'a34004-Rtd=40,a34004-Flag=N');
  await frame('A', '2031', '20241030000000', 'a34004-Avg=21,a34004-Flag=N');
  await application.intake.settle();
  expect(await stored()).toEqual([]);
  expect(await batches()).toEqual([]);
  expect((await workspace.observations.unseen()).pairs).toEqual([]);
  const { values } = await application.as(OPERATOR).deviceLatest('A');
  expect(values.map(({ cn, time, value }) => [cn, time, value])).toEqual([
    ['2051', '2024-10-31T09:20', 33],
    ['2011', '2024-10-31T10:30', 40],
    ['2031', '2024-10-31T00:00', 21],
  ]);
  const [device] = (await application.as(OPERATOR).gateway()).devices;
  // The hour to 10:00 has minute data only; that to 11:00 may still come.
  expect(device).toMatchObject({
    missingHours: ['2024-10-31T10:00'],
    frames: { '2051': 2, '2011': 1, '2031': 1 },
    lastHeard: NOON,
    delay: 12 * 3600,
  });
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31,a34004-Flag=N');
  await restart();
  await application.intake.settle();
  expect((await application.as(OPERATOR).gateway()).devices).toMatchObject([{ missingHours: [], delay: 2 * 3600 }]);
  expect((await application.as(OPERATOR).deviceLatest('A')).values).toHaveLength(4);
  await expect(application.as(OPERATOR).deviceLatest('Z')).rejects.toMatchObject({ code: 'not-found' });
});

test('values of real and of simulated sites are stored in batches of their own', async () => {
  await workspace.close();
  await rm(made.folder, { recursive: true });
  await begin(true);
  await register(`A,p,22,${SITE},常规站,,`, 'S,p,22,sim/大峪街道站,常规站,,');
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31,a34004-Flag=N');
  await frame('S', '2061', '20241031090000', 'a34004-Avg=900,a34004-Flag=N');
  await application.intake.settle();
  const end = await (await workspace.frames()).projected();
  expect(await batches()).toEqual([
    { files: [`frames 0-${end}`], simulated: false, added: 1, corrected: 0 },
    { files: [`frames 0-${end}`], simulated: true, added: 0, corrected: 1 },
  ]);
  expect((await stored('sim/大峪街道站')).findLast(({ time }) => time === '10:00')).toMatchObject({ value: 900 });
});

test('the values as received are written out, of one device or a span of their times, by the API with an audit row', async () => {
  await register(`A,p,22,${SITE},常规站,,`, `B,p,22,${SITE},常规站,,`);
  await frame('A', '2061', '20241031090000', 'a34004-Avg=31.50,a34004-Flag=N,x99999-Avg=007');
  await frame('B', '2051', '20241030090000', 'a34004-Avg=1e1');
  await frame('A', '2011', '20241101000000', 'a34004-Rtd="5,a34004-Flag=D');
  const raw = async (asked: string) => {
    const answer = await operatorServer(workspace).request(`http://localhost/api/v1/gateway/raw.csv${asked}`);
    return [answer.status, answer.status === 200 ? (await answer.text()).trimEnd().split('\n').slice(1) : []];
  };
  const [first, unknown, minute, odd] = [
    'A,2061,20241031090000,a34004,Avg,31.50,N',
    'A,2061,20241031090000,x99999,Avg,007,',
    'B,2051,20241030090000,a34004,Avg,1e1,',
    'A,2011,20241101000000,a34004,Rtd,"""5",D',
  ];
  expect(await raw('')).toEqual([200, [first, unknown, minute, odd]]);
  expect(await raw('?mn=B')).toEqual([200, [minute]]);
  expect(await raw('?from=2024-10-31&to=2024-10-31')).toEqual([200, [first, unknown]]);
  expect(await raw('?to=2024-10-31T09:00')).toEqual([200, [minute]]);
  expect(await raw('?from=gestern')).toEqual([400, []]);
  const rows = (await workspace.registry.audits()).filter(({ action }) => action === 'export-raw');
  expect(rows.map(({ detail }) => JSON.parse(detail))).toMatchObject([
    { mn: null, from: null, to: null, result: 'done' },
    { mn: 'B' },
    { from: '2024-10-31', to: '2024-10-31' },
    { to: '2024-10-31T09:00' },
    { result: 'failed', code: 'bad-request' },
  ]);
});

test('frames are kept for 400 days, then they go when the job comes, with an audit row', async () => {
  const log = await openFrames(join(made.folder, 'frames'), { segmentBytes: 1 });
  workspace = { ...workspace, frames: async () => log };
  application = createApplication(workspace);
  await frame('A', '2011', '20241031090000', 'a34004-Rtd=1');
  await frame('A', '2011', '20241101090000', 'a34004-Rtd=1', { received: moment('2024-11-01T12:00') });
  await frame('A', '2011', '20251101090000', 'a34004-Rtd=1', { received: moment('2025-11-01T12:00') });
  await application.intake.settle();
  // 400 days after 2024-11-01 comes 2025-12-06.
  const frames = async (rows: Promise<readonly KeptRow[]>) => (await rows).find(({ id }) => id === 'frames');
  const operator = application.as(OPERATOR);
  made.clock.set('2025-12-06T12:00');
  expect(await frames(operator.retention())).toMatchObject({ days: 400, before: '2024-11-01', old: 0 });
  made.clock.set('2025-12-07T12:00');
  expect(await frames(operator.retention())).toMatchObject({ before: '2024-11-02', old: 1 });
  expect(await frames(operator.applyRetention())).toMatchObject({ before: '2024-11-02', old: 1 });
  expect(await Array.fromAsync(log.read(0))).toHaveLength(2);
  expect(await frames(operator.retention())).toMatchObject({ old: 0 });
  expect(await actions()).toEqual(['retention']);
  await log.close();
});
