import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication, type ApplicationFor } from '@qingshan/app';
import {
  initWorkspace,
  openGateway,
  openWorkspace,
  startServer,
  type OpenWorkspace,
  type RunningGateway,
} from '@qingshan/server';
import { monitoringDayOf } from '@qingshan/kernel';
import { openFrames, openServerRegistry, sharedObservations, type StoredRegistry } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasPostgres } from '../contract/engines.ts';
import { startPostgres, type PostgresCluster } from '../contract/postgres-cluster.ts';
import { hourly, Line, moment } from '../gateway/support.ts';
import { OPERATOR, testClock } from './support.ts';

const MN = 'A';
const SITE = 'bjmemc/门头沟双峪';
const DEVICES = `设备编码,密码,系统编码,点位,浓度单位,时段标识,分钟间隔\nA,123456,22,${SITE},常规站,,`;
const PASSWORD = 'Qingshan-2026-shared';
const HOUR = moment('2024-10-31T08:00');
const PERSON = { name: '新人', role: 'administrator', unit: null } as const;
/** Waiting for what crosses from one to the other, on a machine that is busy */
const PATIENCE = { timeout: 60_000 };

/** One of two servers over the same registry and observations, with frames of its own. */
interface Process {
  readonly registry: StoredRegistry;
  readonly workspace: OpenWorkspace;
  readonly application: ApplicationFor;
  readonly gateway: RunningGateway;
  readonly url: string;
  stop(): Promise<void>;
}

describe.skipIf(!hasPostgres)('two processes', () => {
  let cluster: PostgresCluster;
  let made: OpenWorkspace;
  let id: string;
  let folder: string;
  let a: Process;
  let b: Process;
  beforeAll(async () => {
    cluster = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), 'qingshan-two-'));
    const databaseUrl = await cluster.database('office');
    await initWorkspace(folder, { district: 'mentougou', demonstration: false, databaseUrl });
    made = await openWorkspace(folder, { databaseUrl, clock: testClock('2024-10-31T12:00') });
    // Its observations stand for a store that both reach; it has the database for itself as long as its registry is open.
    await made.registry.close();
    id = (await readFile(join(folder, 'registry.id'), 'utf8')).trim();
    [a, b] = [await start(databaseUrl, 'a'), await start(databaseUrl, 'b')];
    const operator = a.application.as(OPERATOR);
    await operator.addPerson({ ...PERSON, id: 'admin', localPassword: true, password: PASSWORD });
    const file = { name: 'd.csv', bytes: new TextEncoder().encode(DEVICES) };
    expect((await operator.importDevices(file)).faults).toEqual([]);
  }, 300_000);
  afterAll(async () => {
    await a?.stop();
    await b?.stop();
    await made?.observations.close();
    await cluster?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 120_000);

  async function start(url: string, name: string): Promise<Process> {
    const registry = await openServerRegistry({ url, dataFolder: { id, isNew: false, member: name } });
    const frames = await openFrames(join(folder, name), { name });
    const observations = sharedObservations(made.observations, registry.peers);
    const workspace = { ...made, registry, observations, frames: async () => frames };
    const application = createApplication(workspace);
    const where = { host: '127.0.0.1', port: 0 };
    const gateway = await openGateway(application, workspace, where);
    const server = await startServer(application, { ...workspace, ...where, demonstration: false });
    const stop = async (): Promise<void> => {
      await Promise.all([server.stop(), gateway.stop()]);
      await frames.close();
      await registry.close();
    };
    return { registry, workspace, application, gateway, url: server.url, stop };
  }

  const post = (url: string, path: string, body: unknown, cookie = '') =>
    fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    });
  const me = async (url: string, cookie: string): Promise<unknown> =>
    (await fetch(`${url}/api/v1/me`, { headers: { cookie } })).json();

  test('who has signed in to one has signed in to the other, and out of both', async () => {
    const answer = await post(a.url, 'sign-in', { person: 'admin', password: PASSWORD });
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await me(b.url, cookie)).toMatchObject({ signedIn: true, actor: { id: 'admin' } });
    await post(b.url, 'sign-out', {}, cookie);
    expect(await me(a.url, cookie)).toMatchObject({ signedIn: false });
  });

  test('a page that is open at one hears what was done at the other, and sees it', async () => {
    const live = await b.application.as(OPERATOR).live();
    const before = live.version;
    await a.application.as(OPERATOR).addPerson({ ...PERSON, id: 'new-one', localPassword: false });
    await vi.waitFor(() => expect(live.since(before)).toEqual(['people']), PATIENCE);
    expect((await b.application.as(OPERATOR).people()).map(({ id }) => id)).toContain('new-one');
  });

  test('what a device sends to both is answered by both and stored once', async () => {
    const [sent] = hourly(MN, HOUR, 1);
    const lines = [new Line(a.gateway.port), new Line(b.gateway.port)];
    for (const { socket } of lines) socket.write(sent?.bytes ?? new Uint8Array());
    for (const line of lines) await line.answered(1);
    for (const { socket } of lines) socket.end();
    await Promise.all([a.application.intake.settle(), b.application.intake.settle()]);

    const batches = (await a.registry.batches({ source: 'hj212' })).filter(
      ({ added, corrected }) => added + corrected > 0,
    );
    expect(batches).toHaveLength(1);
    expect(batches[0]?.files[0]).toMatch(/^frames [ab] 0-\d+$/);
    const series = (await a.registry.series({ parameter: 'pm25' })).map(({ id }) => id);
    const day = monitoringDayOf(HOUR);
    const range = { series, first: day - 1, last: day + 1, history: true };
    const rows = await b.workspace.observations.observations(range);
    expect(rows.map(({ batch }) => batch)).toEqual([batches[0]?.id]);
  });

  test('a device that is withdrawn at one is not listened to by the other', async () => {
    expect(b.application.intake.deviceOf(MN)).not.toBeNull();
    await a.application.as(OPERATOR).withdrawDevice(MN);
    await vi.waitFor(() => expect(b.application.intake.deviceOf(MN)).toBeNull(), PATIENCE);
  });

  test('two that act on the same thing: one is told that the other was faster', async () => {
    const state = { subject: 'note:1', expected: 0, events: [{ type: 'noted', data: {} }] };
    const act = { by: OPERATOR, at: made.clock.now() };
    const both = await Promise.allSettled([a, b].map(({ registry }) => registry.appendEvents([state], act)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({ code: 'changed-meanwhile' });
  });
});
