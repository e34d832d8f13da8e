import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body, id } from './route-parts.ts';

const reportId = z.object({ measure: z.string(), unit: z.string(), period: z.string() });
const itemId = z.object({ measure: z.string(), unit: z.string(), number: z.string() });
const done = z.object({ done: z.literal(true) }).meta({ id: 'Done' });

/** The loop of a measure: dispatch, reports, verification, requests and help. */
export const loopRoutes = {
  desk: createRoute({ method: 'get', path: '/desk', responses: answers(views.desk, 'The dispatch desk') }),
  assignments: createRoute({
    method: 'get',
    path: '/assignments',
    request: { query: views.assignmentPageQuery },
    responses: answers(views.assignmentPage, 'Measures in the hands of units, the most urgent first'),
  }),
  measurePage: createRoute({
    method: 'get',
    path: '/measures/{id}',
    request: { params: id },
    responses: answers(views.measurePage, 'One measure in full'),
  }),
  specifyMeasure: createRoute({
    method: 'put',
    path: '/measures/{id}/setting',
    request: { params: id, ...body(views.settingInput) },
    responses: answers(views.measurePage, 'The measure as it is followed now'),
  }),
  worklist: createRoute({
    method: 'get',
    path: '/worklists/{id}',
    request: { params: id },
    responses: answers(views.worklist, 'What waits for a unit'),
  }),
  changeDispatch: createRoute({
    method: 'post',
    path: '/dispatches',
    request: body(views.dispatchInput),
    responses: answers(views.changed, 'How many assignments changed'),
  }),
  signFor: createRoute({
    method: 'post',
    path: '/signatures',
    request: body(views.signInput),
    responses: answers(views.changed, 'How many assignments were signed for now'),
  }),
  report: createRoute({
    method: 'get',
    path: '/reports/{measure}/{unit}/{period}',
    request: { params: reportId },
    responses: answers(views.reportDetail, 'One report'),
  }),
  writeReport: createRoute({
    method: 'post',
    path: '/reports/{measure}/{unit}/{period}',
    request: { params: reportId, ...body(views.reportInput) },
    responses: answers(views.reportDetail, 'The report after the step'),
  }),
  verifyReport: createRoute({
    method: 'post',
    path: '/reports/{measure}/{unit}/{period}/verification',
    request: { params: reportId, ...body(views.verificationInput) },
    responses: answers(views.reportDetail, 'The report after the step'),
  }),
  monthReport: createRoute({
    method: 'get',
    path: '/month-reports/{id}',
    request: { params: id },
    responses: answers(views.monthReport, 'Reports on a month'),
  }),
  addEvidence: createRoute({
    method: 'post',
    path: '/evidence',
    request: {
      query: z.object({ name: z.string().min(1).max(200) }),
      body: {
        content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
        required: true,
      },
    },
    responses: answers(views.evidence, 'What is known of the file'),
  }),
  evidenceFacts: createRoute({
    method: 'get',
    path: '/evidence/{id}',
    request: { params: id },
    responses: answers(views.evidence, 'What is known of the file'),
  }),
  requests: createRoute({
    method: 'get',
    path: '/requests',
    responses: answers(z.array(views.request), 'Requests to move or cancel a measure'),
  }),
  askChange: createRoute({
    method: 'post',
    path: '/requests',
    request: body(views.requestInput),
    responses: answers(views.created, 'The id of the request'),
  }),
  decideChange: createRoute({
    method: 'post',
    path: '/requests/{measure}/{unit}/{number}/decision',
    request: { params: itemId, ...body(views.decisionInput) },
    responses: answers(done, 'Decided'),
  }),
  dropChange: createRoute({
    method: 'post',
    path: '/requests/{measure}/{unit}/{number}/withdrawal',
    request: { params: itemId },
    responses: answers(done, 'Taken back'),
  }),
  helps: createRoute({
    method: 'get',
    path: '/help',
    responses: answers(z.array(views.help), 'Items on which a unit needs help'),
  }),
  raiseHelp: createRoute({
    method: 'post',
    path: '/help',
    request: body(views.helpInput),
    responses: answers(views.created, 'The id of the item'),
  }),
  answerHelp: createRoute({
    method: 'post',
    path: '/help/{measure}/{unit}/{number}/answer',
    request: { params: itemId, ...body(views.answerInput) },
    responses: answers(done, 'Answered'),
  }),
  settleHelp: createRoute({
    method: 'post',
    path: '/help/{measure}/{unit}/{number}/settlement',
    request: { params: itemId, ...body(views.settlementInput) },
    responses: answers(done, 'Closed or asked again'),
  }),
};
