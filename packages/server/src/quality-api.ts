import type { Api } from './environment.ts';
import { qualityRoutes as routes } from './quality-routes.ts';

const DONE = { done: true } as const;

export function addQuality(api: Api): void {
  api.openapi(routes.quality, async (c) => c.json(await c.var.application.quality(c.req.valid('query')), 200));
  api.openapi(routes.excludeHours, async (c) => c.json(await c.var.application.excludeHours(c.req.valid('json')), 200));
  api.openapi(routes.keepHours, async (c) => {
    await c.var.application.keepHours(c.req.valid('json'));
    return c.json(DONE, 200);
  });
  api.openapi(routes.reopenHours, async (c) => {
    await c.var.application.reopenHours(c.req.valid('json'));
    return c.json(DONE, 200);
  });
  api.openapi(routes.maintenance, async (c) => c.json(await c.var.application.maintenance(), 200));
  api.openapi(routes.planMaintenance, async (c) => {
    await c.var.application.planMaintenance(c.req.valid('json'));
    return c.json(DONE, 200);
  });
  api.openapi(routes.cancelMaintenance, async (c) => {
    await c.var.application.cancelMaintenance(c.req.valid('param').id);
    return c.json(DONE, 200);
  });
  api.openapi(routes.undoBatch, async (c) => {
    await c.var.application.undoBatch(c.req.valid('param').id);
    return c.json(DONE, 200);
  });
}
