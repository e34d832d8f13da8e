import { SYSTEM } from '@qingshan/campaign';
import type { ApplicationFor } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as client from 'openid-client';
import { z } from 'zod';
import { isLoopback, type Api, type Environment, type ServerOptions } from './environment.ts';
import { isSecure, keepToken } from './sessions.ts';

/** Signing in through the city's or the district's own system: OpenID Connect, authorization code with PKCE. */

const START = '/sign-in/oidc';
const COOKIE = 'qingshan-oidc';
const MINUTES = 10;

const checksSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

/** Finds the other system once; asks again only after a failure. */
function configurationOf({ settings: { oidc }, oidcSecret }: ServerOptions): () => Promise<client.Configuration> {
  let found: Promise<client.Configuration> | null = null;
  return async () => {
    if (!oidc) throw new QingshanError('not-found', { what: { zh: '统一身份认证', en: 'single sign-on' }, id: '' });
    const issuer = new URL(oidc.issuer);
    // Without encryption only to a stand-in on this machine.
    const execute = isLoopback(issuer.hostname) ? [client.allowInsecureRequests] : [];
    const authentication = oidcSecret === undefined ? client.None() : client.ClientSecretBasic(oidcSecret);
    found ??= client.discovery(issuer, oidc.clientId, undefined, authentication, { execute });
    return found.catch((error: unknown) => {
      found = null;
      throw error;
    });
  };
}

/** The address at which browsers come back. */
function callbackOf(c: Context, { settings }: ServerOptions): URL {
  return new URL(`/api/v1${START}/callback`, settings.publicUrl ?? c.req.url);
}

async function start(c: Context<Environment>, options: ServerOptions, configuration: client.Configuration) {
  const checks = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  };
  setCookie(c, COOKIE, Buffer.from(JSON.stringify(checks)).toString('base64url'), {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c, options.settings),
    path: `/api/v1${START}`,
    maxAge: MINUTES * 60,
  });
  const to = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(c, options).href,
    scope: 'openid profile',
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: 'S256',
  });
  return c.redirect(to.href);
}

/** The user name that the other system vouches for. */
async function identify(
  c: Context<Environment>,
  options: ServerOptions,
  configuration: client.Configuration,
): Promise<string> {
  const kept = Buffer.from(getCookie(c, COOKIE) ?? '', 'base64url').toString();
  const checks = checksSchema.parse(JSON.parse(kept === '' ? 'null' : kept));
  deleteCookie(c, COOKIE, { path: `/api/v1${START}` });
  const current = callbackOf(c, options);
  current.search = new URL(c.req.url).search;
  const tokens = await client.authorizationCodeGrant(configuration, current, {
    pkceCodeVerifier: checks.verifier,
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    idTokenExpected: true,
  });
  return z.string().parse(tokens.claims()?.[options.settings.oidc?.claim ?? 'sub']);
}

/** Back to the sign-in page, which says what went wrong; the cause is for whoever runs the server. */
function fail(c: Context, why: 'sso' | 'account', error: unknown): Response {
  if (why === 'sso') console.error('Single sign-on failed:', error);
  return c.redirect(`/sign-in?failed=${why}`);
}

export function addOidc(api: Api, application: ApplicationFor, options: ServerOptions): void {
  const configuration = configurationOf(options);
  api.get(START, async (c) => {
    try {
      return await start(c, options, await configuration());
    } catch (error) {
      return fail(c, 'sso', error);
    }
  });
  api.get(`${START}/callback`, async (c) => {
    try {
      const person = await identify(c, options, await configuration());
      const { token } = await application.as(SYSTEM).signInVerified(person);
      keepToken(c, token, options.settings);
      return c.redirect('/');
    } catch (error) {
      return fail(c, error instanceof QingshanError && error.code === 'sso-failed' ? 'account' : 'sso', error);
    }
  });
}
