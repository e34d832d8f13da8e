import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body, id } from './route-parts.ts';

/** Alerts of heavy pollution and the response to them. */
export const responseRoutes = {
  responses: createRoute({
    method: 'get',
    path: '/responses',
    responses: answers(z.array(views.responseRow), 'Responses to alerts, newest first'),
  }),
  issueResponse: createRoute({
    method: 'post',
    path: '/responses',
    request: body(views.responseInput),
    responses: answers(views.created, 'The id of the response'),
  }),
  previewResponse: createRoute({
    method: 'post',
    path: '/response-previews',
    request: body(views.forecastInput),
    responses: answers(views.responsePreview, 'The level that follows from a forecast; stores nothing'),
  }),
  response: createRoute({
    method: 'get',
    path: '/responses/{id}',
    request: { params: id },
    responses: answers(views.responseDetail, 'One response in full'),
  }),
  responseReview: createRoute({
    method: 'get',
    path: '/responses/{id}/review',
    request: { params: id },
    responses: answers(views.responseReview, 'What came of a response'),
  }),
  ruleOnResponse: createRoute({
    method: 'post',
    path: '/responses/{id}/ruling',
    request: { params: id, ...body(views.responseRuling) },
    responses: answers(views.responseDetail, 'The response after the step'),
  }),
  receiveAlert: createRoute({
    method: 'post',
    path: '/responses/{id}/receipts/{unit}',
    request: { params: id.extend({ unit: z.string() }), ...body(views.receiptInput) },
    responses: answers(views.responseDetail, 'The response after the step'),
  }),
  checkEnterprise: createRoute({
    method: 'post',
    path: '/responses/{id}/checks',
    request: { params: id, ...body(views.checkInput) },
    responses: answers(views.responseDetail, 'The response after the step'),
  }),
};
