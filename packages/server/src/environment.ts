import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Application, Clock, Settings } from '@qingshan/app';
import { isIP } from 'node:net';
import type { Operations } from './operations/operations.ts';

/** What every request carries: the use cases as whoever sent it, and the token of their session. */
export interface Environment {
  Bindings: Partial<HttpBindings>;
  Variables: { application: Application; token: string | null };
}

export type Api = OpenAPIHono<Environment>;

export interface ServerOptions {
  readonly version: string;
  readonly settings: Settings;
  readonly clock: Clock;
  /** The address that is listened on; a loopback address unless said otherwise */
  readonly host?: string;
  /** Of the client at the system that identifies people, where one is set */
  readonly oidcSecret?: string | undefined;
  /** Absent: no store is asked whether it is there, and there are no metrics */
  readonly operations?: Operations;
  /** Ends the streams of those who listen, so that a stopping server need not wait for them */
  readonly stopping?: AbortSignal;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
