import type { ApplicationFor, NewSession } from '@qingshan/app';
import { PUBLIC } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { Context } from 'hono';
import type { Api, Environment, ServerOptions } from './environment.ts';
import { peopleRoutes as routes } from './people-routes.ts';
import { dropToken, keepToken, limitFailures } from './sessions.ts';

const FAILURES = 20;
const WINDOW = 600;

function addressOf(c: Context<Environment>): string {
  return c.env?.incoming?.socket.remoteAddress ?? 'unknown';
}

/** Signing in and out, one's own account, people and the audit. */
export function addPeople(api: Api, application: ApplicationFor, { settings, clock }: ServerOptions): void {
  const limit = limitFailures(FAILURES, WINDOW, () => clock.now());

  async function enter(c: Context<Environment>, signIn: () => Promise<NewSession>) {
    const address = addressOf(c);
    limit.check(address);
    const { token } = await signIn().catch((error: unknown) => {
      if (error instanceof QingshanError && error.code === 'sign-in-failed') limit.count(address);
      throw error;
    });
    keepToken(c, token, settings);
    const session = await application.session(token);
    return application.of(session ?? { actor: PUBLIC, pending: null }).me();
  }

  /** Who acts, after a change of their account. */
  async function meNow(c: Context<Environment>) {
    const session = c.var.token === null ? null : await application.session(c.var.token);
    return application.of(session ?? { actor: PUBLIC, pending: null }).me();
  }

  api.openapi(routes.me, async (c) => c.json(await c.var.application.me(), 200));
  api.openapi(routes.policy, async (c) => c.json(await c.var.application.policy(), 200));
  api.openapi(routes.signIn, async (c) =>
    c.json(await enter(c, () => c.var.application.signIn(c.req.valid('json'))), 200),
  );
  api.openapi(routes.signInDemonstration, async (c) =>
    c.json(await enter(c, () => c.var.application.signInDemonstration(c.req.valid('json').person)), 200),
  );
  api.openapi(routes.signOut, async (c) => {
    if (c.var.token !== null) await c.var.application.signOut(c.var.token);
    dropToken(c);
    return c.json(await application.as(PUBLIC).me(), 200);
  });
  api.openapi(routes.changePassword, async (c) => {
    await c.var.application.changePassword(c.req.valid('json'), c.var.token);
    return c.json(await meNow(c), 200);
  });
  api.openapi(routes.beginSecondFactor, async (c) => c.json(await c.var.application.beginSecondFactor(), 200));
  api.openapi(routes.confirmSecondFactor, async (c) => {
    await c.var.application.confirmSecondFactor(c.req.valid('json').code);
    return c.json(await meNow(c), 200);
  });
  api.openapi(routes.removeSecondFactor, async (c) => {
    await c.var.application.removeSecondFactor(c.req.valid('json').present);
    return c.json(await meNow(c), 200);
  });
  api.openapi(routes.people, async (c) => c.json(await c.var.application.people(), 200));
  api.openapi(routes.addPerson, async (c) => c.json(await c.var.application.addPerson(c.req.valid('json')), 200));
  api.openapi(routes.changePerson, async (c) =>
    c.json(await c.var.application.changePerson(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.resetPassword, async (c) =>
    c.json(await c.var.application.resetPassword(c.req.valid('param').id), 200),
  );
  api.openapi(routes.audits, async (c) => c.json(await c.var.application.audits(c.req.valid('query')), 200));
  api.openapi(routes.verifyAudit, async (c) => c.json(await c.var.application.verifyAudit(), 200));
  api.openapi(routes.exportAudits, async (c) =>
    c.json(await c.var.application.exportAudits(c.req.valid('query')), 200),
  );
}
