import { importView, MOST_MEGABYTES } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { sourceById, type SourceFile } from '@qingshan/sources';
import { bodyLimit } from 'hono/body-limit';
import type { Api } from './environment.ts';
import { importRoutes as routes } from './imports-routes.ts';

function fileOf(name: string, bytes: ArrayBuffer): SourceFile {
  return {
    name,
    open: async function* () {
      yield new Uint8Array(bytes);
    },
  };
}

/** Observations from a file that somebody has chosen on a page: previewed first, then stored as one batch. */
export function addImports(api: Api): void {
  api.use(
    '/observation-imports/*',
    bodyLimit({
      maxSize: MOST_MEGABYTES * 2 ** 20,
      onError: () => {
        throw new QingshanError('too-large', { limit: MOST_MEGABYTES });
      },
    }),
  );
  api.openapi(routes.previewObservations, async (c) => {
    const file = fileOf(c.req.valid('query').name, await c.req.arrayBuffer());
    const preview = await c.var.application.previewImport(sourceById(c.req.valid('param').source), [file]);
    return c.json(importView(preview, null), 200);
  });
  api.openapi(routes.importObservations, async (c) => {
    const file = fileOf(c.req.valid('query').name, await c.req.arrayBuffer());
    const preview = await c.var.application.previewImport(sourceById(c.req.valid('param').source), [file]);
    const batch = await c.var.application.commitImport(preview);
    return c.json(importView(preview, batch), 200);
  });
}
