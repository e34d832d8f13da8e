import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, asking } from './route-parts.ts';

export const mapRoutes = {
  townMap: createRoute({
    method: 'get',
    path: '/map/towns',
    request: { query: asking.extend({ period: z.string().optional(), parameter: z.string().optional() }) },
    responses: answers(views.townMap, 'Towns by a figure, with what they can be drawn with'),
  }),
  mapLayers: createRoute({
    method: 'get',
    path: '/map/layers',
    request: {
      query: z.object({
        layers: z
          .string()
          .max(2000)
          .optional()
          .describe('Ids of layers, site:air-station,register:bare-land; absent: all'),
      }),
    },
    responses: answers(views.mapLayers, 'What lies where, as GeoJSON in CGCS2000, and what has no position yet'),
  }),
};
