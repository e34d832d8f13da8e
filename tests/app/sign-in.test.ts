import { once } from 'node:events';
import { connect } from 'node:net';
import { addDemonstrationPeople, DEMONSTRATION_PASSWORD, type Registry } from '@qingshan/app';
import { startServer } from '@qingshan/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyRegistry } from '../registry.ts';
import { PASSWORD, peopleWorkspace, type Answer, type Browser, type People } from './people-support.ts';

let registry: Registry;
let people: People;
let browser: Browser;
/** A town's officer, a new one for each test. */
let zhang = '';
let count = 0;

beforeAll(async () => {
  registry = await emptyRegistry();
});
afterAll(() => registry.close());
beforeEach(async () => {
  people = peopleWorkspace(registry);
  browser = people.browser();
  zhang = `zhang${count++}`;
  await people.add(zhang, 'town', 'mtg-dayu');
});

const codeOf = ({ status, body }: Answer) => `${status} ${String(body['code'])}`;

async function actorOf(of: Browser): Promise<unknown> {
  const { body } = await of.get('/me');
  return body['signedIn'] === true ? body['actor'] : null;
}

describe('a person', () => {
  it('signs in, is known, and signs out', async () => {
    expect(await actorOf(browser)).toBeNull();
    const answer = await browser.signIn(zhang);
    expect(answer).toMatchObject({ status: 200, body: { signedIn: true, pending: null } });
    expect(answer.cookie).toMatch(/HttpOnly/);
    expect(answer.cookie).toMatch(/SameSite=Lax/);
    expect(answer.cookie).not.toMatch(/Secure/);
    expect(await actorOf(browser)).toMatchObject({
      id: zhang,
      role: 'town',
      unit: { id: 'mtg-dayu', name: { zh: '大峪街道' } },
    });
    expect(await actorOf(people.browser())).toBeNull();
    await browser.post('/sign-out');
    expect(await actorOf(browser)).toBeNull();
  });

  it('leaves no token and no password in the registry or the audit', async () => {
    const { cookie } = await browser.signIn(zhang);
    const token = /qingshan-session=([^;]+)/.exec(cookie)?.[1] ?? '?';
    const kept = JSON.stringify([await registry.people.people(), await registry.audits()]);
    expect(token).toHaveLength(43);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(PASSWORD);
    expect(await people.workspace.registry.people.session(token)).toBeNull();
  });

  it('is refused with the same words for a wrong name, a wrong password and a locked account', async () => {
    const wrong = await browser.signIn(zhang, 'wrong');
    const unknown = await browser.signIn('li.si');
    await people.workspace.registry.people.setPerson(zhang, { state: 'disabled' });
    const disabled = await browser.signIn(zhang);
    expect(codeOf(wrong)).toBe('401 sign-in-failed');
    expect([unknown.body, disabled.body]).toEqual([wrong.body, wrong.body]);
  });

  it('is locked out by five failures in a row, for thirty minutes', async () => {
    for (let i = 0; i < 4; i++) await browser.signIn(zhang, 'wrong');
    expect((await browser.signIn(zhang)).status).toBe(200);
    for (let i = 0; i < 5; i++) await browser.signIn(zhang, 'wrong');
    people.clock.set('2026-03-02T08:29');
    expect(codeOf(await people.browser().signIn(zhang))).toBe('401 sign-in-failed');
    // Whoever was at work goes on working.
    expect(await actorOf(browser)).toMatchObject({ id: zhang });
    people.clock.set('2026-03-02T08:30');
    expect((await people.browser().signIn(zhang)).status).toBe(200);
  });

  it('is signed out after 30 idle minutes, and after 12 hours whatever happens', async () => {
    await browser.signIn(zhang);
    people.clock.set('2026-03-02T08:29');
    expect(await actorOf(browser)).not.toBeNull();
    people.clock.set('2026-03-02T08:58');
    expect(await actorOf(browser)).not.toBeNull();
    people.clock.set('2026-03-02T09:28');
    expect(await actorOf(browser)).toBeNull();

    await browser.signIn(zhang);
    for (let minutes = 9 * 60 + 28; minutes < 21 * 60 + 28; minutes += 29) {
      const [h, m] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
      people.clock.set(`2026-03-02T${h}:${m}`);
      expect(await actorOf(browser), `${h}:${m}`).not.toBeNull();
    }
    people.clock.set('2026-03-02T21:28');
    expect(await actorOf(browser)).toBeNull();
  });

  it('loses every session when disabled', async () => {
    await browser.signIn(zhang);
    await people.workspace.registry.people.setPerson(zhang, { state: 'disabled' });
    expect(await actorOf(browser)).toBeNull();
  });

  it('changes the password, which ends the other sessions only', async () => {
    const other = people.browser();
    await Promise.all([browser.signIn(zhang), other.signIn(zhang)]);
    const change = (present: string, next: string) => browser.post('/password', { present, next });
    expect(codeOf(await change('wrong', 'Qing-2026-shan'))).toBe('422 wrong-password');
    expect(codeOf(await change(PASSWORD, 'short'))).toBe('422 bad-password');
    expect(codeOf(await change(PASSWORD, PASSWORD))).toBe('422 bad-password');
    expect((await change(PASSWORD, 'Qing-2026-shan')).status).toBe(200);
    expect(await actorOf(browser)).not.toBeNull();
    expect(await actorOf(other)).toBeNull();
    expect((await other.signIn(zhang)).status).toBe(401);
    expect((await other.signIn(zhang, 'Qing-2026-shan')).status).toBe(200);
  });

  it('is asked for a new password after 90 days, and can do nothing else before', async () => {
    people.clock.set('2026-05-31T07:59');
    expect((await browser.signIn(zhang)).body).toMatchObject({ pending: null });
    people.clock.set('2026-05-31T08:00');
    expect((await browser.signIn(zhang)).body).toMatchObject({ pending: 'password' });
    expect(codeOf(await browser.get('/methods'))).toBe('403 password-change-needed');
    await browser.post('/password', { present: PASSWORD, next: 'Qing-2026-shan' });
    expect((await browser.get('/me')).body).toMatchObject({ pending: null });
  });
});

describe('a first sign-in', () => {
  it('with a generated password must change it', async () => {
    await people.add('admin', 'administrator');
    await browser.signIn('admin');
    const input = { id: 'li.si', name: '李四（测试）', role: 'auditor', unit: null };
    const { body } = await browser.post('/people', input);
    const password = String(body['password']);
    const li = people.browser();
    expect((await li.signIn('li.si', password)).body).toMatchObject({ pending: 'password' });
    expect(codeOf(await li.get('/audit'))).toBe('403 password-change-needed');
    await li.post('/password', { present: password, next: 'Qing-2026-shan' });
    expect((await li.get('/audit')).status).toBe(200);
    // A reset does the same again, and ends what was open.
    const reset = await browser.post('/people/li.si/password');
    expect(await actorOf(li)).toBeNull();
    expect((await li.signIn('li.si', String(reset.body['password']))).body).toMatchObject({ pending: 'password' });
  });
});

describe('a request from another site', () => {
  beforeEach(async () => {
    await browser.signIn(zhang);
  });

  it.each([
    [{ Origin: 'https://evil.example' }],
    [{ Origin: 'null' }],
    [{ Origin: 'http://localhost', 'Sec-Fetch-Site': 'cross-site' }],
    [{ Origin: 'http://localhost:8080' }],
  ])('%o is refused, and changes nothing', async (headers) => {
    expect(codeOf(await browser.post('/sign-out', undefined, headers))).toBe('403 foreign-origin');
    expect(await actorOf(browser)).not.toBeNull();
  });

  it('is told by the public address where there is one', async () => {
    const behind = peopleWorkspace(registry, { settings: { publicUrl: 'https://qingshan.example' } });
    const proxied = behind.browser();
    const answer = await proxied.post(
      '/sign-in',
      { person: zhang, password: PASSWORD },
      { Origin: 'https://qingshan.example' },
    );
    expect(answer.status).toBe(200);
    expect(answer.cookie).toMatch(/Secure/);
  });
});

describe('guessing', () => {
  it('is slowed down by address, whatever the names', async () => {
    for (let i = 0; i < 20; i++) expect((await browser.signIn(`nobody${i}`)).status).toBe(401);
    expect(codeOf(await browser.signIn('nobody'))).toBe('429 too-many-attempts');
    people.clock.set('2026-03-02T08:10');
    expect((await browser.signIn('nobody')).status).toBe(401);
  });
});

describe('who may read a workspace', () => {
  it.each([
    [{ demonstration: true }, 200],
    [{ settings: { publicBoard: true } }, 200],
    [{}, 401],
  ])('%o: without signing in %d', async (options, status) => {
    const workspace = peopleWorkspace(registry, options);
    expect((await workspace.browser().post('/methods/none/calculations', {})).status === 401).toBe(status === 401);
    expect((await workspace.browser().get('/policy')).status).toBe(200);
    expect(codeOf(await workspace.browser().get('/people'))).toBe('401 sign-in-needed');
  });
});

describe('demonstration accounts', () => {
  it('are one for each role that can sign in, say that they are, and need no password in the browser', async () => {
    const demonstration = peopleWorkspace(registry, { demonstration: true });
    expect(await addDemonstrationPeople(demonstration.workspace)).toBe(8);
    expect(await addDemonstrationPeople(demonstration.workspace)).toBe(0);
    const { body } = await demonstration.browser().get('/me');
    const { demonstration: ways } = body['ways'] as { demonstration: { id: string; name: string; role: string }[] };
    expect(ways.map((w) => w.role)).toEqual([
      'plan-office',
      'department',
      'town',
      'analyst',
      'inspector',
      'leader',
      'auditor',
      'administrator',
    ]);
    for (const { id, name } of ways) {
      expect(name).toMatch(/演示/);
      const visitor = demonstration.browser();
      await visitor.post('/sign-in/demonstration', { person: id });
      expect(await actorOf(visitor)).toMatchObject({ id });
    }
    expect((await demonstration.browser().signIn('demo.town', DEMONSTRATION_PASSWORD)).status).toBe(200);
  });

  it('are not made outside a demonstration, nor is anybody let in that way', async () => {
    expect(await addDemonstrationPeople(people.workspace)).toBe(0);
    const answer = await browser.post('/sign-in/demonstration', { person: zhang });
    expect(codeOf(answer)).toBe('401 sign-in-failed');
  });

  it('are not served to the network unless that is asked for', async () => {
    const options = { ...people.workspace, host: '0.0.0.0', port: 0, demonstration: true };
    await expect(startServer(people.application, options)).rejects.toMatchObject({ code: 'demonstration-exposed' });
    const running = await startServer(people.application, { ...options, exposeDemonstration: true });
    expect((await fetch(running.url.replace('0.0.0.0', '127.0.0.1'))).status).toBeLessThan(500);
    await running.stop();
  });
});

describe('a server that stops', () => {
  it('answers who was just asking, then lets them go', async () => {
    const running = await startServer(people.application, {
      ...people.workspace,
      host: '127.0.0.1',
      port: 0,
      demonstration: true,
    });
    const socket = connect(Number(new URL(running.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (part: Buffer) => (answer += part.toString()));
    socket.write('GET /api/openapi.json HTTP/1.1\r\n');
    await once(socket, 'ready');
    const probe = await fetch(`${running.url}/api/openapi.json`);
    await probe.text();
    const stopped = running.stop();
    socket.write('Host: localhost\r\n\r\n');
    await Promise.all([stopped, once(socket, 'close')]);
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
  });
});
