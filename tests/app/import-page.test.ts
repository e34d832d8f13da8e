import { addDemonstrationPeople, createApplication } from '@qingshan/app';
import { createServer } from '@qingshan/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

const HEAD = '点位,监测项目,结束时间,监测值,单位';
const HOURS = [HEAD, '门头沟双峪,PM2.5,2024-03-02 01:00,31,ug/m3', '门头沟双峪,PM2.5,2024-03-02 02:00,33,ug/m3'].join(
  '\n',
);

let made: TestWorkspace;
let server: ReturnType<typeof createServer>;
beforeAll(async () => {
  made = await testWorkspace(true, '2026-01-01T08:00');
  await addDemonstrationPeople(made.workspace);
  server = createServer(createApplication(made.workspace), { ...made.workspace, version: 'test' });
});
afterAll(() => made.remove());

async function cookieOf(person: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ person });
  const answer = await server.request('http://localhost/api/v1/sign-in/demonstration', {
    method: 'POST',
    headers,
    body,
  });
  expect(answer.status).toBe(200);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function send(path: string, body: string, cookie = '') {
  const headers = { cookie, 'content-type': 'application/octet-stream' };
  const answer = await server.request(`http://localhost/api/v1${path}`, { method: 'POST', headers, body });
  return { status: answer.status, body: await answer.json() };
}

describe('a file that somebody chooses', () => {
  test('is previewed without storing anything, stored once, and taken back', async () => {
    const analyst = await cookieOf('demo.analyst');
    const path = '/observation-imports/table';
    const seen = await send(`${path}/preview?name=a.csv`, HOURS, analyst);
    const counts = { values: 2, added: 2, corrected: 0, unchanged: 0 };
    expect(seen).toMatchObject({ status: 200, body: { ...counts, refused: false, found: 0, batch: null } });
    expect((await send(`${path}/preview?name=a.csv`, HOURS, analyst)).body).toEqual(seen.body);

    const stored = await send(`${path}?name=a.csv`, HOURS, analyst);
    expect(stored.body).toMatchObject({ ...counts, file: 'a.csv', batch: expect.any(Number) });
    const again = await send(`${path}?name=a.csv`, HOURS, analyst);
    expect(again.body).toMatchObject({ added: 0, corrected: 0, unchanged: 2, batch: null });

    expect((await send(`/batches/${stored.body.batch}/undo`, '', analyst)).status).toBe(200);
    expect((await send(`${path}/preview?name=a.csv`, HOURS, analyst)).body).toMatchObject(counts);
    const [row] = await made.workspace.registry.audits({ action: 'import', last: 1 });
    expect(row).toMatchObject({ actor: 'demo.analyst' });
  });

  test('that is wrong is refused with row and reason, and nothing of it is stored', async () => {
    const analyst = await cookieOf('demo.analyst');
    const wrong = `${HOURS.replaceAll('2024-03-02', '2024-03-05')}\n门头沟双峪,PM2.5,2024-03-05 03:00,31,mg`;
    const seen = await send('/observation-imports/table/preview?name=b.csv', wrong, analyst);
    expect(seen.body).toMatchObject({
      refused: true,
      found: 2,
      findings: [{ code: 'rows-refused' }, { code: 'wrong-unit', severity: 'refused', row: 4, column: 'E' }],
    });
    const stored = await send('/observation-imports/table?name=b.csv', wrong, analyst);
    expect(stored).toMatchObject({ status: 422, body: { code: 'bad-file' } });
    const strange = await send('/observation-imports/nothing?name=b.csv', HOURS, analyst);
    expect(strange).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  test.each(['demo.leader', 'demo.town'])('is not taken from %s, nor from whom nobody knows', async (person) => {
    const path = '/observation-imports/table?name=a.csv';
    expect((await send(path, HOURS, await cookieOf(person))).status).toBe(403);
    expect((await send(path, HOURS)).status).toBe(401);
  });
});
