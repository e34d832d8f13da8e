import { views, type ProducedFile } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Api } from './environment.ts';
import { registerRoutes as routes } from './register-routes.ts';

function download({ name, type, bytes }: ProducedFile): Response {
  return new Response(Uint8Array.from(bytes).buffer, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}

/** Registers 台账. */
export function addRegisters(api: Api): void {
  api.openapi(routes.registers, async (c) => c.json(await c.var.application.registers(), 200));
  api.openapi(routes.register, async (c) => c.json(await c.var.application.register(c.req.valid('param').id), 200));
  api.openapi(routes.registerEntries, async (c) =>
    c.json(await c.var.application.registerEntries(c.req.valid('param').id, c.req.valid('query')), 200),
  );
  api.openapi(routes.addRegisterEntry, async (c) =>
    c.json(await c.var.application.addRegisterEntry(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.registerEntry, async (c) => {
    const { id, key } = c.req.valid('param');
    return c.json(await c.var.application.registerEntry(id, key), 200);
  });
  api.openapi(routes.changeRegisterEntry, async (c) => {
    const { id, key } = c.req.valid('param');
    return c.json(await c.var.application.changeRegisterEntry(id, key, c.req.valid('json')), 200);
  });
  api.openapi(routes.withdrawRegisterEntry, async (c) => {
    const { id, key } = c.req.valid('param');
    return c.json(await c.var.application.withdrawRegisterEntry(id, key, c.req.valid('json')), 200);
  });
  api.openapi(routes.restoreRegisterEntry, async (c) => {
    const { id, key } = c.req.valid('param');
    return c.json(await c.var.application.restoreRegisterEntry(id, key, c.req.valid('json')), 200);
  });
  api.openapi(routes.startRegisterImport, async (c) => {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const file = { name: c.req.valid('query').name, bytes };
    return c.json(await c.var.application.startRegisterImport(c.req.valid('param').id, file), 200);
  });
  api.openapi(routes.registerImportJob, async (c) =>
    c.json(await c.var.application.registerImportJob(c.req.valid('param').id), 200),
  );
  api.openapi(routes.registerImportFindings, async (c) =>
    c.json(await c.var.application.registerImportFindings(c.req.valid('param').id, c.req.valid('query')), 200),
  );
  api.openapi(routes.commitRegisterImport, async (c) =>
    c.json(await c.var.application.commitRegisterImport(c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(routes.undoRegisterImport, async (c) =>
    c.json(await c.var.application.undoRegisterImport(c.req.valid('param').id), 200),
  );
  api.get('/registers/:id/template', async (c) =>
    download(await c.var.application.registerTemplate(c.req.param('id'))),
  );
  api.get('/registers/:id/export', async (c) => {
    const query = views.entryQuery.safeParse(c.req.query());
    if (!query.success) throw new QingshanError('bad-request', { why: query.error.message, hint: '' });
    return download(await c.var.application.exportRegister(c.req.param('id'), query.data));
  });
}
