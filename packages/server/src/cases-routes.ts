import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body, id } from './route-parts.ts';

const name = z.string().min(1).max(200);
const workbook = {
  content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
  required: true,
};

/** Cases: lists, one case, rates, imports. */
export const casesRoutes = {
  caseDesk: createRoute({ method: 'get', path: '/case-desk', responses: answers(views.caseDesk, 'How cases stand') }),
  cases: createRoute({
    method: 'get',
    path: '/cases',
    request: { query: views.caseQuery },
    responses: answers(views.caseList, 'Cases, the most urgent first'),
  }),
  openCase: createRoute({
    method: 'post',
    path: '/cases',
    request: body(views.caseInput),
    responses: answers(views.created, 'The id of the case'),
  }),
  caseRates: createRoute({
    method: 'get',
    path: '/case-rates',
    request: { query: z.object({ from: z.string().optional(), to: z.string().optional() }) },
    responses: answers(views.caseRates, 'The three rates and the hot spots of a period'),
  }),
  caseDetail: createRoute({
    method: 'get',
    path: '/cases/{id}',
    request: { params: id },
    responses: answers(views.caseDetail, 'One case in full'),
  }),
  showComplainant: createRoute({
    method: 'post',
    path: '/cases/{id}/complainant',
    request: { params: id },
    responses: answers(views.complainant, 'Who complained; that it was shown is recorded'),
  }),
  workOnCase: createRoute({
    method: 'post',
    path: '/cases/{id}/work',
    request: { params: id, ...body(views.caseWorkInput) },
    responses: answers(views.caseDetail, 'The case after the step'),
  }),
  checkCase: createRoute({
    method: 'post',
    path: '/cases/{id}/check',
    request: { params: id, ...body(views.caseCheckInput) },
    responses: answers(views.caseDetail, 'The case after the step'),
  }),
  ruleOnCase: createRoute({
    method: 'post',
    path: '/cases/{id}/ruling',
    request: { params: id, ...body(views.caseRulingInput) },
    responses: answers(views.caseDetail, 'The case after the step'),
  }),
  dispatchCases: createRoute({
    method: 'post',
    path: '/case-dispatches',
    request: body(views.caseDispatchInput),
    responses: answers(views.changed, 'How many cases changed'),
  }),
  escalateCases: createRoute({
    method: 'post',
    path: '/case-escalations',
    request: body(views.caseEscalationInput),
    responses: answers(views.changed, 'How many cases changed'),
  }),
  mergeCases: createRoute({
    method: 'post',
    path: '/case-merges',
    request: body(views.caseMergeInput),
    responses: answers(views.changed, 'How many cases were merged'),
  }),
  caseProposals: createRoute({
    method: 'get',
    path: '/case-proposals',
    responses: answers(z.array(views.caseProposal), 'Cases that seem to repeat another'),
  }),
  caseImports: createRoute({
    method: 'get',
    path: '/case-imports',
    responses: answers(z.array(views.caseImport), 'Imports, newest first'),
  }),
  previewCaseImport: createRoute({
    method: 'post',
    path: '/case-imports/preview',
    request: { query: z.object({ name }), body: workbook },
    responses: answers(views.caseImportPreview, 'What the import would do'),
  }),
  commitCaseImport: createRoute({
    method: 'post',
    path: '/case-imports',
    request: {
      query: z.object({
        name,
        merge: z.string().optional().describe('Ids of the proposed repeats to merge at once, separated by commas'),
      }),
      body: workbook,
    },
    responses: answers(views.caseImportDone, 'What was imported'),
  }),
  undoCaseImport: createRoute({
    method: 'post',
    path: '/case-imports/{id}/undo',
    request: { params: id },
    responses: answers(views.caseImportUndone, 'What was withdrawn, restored and kept'),
  }),
};
