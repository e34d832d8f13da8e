import { OpenAPIHono } from '@hono/zod-openapi';
import type { ApplicationFor } from '@qingshan/app';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { answerError } from './answer-error.ts';
import { addCases } from './cases-api.ts';
import { addDevices } from './device-api.ts';
import { addDocuments } from './documents-api.ts';
import type { Api, Environment, ServerOptions } from './environment.ts';
import { addField } from './field-api.ts';
import { addImports } from './imports-api.ts';
import { addIntake } from './intake-api.ts';
import { addLive } from './live-api.ts';
import { addLoop } from './loop-api.ts';
import { addNotices } from './notices-api.ts';
import { addOidc } from './oidc.ts';
import { addPeople } from './people-api.ts';
import { addPlans } from './plan-api.ts';
import { addQuality } from './quality-api.ts';
import { addRegisters } from './register-api.ts';
import { addResponses } from './response-api.ts';
import { routes } from './routes.ts';
import { addMap } from './map-api.ts';
import { addSearch } from './search-api.ts';
import { sameOrigin, withSession } from './sessions.ts';

/** The HTTP API over the use cases, each request as whoever sent it. It holds no rule of its own. */
export function createApi(application: ApplicationFor, options: ServerOptions): Api {
  const { version } = options;
  const api = new OpenAPIHono<Environment>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const why = result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
      const error = new QingshanError('bad-request', { why, hint: '' });
      return c.json({ code: error.code, text: error.text }, 400);
    },
  });

  api.onError(answerError);

  // Before the session is looked up, since that asks the registry.
  api.openapi(routes.ready, async (c) => {
    const { ready, stores } = (await options.operations?.readiness()) ?? { ready: true, stores: [] };
    c.header('Cache-Control', 'no-store');
    return c.json({ ready, stores: [...stores] }, ready ? 200 : 503);
  });
  api.use(sameOrigin(options.settings), withSession(application));
  addPeople(api, application, options);
  addOidc(api, application, options);
  addLoop(api);
  addPlans(api);
  addRegisters(api);
  addField(api);
  addQuality(api);
  addDevices(api);
  addImports(api);
  addIntake(api, application, options);
  addMap(api);
  addSearch(api);
  addCases(api);
  addResponses(api);
  addDocuments(api);
  addNotices(api);
  addLive(api, application, options);

  api.openapi(routes.health, async (c) => {
    const { district, demonstration } = await c.var.application.workspace();
    return c.json({ status: 'ok' as const, version, district: district.id, demonstration }, 200);
  });
  const started = formatMoment(options.clock.now());
  api.openapi(routes.operations, async (c) => {
    const known = await c.var.application.operations();
    const { readiness, freeBytes } = options.operations ?? {};
    const { ready, stores } = (await readiness?.()) ?? { ready: true, stores: [] };
    const free = (await freeBytes?.()) ?? null;
    return c.json({ ...known, node: process.version, started, ready, stores: [...stores], freeBytes: free }, 200);
  });
  api.openapi(routes.workspace, async (c) => c.json(await c.var.application.workspace(), 200));
  api.openapi(routes.board, async (c) => c.json(await c.var.application.board(c.req.valid('query')), 200));
  api.openapi(routes.target, async (c) =>
    c.json(await c.var.application.target(c.req.valid('param').id, c.req.valid('query')), 200),
  );
  api.openapi(routes.assess, async (c) => c.json(await c.var.application.assess(c.req.valid('query')), 200));
  api.openapi(routes.explain, async (c) => c.json(await c.var.application.explain(c.req.valid('param').id), 200));
  api.openapi(routes.inputs, async (c) =>
    c.json(await c.var.application.inputs(c.req.valid('param').id, c.req.valid('query')), 200),
  );
  api.openapi(routes.validation, async (c) => c.json(await c.var.application.validation(), 200));
  api.openapi(routes.towns, async (c) => c.json(await c.var.application.towns(c.req.valid('query')), 200));
  api.openapi(routes.methods, async (c) => c.json(await c.var.application.methods(), 200));
  api.openapi(routes.method, async (c) => c.json(await c.var.application.method(c.req.valid('param').id), 200));
  api.openapi(routes.calculate, async (c) =>
    c.json(await c.var.application.calculate(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.standards, async (c) => c.json(await c.var.application.standards(), 200));
  api.openapi(routes.standard, async (c) => c.json(await c.var.application.standard(c.req.valid('param').id), 200));
  api.openapi(routes.confirmFigure, async (c) =>
    c.json(await c.var.application.confirmFigure(c.req.valid('json')), 200),
  );
  api.openapi(routes.compareStandards, async (c) => {
    const { from, to } = c.req.valid('query');
    return c.json(await c.var.application.compareStandards(from, to), 200);
  });
  api.openapi(routes.compareAqi, async (c) => c.json(await c.var.application.compareAqi(c.req.valid('query')), 200));
  api.openapi(routes.accounts, async (c) => c.json(await c.var.application.accounts(c.req.valid('query')), 200));
  api.openapi(routes.previewAccount, async (c) =>
    c.json(await c.var.application.previewAccount(c.req.valid('json')), 200),
  );
  api.openapi(routes.recordAccount, async (c) =>
    c.json(await c.var.application.recordAccount(c.req.valid('json')), 200),
  );
  api.openapi(routes.withdrawAccount, async (c) =>
    c.json(await c.var.application.withdrawAccount(c.req.valid('param').id), 200),
  );
  api.openapi(routes.accountTemplate, async (c) =>
    c.text(await c.var.application.accountTemplate(c.req.valid('param').id), 200, {
      'content-type': 'text/yaml; charset=utf-8',
    }),
  );
  api.openapi(routes.batches, async (c) =>
    c.json((await c.var.application.batches({ limit: Number.MAX_SAFE_INTEGER })).batches, 200),
  );
  api.openapi(routes.batchPage, async (c) => c.json(await c.var.application.batches(c.req.valid('query')), 200));
  return api;
}
