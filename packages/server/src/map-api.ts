import type { Api } from './environment.ts';
import { mapRoutes as routes } from './map-routes.ts';

export function addMap(api: Api): void {
  api.openapi(routes.townMap, async (c) => c.json(await c.var.application.townMap(c.req.valid('query')), 200));
  api.openapi(routes.mapLayers, async (c) => {
    const { layers } = c.req.valid('query');
    const wanted = layers?.split(',').filter((id) => id !== '');
    return c.json(await c.var.application.mapLayers({ layers: wanted }), 200);
  });
}
