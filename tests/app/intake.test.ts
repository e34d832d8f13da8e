import { createHash } from 'node:crypto';
import { createApplication, type Application } from '@qingshan/app';
import { createServer } from '@qingshan/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

const SITE = '门头沟双峪';

let made: TestWorkspace;
let application: Application;
let server: ReturnType<typeof createServer>;
beforeAll(async () => {
  made = await testWorkspace(false, '2025-03-10T12:00');
  const all = createApplication(made.workspace);
  application = all.as(OPERATOR);
  server = createServer(all, { ...made.workspace, version: 'test' });
});
afterAll(() => made.remove());

async function newKey(more: { sites?: string[]; expires?: string; sources?: string[] } = {}) {
  const { sites = null, expires = null, sources = ['json', 'table'] } = more;
  return application.addIntakeKey({ name: '气象站', sources, sites, expires });
}

const hour = (value: number, site = SITE) =>
  JSON.stringify([{ site, parameter: 'pm25', time: '2025-03-02T08:00', value, unit: 'µg/m³' }]);

async function send(token: string, body: string, more: { source?: string; idempotency?: string } = {}) {
  const answer = await server.request(`http://localhost/api/v1/intake/${more.source ?? 'json'}?name=a.json`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      ...(more.idempotency === undefined ? {} : { 'idempotency-key': more.idempotency }),
    },
    body,
  });
  return { status: answer.status, body: await answer.json() };
}

test('what is sent goes the way of an import: new, corrected, unchanged, a batch, and an audit row of the key', async () => {
  const { key, token } = await newKey();
  expect(await send(token, hour(40))).toMatchObject({
    status: 200,
    body: { refused: false, added: 1, corrected: 0, unchanged: 0, findings: [] },
  });
  expect((await send(token, hour(41))).body).toMatchObject({ added: 0, corrected: 1, unchanged: 0 });
  expect((await send(token, hour(41))).body).toMatchObject({ added: 0, corrected: 0, unchanged: 1, batch: null });
  const csv = `点位,监测项目,结束时间,监测值,单位\n${SITE},PM2.5,2025-03-02 09:00,42,ug/m3\n`;
  expect((await send(token, csv, { source: 'table' })).body).toMatchObject({ added: 1, source: 'table' });
  expect((await application.batches()).batches.map((b) => [b.source, b.added, b.corrected])).toEqual([
    ['table', 1, 0],
    ['json', 0, 1],
    ['json', 1, 0],
  ]);
  const actors = (await made.workspace.registry.audits({ action: 'deliver' })).map((a) => a.actor);
  expect(actors).toEqual(Array(4).fill(`key:${key.id}`));
});

test('the same idempotency key is answered as it was and stores nothing; other content under it is refused', async () => {
  const { token } = await newKey();
  const first = await send(token, hour(50), { idempotency: 'n1' });
  await send(token, hour(51), { idempotency: 'n2' });
  expect(await send(token, hour(50), { idempotency: 'n1' })).toEqual({
    status: 200,
    body: { ...first.body, repeated: true },
  });
  expect(await send(token, hour(52), { idempotency: 'n1' })).toMatchObject({
    status: 422,
    body: { code: 'delivery-differs' },
  });
  expect((await send(token, hour(51))).body).toMatchObject({ unchanged: 1 });
});

test('a delivery that a killed process has begun is done again, and stores nothing twice', async () => {
  const { key, token } = await newKey();
  const body = hour(60);
  const digest = createHash('sha256').update(body).digest('hex');
  await made.workspace.registry.intake.beginDelivery({
    origin: `key:${key.id}`,
    token: 'k1',
    source: 'json',
    file: 'a.json',
    digest,
    at: made.clock.now(),
  });
  await send(token, body);
  expect((await send(token, body, { idempotency: 'k1' })).body).toMatchObject({
    repeated: false,
    unchanged: 1,
    added: 0,
  });
});

test('every wrong row is told and nothing is stored', async () => {
  const { token } = await newKey();
  const before = (await application.batches()).total;
  const two = JSON.stringify([...JSON.parse(hour(70)), ...JSON.parse(hour(71, '海市蜃楼'))]);
  const answer = await send(token, two);
  expect(answer).toMatchObject({ status: 422, body: { refused: true, batch: null, added: 0 } });
  expect(answer.body.findings).toContainEqual(
    expect.objectContaining({ code: 'unknown-site', row: 2, column: 'site', value: '海市蜃楼' }),
  );
  expect((await application.batches()).batches).toHaveLength(before);
});

test('a key sends its sources and sites only, until it expires or is revoked, and opens nothing else', async () => {
  const { token } = await newKey({ sites: ['门头沟三家店'], sources: ['json'], expires: '2025-03-11' });
  expect(await send(token, hour(80))).toMatchObject({ status: 403, body: { code: 'not-for-key' } });
  expect(await send(token, '', { source: 'table' })).toMatchObject({ status: 403, body: { code: 'not-for-key' } });
  expect((await send(token, hour(80, '门头沟三家店'))).status).toBe(200);
  for (const path of ['board', 'intake-keys', 'batches']) {
    const other = await server.request(`http://localhost/api/v1/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([path, other.status]).toEqual([path, 401]);
  }
  made.clock.set('2025-03-11T23:00');
  expect((await send(token, hour(80, '门头沟三家店'))).status).toBe(200);
  made.clock.set('2025-03-12T00:00');
  expect(await send(token, hour(80, '门头沟三家店'))).toMatchObject({ status: 401, body: { code: 'key-needed' } });
  const second = await newKey();
  await application.revokeIntakeKey(second.key.id);
  expect((await send(second.token, hour(80))).status).toBe(401);
  expect((await send('qsk_wrong', hour(80))).status).toBe(401);
  await expect(application.revokeIntakeKey(second.key.id)).rejects.toMatchObject({ code: 'not-found' });
});

test('the key itself stands neither in the list nor in the audit nor in the registry', async () => {
  const { token, key } = await newKey();
  await send(token, hour(90));
  const { registry } = made.workspace;
  const all = JSON.stringify([await application.intakeKeys(), await registry.audits(), await registry.intake.keys()]);
  expect(all).not.toContain(token);
  const listed = (await application.intakeKeys()).find((k) => k.id === key.id);
  expect(listed).toMatchObject({ name: '气象站', usable: true, lastUsed: '2025-03-12T00:00', revoked: null });
});

test('a key may send 60 times a minute', async () => {
  const { token } = await newKey();
  const statuses: number[] = [];
  for (let i = 0; i < 61; i++) statuses.push((await send(token, '[]')).status);
  expect(statuses).toEqual([...Array(60).fill(422), 429]);
  made.clock.set('2025-03-12T00:01');
  expect((await send(token, hour(90))).status).toBe(200);
});

test('a key for a source, site or day that is not there is not made', async () => {
  await expect(newKey({ sources: ['xml'] })).rejects.toMatchObject({ code: 'not-found' });
  await expect(newKey({ sites: ['海市蜃楼'] })).rejects.toMatchObject({ code: 'bad-intake-key' });
  await expect(newKey({ expires: '2025-03-01' })).rejects.toMatchObject({ code: 'bad-intake-key' });
});
