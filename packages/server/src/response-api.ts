import type { Api } from './environment.ts';
import { responseRoutes as routes } from './response-routes.ts';

/** Alerts of heavy pollution and the response to them. */
export function addResponses(api: Api): void {
  api.openapi(routes.responses, async (c) => c.json(await c.var.application.responses(), 200));
  api.openapi(routes.issueResponse, async (c) =>
    c.json(await c.var.application.issueResponse(c.req.valid('json')), 200),
  );
  api.openapi(routes.previewResponse, async (c) =>
    c.json(await c.var.application.previewResponse(c.req.valid('json')), 200),
  );
  api.openapi(routes.response, async (c) => c.json(await c.var.application.response(c.req.valid('param').id), 200));
  api.openapi(routes.responseReview, async (c) =>
    c.json(await c.var.application.responseReview(c.req.valid('param').id), 200),
  );
  api.openapi(routes.ruleOnResponse, async (c) =>
    c.json(await c.var.application.ruleOnResponse(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.receiveAlert, async (c) => {
    const { id, unit } = c.req.valid('param');
    return c.json(await c.var.application.receiveAlert(id, unit, c.req.valid('json')), 200);
  });
  api.openapi(routes.checkEnterprise, async (c) =>
    c.json(await c.var.application.checkEnterprise(c.req.valid('param').id, c.req.valid('json')), 200),
  );
}
