import type { Api } from './environment.ts';
import { fieldRoutes as routes } from './field-routes.ts';

export function addField(api: Api): void {
  api.openapi(routes.fieldWork, async (c) => c.json(await c.var.application.fieldWork(), 200));
  api.openapi(routes.recordFinding, async (c) =>
    c.json(await c.var.application.recordFinding(c.req.valid('json')), 200),
  );
  api.openapi(routes.recordCheck, async (c) => c.json(await c.var.application.recordCheck(c.req.valid('json')), 200));
}
