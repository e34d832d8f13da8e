import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body } from './route-parts.ts';

const publicationId = z.object({ id: z.coerce.number().int() });
const kindId = z.object({ kind: views.documentKind });

/** Documents: drafts, publications, templates. */
export const documentRoutes = {
  documentsToMake: createRoute({
    method: 'get',
    path: '/documents-to-make',
    responses: answers(z.array(views.documentToMake), 'Documents whose time has come'),
  }),
  documentDraft: createRoute({
    method: 'post',
    path: '/document-drafts',
    request: body(views.documentAsk),
    responses: answers(views.documentDraft, 'The document as it would be published now; nothing is stored'),
  }),
  scorePacks: createRoute({
    method: 'get',
    path: '/score-packs',
    responses: answers(z.array(views.scorePack), 'Rules of scoring, with whose they are'),
  }),
  scores: createRoute({
    method: 'get',
    path: '/scores',
    request: { query: views.scoreQuery },
    responses: answers(views.scores, 'A month by a rule'),
  }),
  publish: createRoute({
    method: 'post',
    path: '/publications',
    request: body(views.publishInput),
    responses: answers(views.publication, 'Published'),
  }),
  publications: createRoute({
    method: 'get',
    path: '/publications',
    request: { query: views.publicationQuery },
    responses: answers(z.array(views.publicationSummary), 'What was published, the newest first'),
  }),
  publication: createRoute({
    method: 'get',
    path: '/publications/{id}',
    request: { params: publicationId },
    responses: answers(views.publication, 'A published document'),
  }),
  verifyPublication: createRoute({
    method: 'post',
    path: '/publications/{id}/verification',
    request: { params: publicationId },
    responses: answers(z.array(views.publicationCheck), 'Whether it is as published and can be made again'),
  }),
  withdrawPublication: createRoute({
    method: 'post',
    path: '/publications/{id}/withdrawal',
    request: { params: publicationId, ...body(views.withdrawInput) },
    responses: answers(views.publication, 'Withdrawn'),
  }),
  documentTemplates: createRoute({
    method: 'get',
    path: '/document-templates',
    responses: answers(views.documentTemplates, 'Templates of every kind'),
  }),
  addDocumentTemplate: createRoute({
    method: 'post',
    path: '/document-templates/{kind}',
    request: {
      params: kindId,
      query: z.object({ name: z.string().min(1).max(200) }),
      body: {
        content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
        required: true,
      },
    },
    responses: answers(views.documentTemplates, 'The template is in use'),
  }),
  useDocumentTemplate: createRoute({
    method: 'post',
    path: '/document-templates/{kind}/choice',
    request: { params: kindId, ...body(views.useTemplateInput) },
    responses: answers(views.documentTemplates, 'The template is in use'),
  }),
};
