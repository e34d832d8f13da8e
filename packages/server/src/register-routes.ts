import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body, id } from './route-parts.ts';

const entryId = z.object({ id: z.string(), key: z.string() });
const numbered = z.object({ id: z.coerce.number().int() });
const PAGE = 'The entry as it is now';

/** Registers 台账: entries, their history, imports. Workbooks go out by plain addresses, see register-api.ts. */
export const registerRoutes = {
  registers: createRoute({
    method: 'get',
    path: '/registers',
    responses: answers(z.array(views.registerSummary), 'Every register with its counts'),
  }),
  register: createRoute({
    method: 'get',
    path: '/registers/{id}',
    request: { params: id },
    responses: answers(views.registerDetail, 'A register: fields, counts, duplicates, imports'),
  }),
  registerEntries: createRoute({
    method: 'get',
    path: '/registers/{id}/entries',
    request: { params: id, query: views.entryPageQuery },
    responses: answers(views.registerEntries, 'Entries that match, a page of them'),
  }),
  addRegisterEntry: createRoute({
    method: 'post',
    path: '/registers/{id}/entries',
    request: { params: id, ...body(views.entryInput) },
    responses: answers(views.entryPage, 'The new entry'),
  }),
  registerEntry: createRoute({
    method: 'get',
    path: '/registers/{id}/entries/{key}',
    request: { params: entryId },
    responses: answers(views.entryPage, 'One entry with its history'),
  }),
  changeRegisterEntry: createRoute({
    method: 'put',
    path: '/registers/{id}/entries/{key}',
    request: { params: entryId, ...body(views.entryChangeInput) },
    responses: answers(views.entryPage, PAGE),
  }),
  withdrawRegisterEntry: createRoute({
    method: 'post',
    path: '/registers/{id}/entries/{key}/withdrawal',
    request: { params: entryId, ...body(views.seenInput) },
    responses: answers(views.entryPage, PAGE),
  }),
  restoreRegisterEntry: createRoute({
    method: 'post',
    path: '/registers/{id}/entries/{key}/restoration',
    request: { params: entryId, ...body(views.seenInput) },
    responses: answers(views.entryPage, PAGE),
  }),
  startRegisterImport: createRoute({
    method: 'post',
    path: '/registers/{id}/imports',
    request: {
      params: id,
      query: z.object({ name: z.string().min(1).max(200) }),
      body: {
        content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
        required: true,
      },
    },
    responses: answers(views.importJob, 'The job that checks the workbook; ask for it by its id'),
  }),
  registerImportJob: createRoute({
    method: 'get',
    path: '/register-jobs/{id}',
    request: { params: id },
    responses: answers(views.importJob, 'How far the import has come'),
  }),
  registerImportFindings: createRoute({
    method: 'get',
    path: '/register-jobs/{id}/findings',
    request: { params: id, query: views.findingQuery },
    responses: answers(views.importFindings, 'What was found, row by row'),
  }),
  commitRegisterImport: createRoute({
    method: 'post',
    path: '/register-jobs/{id}/commit',
    request: { params: id, ...body(views.commitImportInput) },
    responses: answers(views.importJob, 'The job that stores what was checked'),
  }),
  undoRegisterImport: createRoute({
    method: 'post',
    path: '/register-imports/{id}/undoing',
    request: { params: numbered },
    responses: answers(views.registerImport, 'The import, undone'),
  }),
};
