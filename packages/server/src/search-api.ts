import type { Api } from './environment.ts';
import { searchRoutes as routes } from './search-routes.ts';

export function addSearch(api: Api): void {
  api.openapi(routes.search, async (c) => c.json(await c.var.application.search(c.req.valid('query').q), 200));
}
