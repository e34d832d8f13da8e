import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers } from './route-parts.ts';

export const searchRoutes = {
  search: createRoute({
    method: 'get',
    path: '/search',
    request: { query: z.object({ q: z.string().max(200) }) },
    responses: answers(views.searchResult, 'What holds every word, by kind'),
  }),
};
