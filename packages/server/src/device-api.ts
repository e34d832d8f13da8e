import { stream } from 'hono/streaming';
import { deviceRoutes as routes } from './device-routes.ts';
import type { Api } from './environment.ts';

export function addDevices(api: Api): void {
  api.openapi(routes.devices, async (c) => c.json(await c.var.application.devices(), 200));
  api.openapi(routes.previewDevices, async (c) => {
    const file = { name: c.req.valid('query').name, bytes: new Uint8Array(await c.req.arrayBuffer()) };
    return c.json(await c.var.application.previewDevices(file), 200);
  });
  api.openapi(routes.importDevices, async (c) => {
    const file = { name: c.req.valid('query').name, bytes: new Uint8Array(await c.req.arrayBuffer()) };
    return c.json(await c.var.application.importDevices(file), 200);
  });
  api.openapi(routes.withdrawDevice, async (c) => {
    await c.var.application.withdrawDevice(c.req.valid('param').mn);
    return c.json({ done: true } as const, 200);
  });
  api.openapi(routes.askDevice, async (c) =>
    c.json(await c.var.application.askDevice(c.req.valid('param').mn, c.req.valid('json')), 200),
  );
  api.openapi(routes.gateway, async (c) => c.json(await c.var.application.gateway(), 200));
  api.openapi(routes.exportRaw, async (c) => {
    const { name, pieces } = await c.var.application.exportRaw(c.req.valid('query'));
    c.header('content-type', 'text/csv; charset=utf-8');
    c.header('content-disposition', `attachment; filename="${name}"`);
    return stream(c, async (to) => {
      for await (const piece of pieces) {
        if (to.aborted) return;
        await to.write(piece);
      }
    });
  });
  api.openapi(routes.deviceLatest, async (c) =>
    c.json(await c.var.application.deviceLatest(c.req.valid('param').mn), 200),
  );
  api.openapi(routes.deviceDoubts, async (c) =>
    c.json(await c.var.application.deviceDoubts(c.req.valid('query')), 200),
  );
}
