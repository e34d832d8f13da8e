import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';

/** What may be known of a request: nothing of who sent it, of its path or of its query. */
export interface Answered {
  /** The answer carries it too, so that its line in the log is found. */
  readonly id: string;
  readonly method: string;
  /** `/api/v1/targets/:id` */
  readonly route: string;
  readonly status: number;
  /** Until the answer began */
  readonly seconds: number;
}

/** Tells of every request when it is answered. */
export function eachRequest(answered: (request: Answered) => void): MiddlewareHandler {
  return async (c, next) => {
    const id = randomUUID();
    const begun = performance.now();
    await next();
    c.res.headers.set('X-Request-Id', id);
    // After `next` that is the route that answered.
    const route = routePath(c);
    answered({ id, method: c.req.method, route, status: c.res.status, seconds: (performance.now() - begun) / 1000 });
  };
}
