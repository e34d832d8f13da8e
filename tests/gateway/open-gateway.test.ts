import { rm } from 'node:fs/promises';
import { addDemonstrationDevices, createApplication, type ApplicationFor } from '@qingshan/app';
import { openGateway, type RunningGateway } from '@qingshan/server';
import { hj212 } from '@qingshan/sources';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATOR, testWorkspace, type TestWorkspace } from '../app/support.ts';
import { Line, moment } from './support.ts';

const MN = 'SIMULATED0000000000000001';
const HOUR = moment('2024-10-31T08:00');

let made: TestWorkspace;
let application: ApplicationFor;
let gateway: RunningGateway;
beforeAll(async () => {
  made = await testWorkspace(true, '2026-01-01T08:00');
  await addDemonstrationDevices(made.workspace);
  application = createApplication(made.workspace);
  gateway = await openGateway(application, made.workspace, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await gateway.stop();
  await made.workspace.close();
  await rm(made.folder, { recursive: true });
});

/** One hour of a device, its PM2.5 raised. */
function raisedHour(from: number, factor: number): Uint8Array[] {
  const device = { mn: MN, password: '123456', system: '22', crc: 'hj212', version: '2017' } as const;
  const raised = { code: 'a34004', from, to: from + 3600, factor };
  const telegrams = hj212.simulateTelegrams({
    seed: 7,
    device,
    cn: '2061',
    from,
    to: from + 3600,
    every: 3600,
    raised,
  });
  return [...telegrams].map(({ bytes }) => bytes);
}

/** Asks again until it holds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const stored = async () => (await made.workspace.registry.batches({ source: 'hj212' })).length;

test('what a device sends is in the figures by itself, without anybody asking for it', async () => {
  const pm25 = async () => (await application.as(OPERATOR).target('pm25', {})).daily.values.at(-1) ?? 0;
  const before = await pm25();
  const line = new Line(gateway.port);
  for (const bytes of raisedHour(HOUR, 20)) line.socket.write(bytes);
  await line.answered(1);
  await until(async () => (await stored()) > 0);
  // One hour of twenty times the usual raises the mean of the day.
  expect(await pm25()).toBeGreaterThan(before);
  line.socket.destroy();
  const { listening, devices } = await application.as(OPERATOR).gateway();
  expect(listening).toBe(true);
  expect(devices.find(({ mn }) => mn === MN)).toMatchObject({ frames: { '2061': 1 }, lastHeard: '2026-01-01T08:00' });
});

test('a device that is registered or withdrawn while the gateway listens is known at once', async () => {
  const csv = '设备编码,密码,系统编码,点位,浓度单位\nNEW,123456,22,sim/大峪街道站,常规站';
  await application.as(OPERATOR).importDevices({ name: 'd.csv', bytes: new TextEncoder().encode(csv) });
  expect(application.intake.deviceOf('NEW')).toMatchObject({ password: '123456' });
  await application.as(OPERATOR).withdrawDevice('NEW');
  expect(application.intake.deviceOf('NEW')).toBeNull();
});

test('what was answered before the gateway stopped is stored when it listens again', async () => {
  const line = new Line(gateway.port);
  const before = await stored();
  for (let hour = 0; hour < 5; hour++)
    for (const bytes of raisedHour(HOUR - 86_400 + hour * 3600, 3)) line.socket.write(bytes);
  await line.answered(5);
  await gateway.stop();
  await line.closed;
  gateway = await openGateway(application, made.workspace, { host: '127.0.0.1', port: 0 });
  await until(async () => (await stored()) > before);
  await application.intake.settle();
  const log = await made.workspace.frames();
  const frames = await Array.fromAsync(log.read(0));
  expect(frames).toHaveLength(6);
  expect(await log.projected()).toBe(frames.at(-1)?.next);
});

test('a demonstration, whose passwords everybody knows, listens on this machine only', async () => {
  const elsewhere = openGateway(application, made.workspace, { host: '0.0.0.0', port: 0 });
  await expect(elsewhere).rejects.toMatchObject({ code: 'demonstration-exposed' });
});

describe('a device that is asked', () => {
  const asked = async () => {
    const { devices } = await application.as(OPERATOR).gateway();
    return devices.find(({ mn }) => mn === MN);
  };

  test('for hours of the past sends them, and they are stored; its clock is set', async () => {
    const line = new Line(gateway.port);
    for (const bytes of raisedHour(HOUR, 1)) line.socket.write(bytes);
    await line.answered(1);
    expect(await asked()).toMatchObject({ connected: true, asked: [] });
    const before = await stored();
    const office = application.as(OPERATOR);
    const question = { what: 'history', cn: '2061', from: '2024-09-01', to: '2024-09-02' } as const;
    expect(await office.askDevice(MN, question)).toEqual({ mn: MN, requests: 2 });
    await office.askDevice(MN, { what: 'set-time' });

    // Two days are asked for one by one, and only then the clock is set.
    for (const [day, from, to] of [
      ['2024-09-01', '20240901000000', '20240901230000'],
      ['2024-09-02', '20240902000000', '20240902230000'],
    ] as const) {
      const request = await line.request();
      const span = ['BeginTime', 'EndTime'].map((name) => hj212.fieldOf(request, name));
      expect([request.cn, request.st, ...span]).toEqual(['2061', '22', from, to]);
      expect(line.asked).toEqual([]);
      line.returns(request, MN, '9011', '1');
      for (let hour = 0; hour < 24; hour++)
        for (const bytes of raisedHour(moment(`${day}T00:00`) + hour * 3600, 2)) line.socket.write(bytes);
      line.returns(request, MN, '9012', '1');
    }
    const setting = await line.request();
    expect([setting.cn, hj212.fieldOf(setting, 'SystemTime')]).toEqual(['1012', '20260101080000']);
    line.returns(setting, MN, '9011', '1');
    line.returns(setting, MN, '9012', '1');

    await until(async () => (await asked())?.asked.every(({ waiting }) => waiting === 0) ?? false);
    expect((await asked())?.asked).toMatchObject([
      { cn: '1012', from: null, to: null, done: 1, failed: 0 },
      { cn: '2061', from: '2024-09-01T00:00', to: '2024-09-03T00:00', done: 2, noData: 0, failed: 0 },
    ]);
    await line.answered(49);
    await until(async () => (await stored()) > before);
    await application.intake.settle();
    const { pieces } = await office.exportRaw({ mn: MN, from: '2024-09-01', to: '2024-09-02' });
    const rows = (await Array.fromAsync(pieces)).join('').split('\n');
    const hours = rows.flatMap((row) => /,2061,(\d{14}),a34004,Avg,/.exec(row)?.[1] ?? []);
    expect(new Set(hours).size).toBe(48);
    expect((await asked())?.doubts).toEqual({});
    line.socket.destroy();
    await until(async () => (await asked())?.connected === false);
  });

  test('is told apart: no data, a refusal, a line that breaks', async () => {
    const line = new Line(gateway.port);
    for (const bytes of raisedHour(HOUR, 1)) line.socket.write(bytes);
    await line.answered(1);
    const office = application.as(OPERATOR);
    await office.askDevice(MN, { what: 'history', cn: '2031', from: '2024-01-01', to: '2024-03-31' });
    line.returns(await line.request(), MN, '9012', '100');
    line.returns(await line.request(), MN, '9011', '2');
    await line.request();
    line.socket.destroy();
    await until(async () => (await asked())?.asked[0]?.waiting === 0);
    // 91 days in parts of 24: the third was under way and the fourth waited when the line broke.
    expect((await asked())?.asked[0]).toMatchObject({ cn: '2031', done: 0, noData: 1, failed: 3 });
  });

  test('must be on the line, and for a time that is past', async () => {
    const office = application.as(OPERATOR);
    await until(async () => (await asked())?.connected === false);
    const history = { what: 'history', cn: '2061', from: '2024-09-01', to: '2024-09-01' } as const;
    await expect(office.askDevice(MN, history)).rejects.toMatchObject({ code: 'device-away', values: { mn: MN } });
    await expect(office.askDevice('STRANGER', history)).rejects.toMatchObject({ code: 'not-found' });
    const wrong = [
      { ...history, from: 'gestern' },
      { ...history, to: '2024-08-01' },
      { ...history, from: '2026-02-01', to: '2026-02-02' },
      { ...history, cn: '2051', to: '2024-12-31' } as const,
    ];
    for (const question of wrong) {
      await expect(office.askDevice(MN, question)).rejects.toMatchObject({ code: 'bad-request' });
    }
  });
});
