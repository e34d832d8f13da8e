import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body } from './route-parts.ts';

const done = z.object({ done: z.literal(true) });
const excluded = z.object({ batch: z.number(), hours: z.number().describe('Values that do not count any more') });

/** Review of monitoring data: what looks wrong, and what a person says of it. */
export const qualityRoutes = {
  quality: createRoute({
    method: 'get',
    path: '/quality',
    request: { query: views.qualityQuery },
    responses: answers(views.qualityReview, 'Hours of a month that look wrong, and how complete the month is'),
  }),
  excludeHours: createRoute({
    method: 'post',
    path: '/quality/exclusions',
    request: body(views.excludeHoursInput),
    responses: answers(excluded, 'The batch that took the hours out; undoing it takes them back in'),
  }),
  keepHours: createRoute({
    method: 'post',
    path: '/quality/keeps',
    request: body(views.keepHoursInput),
    responses: answers(done, 'The hours are right'),
  }),
  reopenHours: createRoute({
    method: 'post',
    path: '/quality/reopenings',
    request: body(views.reopenHoursInput),
    responses: answers(done, 'The hours are open again'),
  }),
  maintenance: createRoute({
    method: 'get',
    path: '/quality/maintenance',
    responses: answers(z.array(views.maintenanceWindow), 'Planned maintenance of sites'),
  }),
  planMaintenance: createRoute({
    method: 'post',
    path: '/quality/maintenance',
    request: body(views.maintenanceInput),
    responses: answers(done, 'The maintenance is planned'),
  }),
  cancelMaintenance: createRoute({
    method: 'post',
    path: '/quality/maintenance/{id}/cancel',
    request: { params: z.object({ id: z.coerce.number().int() }) },
    responses: answers(done, 'The maintenance is taken back'),
  }),
  undoBatch: createRoute({
    method: 'post',
    path: '/batches/{id}/undo',
    request: { params: z.object({ id: z.coerce.number().int() }) },
    responses: answers(done, 'The batch is out of all answers'),
  }),
};
