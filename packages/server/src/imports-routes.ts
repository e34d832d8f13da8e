import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers } from './route-parts.ts';

const file = {
  params: z.object({ source: z.string() }),
  query: z.object({ name: z.string().min(1).max(200) }),
  body: { content: { 'application/octet-stream': { schema: z.string() } }, required: true },
};

/** Files of observations that people import. */
export const importRoutes = {
  previewObservations: createRoute({
    method: 'post',
    path: '/observation-imports/{source}/preview',
    request: file,
    responses: answers(views.observationImport, 'What importing the file would change; nothing is stored'),
  }),
  importObservations: createRoute({
    method: 'post',
    path: '/observation-imports/{source}',
    request: file,
    responses: answers(views.observationImport, 'What importing the file has changed'),
  }),
};
