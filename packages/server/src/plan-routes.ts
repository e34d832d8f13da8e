import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body } from './route-parts.ts';

const id = z.object({ id: z.coerce.number().int().min(0) });
const made = z.object({ id: z.number() }).meta({ id: 'MadeDraft' });

/** A file as the body, its name in the query. */
const upload = <Q extends z.ZodRawShape>(query: Q) => ({
  query: z.object({ name: z.string().min(1).max(200), ...query }),
  body: {
    content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
    required: true,
  },
});

/** The plan as a document: drafts, versions, municipal items. */
export const planRoutes = {
  plan: createRoute({
    method: 'get',
    path: '/plan',
    request: {
      query: z.object({
        asOf: z.string().optional().describe('The plan in force then, 2024-10-31 or 2024-10-31T08:00'),
      }),
    },
    responses: answers(views.plan, 'The plan: boards, tasks, measures'),
  }),
  planDrafts: createRoute({
    method: 'get',
    path: '/plan-drafts',
    responses: answers(z.array(views.planDraftRow), 'Drafts of plans, the newest first'),
  }),
  addPlanDraft: createRoute({
    method: 'post',
    path: '/plan-drafts',
    request: upload({ year: z.coerce.number().int().min(2000).max(2100) }),
    responses: answers(made, 'The draft that was read of the file'),
  }),
  copyPlan: createRoute({
    method: 'post',
    path: '/plan-drafts/copy',
    request: body(views.copyInput),
    responses: answers(made, 'The draft for the later year'),
  }),
  planDraft: createRoute({
    method: 'get',
    path: '/plan-drafts/{id}',
    request: { params: id },
    responses: answers(views.planDraft, 'One draft in full'),
  }),
  decidePlanDraft: createRoute({
    method: 'post',
    path: '/plan-drafts/{id}/decisions',
    request: { params: id, ...body(views.draftDecisionsInput) },
    responses: answers(views.planDraft, 'The draft after the step'),
  }),
  undoPlanDraft: createRoute({
    method: 'post',
    path: '/plan-drafts/{id}/undo',
    request: { params: id, ...body(views.draftStepInput) },
    responses: answers(views.planDraft, 'The draft without its last step'),
  }),
  discardPlanDraft: createRoute({
    method: 'post',
    path: '/plan-drafts/{id}/discard',
    request: { params: id, ...body(views.draftStepInput) },
    responses: answers(views.planDraft, 'The draft, put aside'),
  }),
  previewPlanIssue: createRoute({
    method: 'post',
    path: '/plan-drafts/{id}/issue-preview',
    request: { params: id, ...body(views.issueInput) },
    responses: answers(views.issuePreview, 'What issuing would do'),
  }),
  issuePlan: createRoute({
    method: 'post',
    path: '/plan-drafts/{id}/issue',
    request: { params: id, ...body(views.issueInput) },
    responses: answers(views.planVersionRow, 'The version'),
  }),
  planVersions: createRoute({
    method: 'get',
    path: '/plan-versions',
    responses: answers(z.array(views.planVersionRow), 'Versions of plans, the newest first'),
  }),
  diffPlanVersions: createRoute({
    method: 'get',
    path: '/plan-versions/difference',
    request: { query: z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(0) }) },
    responses: answers(views.versionDiff, 'What changed between two versions'),
  }),
  planVersion: createRoute({
    method: 'get',
    path: '/plan-versions/{id}',
    request: { params: id },
    responses: answers(views.planVersion, 'One version in full'),
  }),
  cascade: createRoute({
    method: 'get',
    path: '/cascade',
    responses: answers(views.cascade, 'Municipal items and the measures that carry them out'),
  }),
  previewMunicipalItems: createRoute({
    method: 'post',
    path: '/municipal-items/preview',
    request: upload({}),
    responses: answers(views.municipalPreview, 'What importing the table would change'),
  }),
  importMunicipalItems: createRoute({
    method: 'post',
    path: '/municipal-items',
    request: upload({ skipFaulty: z.enum(['true', 'false']).default('false') }),
    responses: answers(views.municipalPreview, 'What was imported'),
  }),
  linkMunicipalItem: createRoute({
    method: 'post',
    path: '/cascade/links',
    request: body(views.cascadeLinkInput),
    responses: answers(views.cascade, 'The links after the step'),
  }),
};
