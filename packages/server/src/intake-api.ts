import { randomUUID } from 'node:crypto';
import { MOST_MEGABYTES, type ApplicationFor, type IntakeKeyRecord } from '@qingshan/app';
import { QingshanError, type Moment } from '@qingshan/kernel';
import { bodyLimit } from 'hono/body-limit';
import type { Api, ServerOptions } from './environment.ts';
import { intakeRoutes as routes } from './intake-routes.ts';

const PER_MINUTE = 60;
const MINUTE = 60;

/** @throws QingshanError `too-many-deliveries` when a key has sent so many in this minute */
function rateLimit(now: () => Moment): (key: string) => void {
  const seen = new Map<string, { readonly since: Moment; readonly count: number }>();
  return (key) => {
    const at = now();
    const known = seen.get(key);
    const window = known && at - known.since < MINUTE ? known : { since: at, count: 0 };
    if (window.count >= PER_MINUTE) {
      const seconds = window.since + MINUTE - at;
      throw new QingshanError('too-many-deliveries', { most: PER_MINUTE, seconds });
    }
    seen.set(key, { ...window, count: window.count + 1 });
  };
}

/** @throws QingshanError `not-for-key` */
function checkSource({ sources }: IntakeKeyRecord, source: string): void {
  if (sources.includes(source)) return;
  throw new QingshanError('not-for-key', { what: { zh: `来源 ${source}`, en: `the source ${source}` } });
}

/** Keys for sending data, and what is sent with them. A key is looked at here and nowhere else, so it opens nothing else. */
export function addIntake(api: Api, application: ApplicationFor, { clock }: ServerOptions): void {
  const count = rateLimit(() => clock.now());
  const running = new Set<string>();

  api.openapi(routes.intakeDoors, async (c) => c.json(await c.var.application.intakeDoors(), 200));
  api.openapi(routes.intakeKeys, async (c) => c.json(await c.var.application.intakeKeys(), 200));
  api.openapi(routes.addIntakeKey, async (c) => c.json(await c.var.application.addIntakeKey(c.req.valid('json')), 200));
  api.openapi(routes.revokeIntakeKey, async (c) => {
    await c.var.application.revokeIntakeKey(c.req.valid('param').id);
    return c.json({ done: true } as const, 200);
  });

  api.use(
    '/intake/:source',
    bodyLimit({
      maxSize: MOST_MEGABYTES * 2 ** 20,
      onError: () => {
        throw new QingshanError('too-large', { limit: MOST_MEGABYTES });
      },
    }),
  );
  api.openapi(routes.deliver, async (c) => {
    const bearer = /^Bearer (\S+)$/.exec(c.req.header('Authorization') ?? '')?.[1];
    const key = bearer === undefined ? null : await application.intakeKey(bearer);
    if (!key) throw new QingshanError('key-needed');
    count(key.id);
    const { source } = c.req.valid('param');
    checkSource(key, source);
    const origin = `key:${key.id}`;
    const token = c.req.valid('header')['idempotency-key'] ?? randomUUID();
    const one = `${origin} ${token}`;
    if (running.has(one)) throw new QingshanError('delivery-running', { token });
    running.add(one);
    try {
      const file = c.req.valid('query').name ?? source;
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const by = application.as({ id: origin, name: key.name, role: 'system', unit: null });
      const answer = await by.deliver({ origin, token, source, file, bytes, sites: key.sites });
      return c.json(answer, answer.refused ? 422 : 200);
    } finally {
      running.delete(one);
    }
  });
}
