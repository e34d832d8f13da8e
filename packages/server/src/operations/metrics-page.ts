import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context, Handler } from 'hono';
import { isLoopback } from '../environment.ts';
import type { Operations } from './operations.ts';
import { asText, TEXT_FORMAT } from './text-format.ts';

/** Set by proxies: the request comes from further away than it seems. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

interface Bound {
  Bindings: Partial<HttpBindings>;
}

function isFromHere(c: Context<Bound>): boolean {
  const address = c.env?.incoming?.socket.remoteAddress?.replace(/^::ffff:/, '');
  return address !== undefined && isLoopback(address) && FORWARDED.every((name) => c.req.header(name) === undefined);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function hasToken(c: Context<Bound>, token: string | undefined): boolean {
  if (token === undefined) return false;
  return timingSafeEqual(hash(c.req.header('authorization') ?? ''), hash(`Bearer ${token}`));
}

/** The figures for Prometheus, to this machine only, or to whoever has the token. */
export function metricsPage(operations: Operations): Handler<Bound> {
  return async (c) => {
    if (!isFromHere(c) && !hasToken(c, operations.token)) {
      return c.text(
        '只答复本机；其他机器请带 QINGSHAN_METRICS_TOKEN。\nFor this machine only; others send QINGSHAN_METRICS_TOKEN as bearer.\n',
        403,
      );
    }
    return c.body(asText(await operations.families()), 200, {
      'content-type': TEXT_FORMAT,
      'cache-control': 'no-store',
    });
  };
}
