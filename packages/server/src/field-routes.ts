import { createRoute } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body } from './route-parts.ts';

/** Checks on the spot, filled in on a device and sent when there is a network. */
export const fieldRoutes = {
  fieldWork: createRoute({
    method: 'get',
    path: '/field',
    responses: answers(views.fieldWork, 'What is to be looked at on the spot'),
  }),
  recordFinding: createRoute({
    method: 'post',
    path: '/field/findings',
    request: body(views.fieldFindingInput),
    responses: answers(views.fieldFindingReceipt, 'Which case it has become; the same however often it is sent'),
  }),
  recordCheck: createRoute({
    method: 'post',
    path: '/field/checks',
    request: body(views.fieldCheckInput),
    responses: answers(views.fieldReceipt, 'What became of the check; the same however often it is sent'),
  }),
};
