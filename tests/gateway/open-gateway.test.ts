import { rm } from 'node:fs/promises';
import { addDemonstrationDevices, createApplication, type ApplicationFor } from '@qingshan/app';
import { openGateway, type RunningGateway } from '@qingshan/server';
import { hj212 } from '@qingshan/sources';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
