import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createApplication, pullOnce, pullsSchema, type Application, type ApplicationFor } from '@qingshan/app';
import { contentFetcher } from '@qingshan/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

let made: TestWorkspace;
let all: ApplicationFor;
let application: Application;
let publisher: Server;
let address: string;
let answerWith: (request: IncomingMessage, response: ServerResponse) => void;
let asked: IncomingMessage['headers'][] = [];
let pulls: unknown[] = [];
/** Of this test alone, so that its values are new and nothing is due from before */
let day = 0;
let before: number;

beforeAll(async () => {
  made = await testWorkspace(false, '2025-04-01T12:00');
  all = createApplication(made.workspace);
  application = all.as(OPERATOR);
  publisher = createServer((request, response) => {
    asked.push(request.headers);
    answerWith(request, response);
  });
  await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(publisher.address() as AddressInfo).port}`;
}, 240_000);
afterAll(async () => {
  publisher.closeAllConnections();
  await new Promise((resolve) => publisher.close(resolve));
  await made.remove();
});
beforeEach(async () => {
  day += 1;
  asked = [];
  before = (await application.batches()).total;
  made.clock.set(`2025-04-${String(day).padStart(2, '0')}T12:00`);
});

const hour = (value: number, site = '门头沟双峪') =>
  JSON.stringify([
    { site, parameter: 'pm25', time: `2025-03-${String(day).padStart(2, '0')}T08:00`, value, unit: 'µg/m³' },
  ]);

/** Pulls as at hh:mm of this test's day; each test has a pull of its own name. */
async function pullAt(clock: string, environment: Record<string, string> = {}): Promise<readonly string[]> {
  made.clock.set(`2025-04-${String(day).padStart(2, '0')}T${clock}`);
  const { workspace, folder } = made;
  return pullOnce({
    workspace: { ...workspace, settings: { ...workspace.settings, pulls: pullsSchema.parse(pulls) } },
    fetchContent: contentFetcher(folder, environment),
    deliver: (as) => (incoming) => all.as(as).deliver(incoming),
  });
}
const state = async () => (await made.workspace.registry.intake.pulls()).find((p) => p.name === `p${day}`);
const stored = async () =>
  (await application.batches()).batches
    .toReversed()
    .slice(before)
    .map(({ added, corrected }) => [added, corrected]);
const define = (more: object = {}) => {
  pulls = [{ name: `p${day}`, source: 'json', address: `${address}/hours.json?token=abc`, everyMinutes: 30, ...more }];
};
const give = (body: string, headers: Record<string, string> = {}) => {
  answerWith = (_, response) => response.writeHead(200, headers).end(body);
};

test('it is fetched when it is due, goes the way of an import under its name, and asks for what is newer only', async () => {
  define({ headers: { Authorization: 'PULL_TOKEN' } });
  answerWith = (request, response) =>
    request.headers['if-none-match'] === '"v1"'
      ? response.writeHead(304).end()
      : response.writeHead(200, { etag: '"v1"', 'last-modified': 'Sat, 01 Mar 2025 00:00:00 GMT' }).end(hour(40));
  expect(await pullAt('12:00', { PULL_TOKEN: 'Bearer secret' })).toEqual(['p1']);
  expect(await stored()).toEqual([[1, 0]]);
  expect(await state()).toMatchObject({ outcome: 'stored', failures: 0, why: null });
  expect(await pullAt('12:29', { PULL_TOKEN: 'Bearer secret' })).toEqual([]);
  expect(await pullAt('12:30', { PULL_TOKEN: 'Bearer secret' })).toEqual(['p1']);
  expect(await state()).toMatchObject({ outcome: 'unchanged', version: { etag: '"v1"' } });
  expect(
    asked.map((headers) => [headers.authorization, headers['if-none-match'], headers['if-modified-since']]),
  ).toEqual([
    ['Bearer secret', undefined, undefined],
    ['Bearer secret', '"v1"', 'Sat, 01 Mar 2025 00:00:00 GMT'],
  ]);
  const audits = await made.workspace.registry.audits({ action: 'deliver' });
  expect(audits.map(({ actor }) => actor)).toEqual(['pull:p1']);
  expect(JSON.stringify([audits, await made.workspace.registry.intake.pulls()])).not.toContain('secret');
});

test('equal content without an ETag is taken once; content that comes back after other content is the newest again', async () => {
  define();
  give(hour(40));
  await pullAt('12:00');
  await pullAt('12:30');
  expect(await state()).toMatchObject({ outcome: 'unchanged' });
  give(hour(41));
  await pullAt('13:00');
  give(hour(40));
  await pullAt('13:30');
  expect(await stored()).toEqual([
    [1, 0],
    [0, 1],
    [0, 1],
  ]);
});

test('what is refused stores nothing, says why, and is asked for anew', async () => {
  define();
  give(hour(40, '海市蜃楼'), { etag: '"v1"' });
  await pullAt('12:00');
  const refused = await state();
  expect(refused).toMatchObject({ outcome: 'refused', failures: 1, good: null, version: null });
  expect(refused?.why?.zh).toContain('海市蜃楼');
  give(hour(40), { etag: '"v2"' });
  expect(await pullAt('12:01')).toEqual(['p3']);
  expect(asked[1]?.['if-none-match']).toBeUndefined();
  expect(await stored()).toEqual([[1, 0]]);
});

test.each([
  ['an answer that is an error', (r: ServerResponse) => r.writeHead(503).end(), '503'],
  ['a page elsewhere', (r: ServerResponse) => r.writeHead(302, { location: `${address}/other` }).end(), '/other'],
  ['too much', (r: ServerResponse) => r.writeHead(200).end(Buffer.alloc(2 ** 20 + 1)), '1 MB'],
  ['nothing in time', (r: ServerResponse) => r.writeHead(200).write('['), '1 秒'],
  ['a broken connection', (r: ServerResponse) => r.destroy(), '连不上'],
])('%s is a failure that says why, and the next try waits longer', async (_, answer, why) => {
  define({ maxMegabytes: 1, timeoutSeconds: 1 });
  answerWith = (_request, response) => answer(response);
  await pullAt('12:00');
  const failed = await state();
  expect(failed).toMatchObject({ outcome: 'failed', failures: 1 });
  expect(failed?.why?.zh).toContain(why);
  expect(failed?.why?.zh).toContain(`${address}/hours.json`);
  expect(JSON.stringify(failed?.why)).not.toContain('token=abc');
  expect([await pullAt('12:01'), await pullAt('12:02'), await pullAt('12:03')]).toEqual([[`p${day}`], [], [`p${day}`]]);
  expect([(await state())?.failures, asked.length, await stored()]).toEqual([3, 3, []]);
});

test('a variable that is not set is named, and nobody is asked', async () => {
  define({ headers: { Authorization: 'PULL_TOKEN' } });
  await pullAt('12:00');
  expect((await state())?.why?.en).toContain('PULL_TOKEN');
  expect(asked).toEqual([]);
});

test('one that fails does not hold up the others', async () => {
  define();
  pulls = [{ name: 'gone', source: 'json', address: 'gone.json', everyMinutes: 30 }, ...pulls];
  give(hour(40));
  expect(await pullAt('12:00')).toEqual(['gone', `p${day}`]);
  expect(await stored()).toEqual([[1, 0]]);
});

test('a file is read when it was written a while ago, and again when it has changed', async () => {
  define({ address: 'hours.json' });
  const path = join(made.folder, 'hours.json');
  await writeFile(path, hour(40));
  await pullAt('12:00');
  expect((await state())?.why?.zh).toContain('正在写入');
  const longAgo = new Date('2025-03-01T00:00:00Z');
  await utimes(path, longAgo, longAgo);
  await pullAt('12:01');
  expect(await stored()).toEqual([[1, 0]]);
  await pullAt('12:31');
  expect(await state()).toMatchObject({ outcome: 'unchanged' });
  await writeFile(path, hour(4.1));
  await utimes(path, longAgo, longAgo);
  await pullAt('13:01');
  expect(await stored()).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('another address under the same name begins anew', async () => {
  define();
  give(hour(40), { etag: '"v1"' });
  await pullAt('12:00');
  define({ address: `${address}/other.json` });
  expect(await pullAt('12:01')).toEqual([`p${day}`]);
  expect(asked[1]?.['if-none-match']).toBeUndefined();
});
