import { createHmac } from 'node:crypto';
import { sealStored, secretBox, type Registry } from '@qingshan/app';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyRegistry } from '../registry.ts';
import { PASSWORD, peopleWorkspace, type Browser, type People } from './people-support.ts';
import { OPERATOR } from './support.ts';

let registry: Registry;
let people: People;
let browser: Browser;
/** New ones for each test */
let [admin, zhang, count] = ['', '', 0];

beforeAll(async () => {
  registry = await emptyRegistry();
});
afterAll(() => registry.close());
beforeEach(async () => {
  people = peopleWorkspace(registry, { settings: { signIn: { secondFactor: ['administrator'] } } });
  [admin, zhang, count] = [`admin${count}`, `zhang${count}`, count + 1];
  await people.add(admin, 'administrator');
  await people.add(zhang, 'town', 'mtg-dayu');
  browser = people.browser();
});

/** An authenticator app of our own, after RFC 6238; `text` in Beijing time. */
function codeAt(secret: string, text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
  const message = Buffer.alloc(8);
  message.writeUInt32BE(Math.floor(Date.parse(`${text}:00+08:00`) / 30_000), 4);
  const mac = createHmac('sha1', key).update(message).digest();
  const offset = (mac[19] ?? 0) % 16;
  return String((mac.readUInt32BE(offset) % 2 ** 31) % 1_000_000).padStart(6, '0');
}

async function setUp(of = browser): Promise<string> {
  const { body } = await of.post('/second-factor');
  const secret = String(body['secret']);
  await of.post('/second-factor/confirmation', { code: codeAt(secret, '2026-03-02T08:00') });
  return secret;
}

describe('a second factor', () => {
  it('is asked for once it has been confirmed by a code', async () => {
    await browser.signIn(zhang);
    const begun = await browser.post('/second-factor');
    const secret = String(begun.body['secret']);
    expect((await people.browser().signIn(zhang)).status).toBe(200);
    const wrong = await browser.post('/second-factor/confirmation', { code: '000000' });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'wrong-code' } });
    const code = codeAt(secret, '2026-03-02T08:00');
    expect((await browser.post('/second-factor/confirmation', { code })).body).toMatchObject({ secondFactor: true });

    people.clock.set('2026-03-02T08:01');
    const other = people.browser();
    expect((await other.signIn(zhang)).body).toMatchObject({ code: 'second-factor-needed' });
    expect((await other.signIn(zhang, PASSWORD, '000000')).body).toMatchObject({ code: 'sign-in-failed' });
    const next = codeAt(secret, '2026-03-02T08:01');
    expect((await other.signIn(zhang, 'wrong', next)).body).toMatchObject({ code: 'sign-in-failed' });
    expect((await other.signIn(zhang, PASSWORD, next)).status).toBe(200);
  });

  it('takes each code once', async () => {
    await browser.signIn(zhang);
    const secret = await setUp();
    const used = codeAt(secret, '2026-03-02T08:00');
    expect((await people.browser().signIn(zhang, PASSWORD, used)).status).toBe(401);
    people.clock.set('2026-03-02T08:01');
    const next = codeAt(secret, '2026-03-02T08:01');
    expect((await people.browser().signIn(zhang, PASSWORD, next)).status).toBe(200);
    expect((await people.browser().signIn(zhang, PASSWORD, next)).status).toBe(401);
  });

  it('that guesses codes is locked out', async () => {
    await browser.signIn(zhang);
    const secret = await setUp();
    for (let i = 0; i < 5; i++) await people.browser().signIn(zhang, PASSWORD, '000000');
    people.clock.set('2026-03-02T08:01');
    const right = codeAt(secret, '2026-03-02T08:01');
    expect((await people.browser().signIn(zhang, PASSWORD, right)).status).toBe(401);
  });

  it('is removed with the password, or by an administrator for a lost phone', async () => {
    await browser.signIn(zhang);
    await setUp();
    expect((await browser.post('/second-factor/removal', { present: 'wrong' })).status).toBe(422);
    await browser.post('/second-factor/removal', { present: PASSWORD });
    expect((await people.browser().signIn(zhang)).status).toBe(200);
  });

  it('must be set up first in a role that needs one', async () => {
    const signedIn = await browser.signIn(admin);
    expect(signedIn.body).toMatchObject({ pending: 'second-factor' });
    expect(await browser.get('/people')).toMatchObject({ status: 403, body: { code: 'second-factor-setup-needed' } });
    await setUp();
    expect((await browser.get('/people')).status).toBe(200);
    const town = people.browser();
    await town.signIn(zhang);
    await setUp(town);
    expect((await people.browser().signIn(zhang)).body).toMatchObject({ code: 'second-factor-needed' });
    await browser.patch(`/people/${zhang}`, { secondFactor: false });
    expect((await people.browser().signIn(zhang)).status).toBe(200);
  });

  it('has a secret that does not stand in the registry', async () => {
    await browser.signIn(zhang);
    const begun = await browser.post('/second-factor');
    const secret = String(begun.body['secret']);
    const stored = async () => JSON.stringify(await registry.people.person(zhang));
    expect(await stored()).toContain('"newSecret":"sealed:');
    expect(await stored()).not.toContain(secret);
    await browser.post('/second-factor/confirmation', { code: codeAt(secret, '2026-03-02T08:00') });
    expect(await stored()).toContain('"secret":"sealed:');
    expect(await stored()).not.toContain(secret);
  });

  it('that was stored before there was a key is sealed and goes on', async () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    await registry.people.setPerson(zhang, { secret, newSecret: secret });
    await registry.people.setPerson(admin, { newSecret: secret });
    expect(await sealStored(registry.people, people.workspace.secrets)).toBe(2);
    for (const id of [zhang, admin]) expect(JSON.stringify(await registry.people.person(id))).not.toContain(secret);
    expect(await sealStored(registry.people, people.workspace.secrets)).toBe(0);
    expect((await browser.signIn(zhang)).body).toMatchObject({ code: 'second-factor-needed' });
    expect((await browser.signIn(zhang, PASSWORD, codeAt(secret, '2026-03-02T08:00'))).status).toBe(200);
  });

  it('that was sealed with another key says so, and can be removed', async () => {
    const secret = secretBox(Buffer.alloc(32, 9)).seal('JBSWY3DPEHPK3PXP', zhang);
    await registry.people.setPerson(zhang, { secret });
    const unreadable = await browser.signIn(zhang, PASSWORD, '000000');
    expect(unreadable).toMatchObject({ status: 500, body: { code: 'secret-unreadable' } });
    await people.application.as(OPERATOR).changePerson(zhang, { secondFactor: false });
    expect((await browser.signIn(zhang)).status).toBe(200);
  });
});
