import type { Api } from './environment.ts';
import { noticeRoutes as routes } from './notices-routes.ts';

export function addNotices(api: Api): void {
  api.openapi(routes.inbox, async (c) => c.json(await c.var.application.inbox(), 200));
  api.openapi(routes.readNotices, async (c) => c.json(await c.var.application.readNotices(c.req.valid('json')), 200));
  api.openapi(routes.setNotices, async (c) => c.json(await c.var.application.setNotices(c.req.valid('json')), 200));
}
