import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Registry } from '@qingshan/app';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyRegistry } from '../registry.ts';
import { peopleWorkspace, type Browser, type People } from './people-support.ts';

/** A stand-in for the city's sign-in system: OpenID Connect with the authorization code flow and PKCE, on loopback. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const asked = new Map<string, { challenge: string; nonce: string }>();
let server: Server;
let issuer = '';
/** Whom the stand-in vouches for, and what it gets wrong */
let standIn = { user: 'zhang.san', nonce: '', audience: 'qingshan' };

function idToken(nonce: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, sub: '42', aud: standIn.audience, iat: now, exp: now + 60, nonce };
  const signed = `${part({ alg: 'RS256', kid: 'k' })}.${part({ ...claims, preferred_username: standIn.user })}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

/** What the token endpoint answers: only for a code of its own, the right verifier and the client's secret. */
function tokens(body: URLSearchParams, authorization: string | undefined): [number, unknown] {
  const code = asked.get(body.get('code') ?? '');
  const challenge = createHash('sha256')
    .update(body.get('code_verifier') ?? '')
    .digest('base64url');
  // Both halves come form-encoded (RFC 6749 2.3.1).
  const given = Buffer.from(authorization?.slice(6) ?? '', 'base64')
    .toString()
    .split(':')
    .map(decodeURIComponent);
  if (!code || code.challenge !== challenge || given.join(':') !== 'qingshan:client-secret')
    return [400, { error: 'invalid_grant' }];
  asked.delete(body.get('code') ?? '');
  const id = idToken(standIn.nonce === '' ? code.nonce : standIn.nonce);
  return [200, { access_token: 'a', token_type: 'bearer', expires_in: 60, id_token: id }];
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (url.pathname === '/.well-known/openid-configuration') {
      return json(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (url.pathname === '/jwks') {
      return json(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] });
    }
    return void text(request).then((body) => json(...tokens(new URLSearchParams(body), request.headers.authorization)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  issuer = `http://127.0.0.1:${port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

let registry: Registry;
let people: People;
let browser: Browser;

beforeAll(async () => {
  registry = await emptyRegistry();
  people = workspace();
  await people.application.as({ id: 'system', name: '系统', role: 'system', unit: null }).addPerson({
    id: 'zhang.san',
    name: '张三（测试）',
    role: 'town',
    unit: 'mtg-dayu',
    localPassword: false,
  });
});
afterAll(() => registry.close());
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
  standIn = { user: 'zhang.san', nonce: '', audience: 'qingshan' };
  people = workspace();
  browser = people.browser();
});

function workspace(): People {
  const oidc = { issuer, clientId: 'qingshan', label: '市统一身份认证' };
  return peopleWorkspace(registry, { settings: { oidc } });
}

/** What a browser does at the stand-in: the person agrees, and is sent back with a code. */
function agree(location: string): string {
  const { searchParams } = new URL(location);
  const code = randomBytes(8).toString('hex');
  const [challenge, nonce] = [searchParams.get('code_challenge') ?? '', searchParams.get('nonce') ?? ''];
  asked.set(code, { challenge, nonce });
  return `/sign-in/oidc/callback?code=${code}&state=${searchParams.get('state') ?? ''}`;
}

async function signInThere(by: Browser): Promise<string | null> {
  const { location } = await by.get('/sign-in/oidc');
  return (await by.get(agree(location ?? ''))).location;
}

const isSignedIn = async (by: Browser) => (await by.get('/me')).body['signedIn'];

describe('single sign-on', () => {
  it('is offered, asks with state, nonce and PKCE, and signs in the person of that name', async () => {
    expect((await browser.get('/me')).body['ways']).toMatchObject({ oidc: { label: '市统一身份认证' } });
    const { location } = await browser.get('/sign-in/oidc');
    const { origin, searchParams } = new URL(location ?? '');
    expect(origin).toBe(issuer);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: 'qingshan',
      redirect_uri: 'http://localhost/api/v1/sign-in/oidc/callback',
      code_challenge_method: 'S256',
    });
    expect((await browser.get(agree(location ?? ''))).location).toBe('/');
    const { body } = await browser.get('/me');
    expect(body).toMatchObject({ signedIn: true, pending: null, actor: { id: 'zhang.san', role: 'town' } });
    const audits = await registry.audits({ action: 'sign-in-sso' });
    expect(audits.at(-1)).toMatchObject({ actor: 'zhang.san', subject: 'person:zhang.san' });
  });

  it('lets nobody in who has no account here, or a disabled one', async () => {
    standIn.user = 'li.si';
    expect(await signInThere(browser)).toBe('/sign-in?failed=account');
    standIn.user = 'zhang.san';
    await registry.people.setPerson('zhang.san', { state: 'disabled' });
    expect(await signInThere(browser)).toBe('/sign-in?failed=account');
    await registry.people.setPerson('zhang.san', { state: 'active' });
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('lets nobody in with a password who has none', async () => {
    expect((await browser.signIn('zhang.san', 'anything')).status).toBe(401);
  });

  it.each([
    ['a token for another question', () => (standIn.nonce = 'other')],
    ['a token for another program', () => (standIn.audience = 'other')],
  ])('refuses %s', async (_, spoil) => {
    spoil();
    expect(await signInThere(browser)).toBe('/sign-in?failed=sso');
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('refuses an answer that another browser asked for', async () => {
    const { location } = await browser.get('/sign-in/oidc');
    const other = people.browser();
    expect((await other.get(agree(location ?? ''))).location).toBe('/sign-in?failed=sso');
    await other.get('/sign-in/oidc');
    expect((await other.get(agree(location ?? ''))).location).toBe('/sign-in?failed=sso');
    expect(await isSignedIn(other)).toBe(false);
  });

  it('is not there where none is set', async () => {
    const without = peopleWorkspace(registry).browser();
    expect((await without.get('/me')).body['ways']).toMatchObject({ oidc: null });
    expect((await without.get('/sign-in/oidc')).location).toBe('/sign-in?failed=sso');
  });
});
