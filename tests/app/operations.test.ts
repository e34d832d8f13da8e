import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, type ApplicationFor, type GatewayStatistics } from '@qingshan/app';
import { createServer, operationsOf, type OpenWorkspace, type OperationsOptions } from '@qingshan/server';
import { afterAll, afterEach, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

let made: TestWorkspace;
let application: ApplicationFor;
beforeAll(async () => {
  made = await testWorkspace(false);
  application = createApplication(made.workspace);
});
afterEach(() => {
  application.intake.gateway = null;
});
afterAll(() => made.remove());

/** A server over the workspace, some of its stores replaced, as a program at an address sees it. */
function serverOf(options: OperationsOptions = {}, replaced: Partial<OpenWorkspace> = {}) {
  const freeBytes = async () => 2 * 1024 ** 3;
  const operations = operationsOf({ ...made.workspace, ...replaced }, application, { freeBytes, ...options });
  const server = createServer(application, { ...made.workspace, version: 'test', operations });
  const get = async (path: string, headers: Readonly<Record<string, string>> = {}, remoteAddress = '127.0.0.1') =>
    server.request(`http://localhost${path}`, { headers }, { incoming: { socket: { remoteAddress } } });
  return { operations, server, get, metrics: async () => parse(await (await get('/metrics')).text()) };
}

/** A store of which one question is answered in another way. */
function storeThat<T extends object>(store: T, method: keyof T, answer: () => Promise<unknown>): T {
  return new Proxy(store, {
    get(target, name): unknown {
      if (name === method) return answer;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

interface Read {
  readonly types: ReadonlyMap<string, string>;
  /** By name with labels */
  readonly samples: ReadonlyMap<string, number>;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{${LABEL}(?:,${LABEL})*\\})? (\\S+)$`);

/** Reads the text format 0.0.4 and stumbles over everything that is not in it. */
function parse(text: string): Read {
  const types = new Map<string, string>();
  const samples = new Map<string, number>();
  expect(text.endsWith('\n')).toBe(true);
  for (const line of text.slice(0, -1).split('\n')) {
    const type = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`).exec(line);
    if (type) {
      const [, name = '', kind = ''] = type;
      expect(types.has(name), line).toBe(false);
      types.set(name, kind);
      continue;
    }
    if (new RegExp(`^# HELP ${NAME} .`).test(line)) continue;
    const [, name = '', value = ''] = SAMPLE.exec(line) ?? expect.fail(line);
    const family = types.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
    expect(types.get(family), line).toBe(family === name ? (types.get(name) ?? '') : 'histogram');
    expect(value === 'NaN' || value === '+Inf' || !Number.isNaN(Number(value)), line).toBe(true);
    const key = line.slice(0, -value.length - 1);
    expect(samples.has(key), line).toBe(false);
    samples.set(key, Number(value));
  }
  return { types, samples };
}

describe('readiness', () => {
  it('asks every store', async () => {
    const answer = await serverOf().get('/api/v1/ready');
    expect(answer.status).toBe(200);
    const stores = ['registry', 'observations', 'frames', 'disk'].map((store) => ({ store, ready: true, text: null }));
    expect(await answer.json()).toEqual({ ready: true, stores });
  });

  const refuse = () => Promise.reject(new Error('secret of the machine'));
  it.each<[string, () => [OperationsOptions, Partial<OpenWorkspace>], RegExp, RegExp]>([
    ['registry', () => [{}, { registry: storeThat(made.workspace.registry, 'file', refuse) }], /登记库/, /PostgreSQL/],
    [
      'observations',
      () => [{}, { observations: storeThat(made.workspace.observations, 'version', refuse) }],
      /监测数据库/,
      /observations/,
    ],
    ['disk', () => [{ freeBytes: async () => 1024 ** 3 - 1 }, {}], /剩余空间/, /Make room/],
  ])('says that %s is down and what to do, and not why to strangers', async (store, how, zh, en) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { get, metrics } = serverOf(...how());
    const answer = await get('/api/v1/ready');
    const text = await answer.text();
    expect(answer.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ ready: false });
    const down = JSON.parse(text).stores.filter((one: { ready: boolean }) => !one.ready);
    expect(down).toEqual([
      { store, ready: false, text: { zh: expect.stringMatching(zh), en: expect.stringMatching(en) } },
    ]);
    expect(text).not.toContain('secret of the machine');
    expect(log).toHaveBeenCalled();
    // The figures come all the same.
    expect((await metrics()).samples.get(`qingshan_store_up{store="${store}"}`)).toBe(0);
    log.mockRestore();
  });

  it('counts a store that says nothing as down, and the figures come all the same', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const silent = storeThat(made.workspace.observations, 'version', () => new Promise(() => undefined));
    const { get, metrics } = serverOf({}, { observations: silent });
    const [answer, { samples }] = await Promise.all([get('/api/v1/ready'), metrics()]);
    expect(answer.status).toBe(503);
    expect(samples.get('qingshan_store_up{store="observations"}')).toBe(0);
    expect(samples.get('qingshan_store_up{store="registry"}')).toBe(1);
    expect(samples.has('qingshan_observations_version')).toBe(false);
    log.mockRestore();
  });

  it('asks for the log of frames when a gateway listens, and then only', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await made.workspace.frames();
    const { get } = serverOf();
    const statusOf = async (path: string) => (await get(path)).status;
    const frames = join(made.folder, 'frames');
    await rename(frames, `${frames}-away`);
    expect(await statusOf('/api/v1/ready')).toBe(200);
    application.intake.gateway = gatewayOf(statistics);
    expect(await statusOf('/api/v1/ready')).toBe(503);
    expect(await statusOf('/api/v1/health')).toBe(200);
    await rename(`${frames}-away`, frames);
    expect(await statusOf('/api/v1/ready')).toBe(200);
    log.mockRestore();
  });
});

const gatewayOf = (counted: GatewayStatistics) => ({ statistics: () => counted, ask: () => false });
const device = { lastSeen: null, clockSkew: 0, connected: true, asked: [] };
const statistics: GatewayStatistics = {
  connections: 2,
  dropped: 3,
  answered: 12,
  refused: { 'bad-length': 4 },
  devices: new Map([
    ['MN-OF-SOMEBODY-1', { ...device, kept: { stored: 5, repeated: 1, doubt: 0 }, refused: { 'bad-length': 1 } }],
    ['MN-OF-SOMEBODY-2', { ...device, kept: { stored: 6, repeated: 0, doubt: 0 }, refused: {} }],
  ]),
};

describe('metrics', () => {
  it('count requests by route pattern and status; nothing of a path or a query is in a label', async () => {
    const { get, server, metrics } = serverOf();
    for (let i = 0; i < 3; i++) await get(`/api/v1/targets/private-${i}?asOf=private`);
    const few = (await metrics()).samples.size;
    for (let i = 0; i < 40; i++) await get(`/api/v1/targets/private-more-${i}`);
    const { samples } = await metrics();
    const route = 'route="/api/v1/targets/:id"';
    expect(samples.get(`qingshan_http_requests_total{method="GET",${route},status="401"}`)).toBe(43);
    expect(samples.get(`qingshan_http_request_duration_seconds_count{method="GET",${route}}`)).toBe(43);
    expect(samples.get(`qingshan_http_request_duration_seconds_bucket{method="GET",${route},le="+Inf"}`)).toBe(43);
    // The first page of figures has itself been counted since: one series of requests, 12 buckets, sum and count.
    expect(samples.size).toBe(few + 15);
    for (let i = 0; i < 20; i++) {
      await get(`/api/v1/private-${i}`);
      await get(`/api/private-${i}`);
      await server.request(`http://private-${i}.example/private-${i}`, { method: 'POST' });
    }
    const after = [...(await metrics()).samples.keys()];
    expect(after.join('\n')).not.toContain('private');
    expect(after.filter((key) => key.startsWith('qingshan_http_requests_total')).length).toBeLessThan(8);
  });

  it('say how the process, the stores, the tasks and the backups are', async () => {
    const { workspace, clock } = made;
    const { operations, get, metrics } = serverOf();
    expect((await get('/metrics')).headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await metrics()).samples.has('qingshan_backup_age_seconds')).toBe(false);
    const at = clock.now();
    await workspace.registry.audit({ at, actor: 'cli:甲', action: 'backup', subject: 'backup:/x', detail: '{}' });
    operations.ran('watch', false);
    operations.ran('digest', true);
    clock.set('2026-01-01T10:00');
    operations.ran('watch', true);
    const { samples, types } = await metrics();
    // 08:00 in Beijing is midnight UTC of 1 January 2026.
    expect(samples.get('qingshan_backup_last_timestamp_seconds')).toBe(1_767_225_600);
    expect(samples.get('qingshan_backup_age_seconds')).toBe(7200);
    expect(samples.get('qingshan_task_last_success_timestamp_seconds{task="watch"}')).toBe(1_767_225_600);
    expect(samples.get('qingshan_task_failures_total{task="watch"}')).toBe(1);
    expect(samples.get('qingshan_task_failures_total{task="digest"}')).toBe(1);
    expect(samples.has('qingshan_task_last_success_timestamp_seconds{task="digest"}')).toBe(false);
    expect(samples.get('qingshan_observation_batches')).toBe(0);
    expect(samples.get('qingshan_data_free_bytes')).toBe(2 * 1024 ** 3);
    expect(samples.get('qingshan_gateway_listening')).toBe(0);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(types.get('nodejs_eventloop_lag_p99_seconds')).toBe('gauge');
    expect(types.get('qingshan_http_request_duration_seconds')).toBe('histogram');
  });

  it('add up what the gateway counts, without naming a device', async () => {
    application.intake.gateway = gatewayOf(statistics);
    const { metrics } = serverOf();
    const { samples } = await metrics();
    expect(samples.get('qingshan_gateway_answered_total')).toBe(12);
    expect(samples.get('qingshan_gateway_dropped_total')).toBe(3);
    expect(samples.get('qingshan_gateway_telegrams_total{kept="stored"}')).toBe(11);
    expect(samples.get('qingshan_gateway_telegrams_total{kept="repeated"}')).toBe(1);
    expect(samples.get('qingshan_gateway_refused_total{reason="bad-length"}')).toBe(5);
    expect([...samples.keys()].join('\n')).not.toContain('SOMEBODY');
  });

  const [here, mapped, elsewhere] = ['127.0.0.1', '::ffff:127.0.0.1', '10.0.0.9'];
  it.each([
    [200, here, {}, undefined],
    [200, mapped, {}, undefined],
    [200, '::1', {}, 'right'],
    [403, elsewhere, {}, undefined],
    [403, elsewhere, { authorization: 'Bearer undefined' }, undefined],
    [403, elsewhere, { authorization: 'Bearer ' }, ''],
    [403, elsewhere, { authorization: 'Bearer wrong' }, 'right'],
    [200, elsewhere, { authorization: 'Bearer right' }, 'right'],
    [403, here, { 'x-forwarded-for': elsewhere }, 'right'],
    [200, here, { 'x-forwarded-for': elsewhere, authorization: 'Bearer right' }, 'right'],
  ])('answer %i to %s with %o where the token is %s', async (status, address, headers, token) => {
    expect((await serverOf({ token }).get('/metrics', headers, address)).status).toBe(status);
  });
});

test('the log has a line for every request, found by the id of its answer, and nothing of who asked for what', async () => {
  const lines: string[] = [];
  const { get } = serverOf({ log: (line) => lines.push(line) });
  const answers = [
    await get('/api/v1/targets/private?asOf=private', { cookie: 'qingshan-session=private' }, '10.0.0.9'),
    await get('/api/v1/ready', { 'x-request-id': 'private' }),
  ];
  expect(lines.join('\n')).not.toMatch(/private|10\.0\.0\.9|\n.*\n/);
  const common = { time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), method: 'GET', ms: expect.any(Number) };
  const ids = answers.map((answer) => answer.headers.get('x-request-id'));
  expect(new Set(ids).size).toBe(2);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { ...common, id: ids[0], route: '/api/v1/targets/:id', status: 401 },
    { ...common, id: ids[1], route: '/api/v1/ready', status: 200 },
  ]);
});
