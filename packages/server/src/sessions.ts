import { PUBLIC } from '@qingshan/campaign';
import type { ApplicationFor, Settings } from '@qingshan/app';
import { QingshanError, type Moment } from '@qingshan/kernel';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Environment } from './environment.ts';

const COOKIE = 'qingshan-session';
const HOUR = 3600;

/** Whether browsers reach this server by https, be it here or at a proxy. */
export function isSecure(c: Context, { publicUrl }: Pick<Settings, 'publicUrl'>): boolean {
  return new URL(publicUrl ?? c.req.url).protocol === 'https:';
}

export function keepToken(c: Context<Environment>, token: string, settings: Settings): void {
  setCookie(c, COOKIE, token, {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(c, settings),
    path: '/',
    maxAge: settings.signIn.hours * HOUR,
  });
}

export function dropToken(c: Context<Environment>): void {
  deleteCookie(c, COOKIE, { path: '/' });
}

/** Gives every request the use cases of whoever sent it; without a live session that is the public. */
export function withSession(application: ApplicationFor): MiddlewareHandler<Environment> {
  return async (c, next) => {
    const token = getCookie(c, COOKIE) ?? null;
    const session = token === null ? null : await application.session(token);
    c.set('token', session ? token : null);
    c.set('application', application.of(session ?? { actor: PUBLIC, pending: null }));
    // What one person may see must not stay in a cache for the next.
    c.header('Cache-Control', 'no-store');
    await next();
  };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site asks a browser for. Browsers say where a request comes from; programs that do not
 * have no cookie that they did not put there themselves.
 *
 * @throws QingshanError `foreign-origin`
 */
export function sameOrigin({ publicUrl }: Pick<Settings, 'publicUrl'>): MiddlewareHandler<Environment> {
  return async (c, next) => {
    if (!SAFE.has(c.req.method)) {
      const own = [new URL(c.req.url).host, ...(publicUrl === null ? [] : [new URL(publicUrl).host])];
      const origin = c.req.header('Origin');
      const site = c.req.header('Sec-Fetch-Site');
      const isOwn = origin === undefined ? true : URL.canParse(origin) && own.includes(new URL(origin).host);
      if (!isOwn || (site !== undefined && site !== 'same-origin' && site !== 'none')) {
        throw new QingshanError('foreign-origin');
      }
    }
    await next();
  };
}

export interface FailureLimit {
  /** @throws QingshanError `too-many-attempts` */
  check(address: string): void;
  count(address: string): void;
}

/** Counts failed sign-ins by address in windows of `seconds`; successes cost nothing. */
export function limitFailures(most: number, seconds: number, now: () => Moment): FailureLimit {
  const failures = new Map<string, { since: Moment; count: number }>();
  return {
    check(address) {
      const seen = failures.get(address);
      if (!seen || seen.count < most) return;
      const left = seen.since + seconds - now();
      if (left > 0) throw new QingshanError('too-many-attempts', { seconds: left });
      failures.delete(address);
    },
    count(address) {
      const at = now();
      for (const [key, { since }] of failures) if (at - since >= seconds) failures.delete(key);
      const seen = failures.get(address) ?? { since: at, count: 0 };
      failures.set(address, { ...seen, count: seen.count + 1 });
    },
  };
}
