import { createApplication, type Application } from '@qingshan/app';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR, operatorServer, testWorkspace, type TestWorkspace } from './support.ts';

const HEAD = '设备编码,密码,系统编码,点位,编码对应,浓度单位';
const STATION = '门头沟双峪';

let made: TestWorkspace;
let application: Application;
beforeAll(async () => {
  made = await testWorkspace(false, '2024-10-31T12:00');
  application = createApplication(made.workspace).as(OPERATOR);
});
afterAll(() => made.remove());

function csv(...rows: readonly string[]) {
  return { name: 'devices.csv', bytes: new TextEncoder().encode([HEAD, ...rows].join('\n')) };
}

const changes = async (file: ReturnType<typeof csv>) =>
  (await application.importDevices(file)).devices.map(({ mn, change }) => `${mn} ${change}`);

test('a preview says what would change and changes nothing; a row with a fault is told and left out', async () => {
  const file = csv(`A1,secret-1,22,${STATION},a34004=PM2.5@µg/m³,`, `A2,secret-2,99,${STATION},,`);
  const preview = await application.previewDevices(file);
  expect(preview.devices.map(({ mn, change }) => `${mn} ${change}`)).toEqual(['A1 added']);
  expect(preview.faults).toMatchObject([{ row: 3, column: '系统编码', severity: 'refused' }]);
  expect(await application.devices()).toEqual([]);
});

test('importing again changes nothing; another password or unit changes the device', async () => {
  expect(await changes(csv(`A1,secret-1,22,${STATION},a34004=PM2.5@µg/m³,`))).toEqual(['A1 added']);
  expect(await changes(csv(`A1,secret-1,22,${STATION},a34004=PM2.5@µg/m³,`))).toEqual(['A1 same']);
  expect(await changes(csv(`A1,secret-9,22,${STATION},a34004=PM2.5@µg/m³,`, `B1,,39,${STATION},,`))).toEqual([
    'A1 changed',
    'B1 added',
  ]);
  expect(await changes(csv(`A1,secret-9,22,${STATION},,常规站`))).toEqual(['A1 changed']);
  expect(await application.devices()).toMatchObject([
    { mn: 'A1', units: 'ambient', mappings: [], registered: '2024-10-31T12:00', withdrawn: null },
    { mn: 'B1', system: '39', site: { name: { zh: expect.stringContaining('双峪') } } },
  ]);
});

test('a withdrawn device is listed as such and comes back when it is registered again', async () => {
  await application.withdrawDevice('B1');
  expect((await application.devices()).map((d) => d.withdrawn)).toEqual([null, '2024-10-31T12:00']);
  expect(await changes(csv(`B1,,39,${STATION},,`))).toEqual(['B1 changed']);
  await expect(application.withdrawDevice('C1')).rejects.toMatchObject({ code: 'not-found' });
});

test('every change has its audit row, and a password stands in none of them, nor in the list, nor readable in the registry', async () => {
  const audits = await made.workspace.registry.audits();
  const rows = audits.map((a) => `${a.action} ${a.subject}`);
  expect(rows.filter((row) => row === 'import-devices devices')).toHaveLength(5);
  expect(rows.filter((row) => row === 'withdraw-device device:B1')).toHaveLength(1);
  const all = JSON.stringify([audits, await application.devices(), await made.workspace.registry.devices.list()]);
  expect(all).not.toContain('secret-');
});

test('the API takes the same file', async () => {
  const server = operatorServer(made.workspace);
  const headers = { 'content-type': 'text/csv', origin: 'http://localhost' };
  const { bytes } = csv(`C1,secret-3,22,${STATION},,`);
  for (const [path, left] of [
    ['preview', 'added'],
    ['import', 'added'],
    ['import', 'same'],
  ]) {
    const answer = await server.request(`http://localhost/api/v1/devices/${path}?name=d.csv`, {
      method: 'POST',
      headers,
      body: bytes,
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { devices: [{ mn: 'C1', change: left }], faults: [] },
    ]);
  }
  const gone = await server.request('http://localhost/api/v1/devices/C1/withdraw', { method: 'POST', headers });
  expect(gone.status).toBe(200);
  const list = await server.request('http://localhost/api/v1/devices');
  expect(await list.json()).toMatchObject([{ mn: 'A1' }, { mn: 'B1' }, { mn: 'C1', withdrawn: '2024-10-31T12:00' }]);
});
