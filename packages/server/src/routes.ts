import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, asking, id, json, problem } from './route-parts.ts';

/** The API as data: paths, parameters and answers. Everything here stands in /api/openapi.json. */

const health = z
  .object({ status: z.literal('ok'), version: z.string(), district: z.string(), demonstration: z.boolean() })
  .meta({ id: 'Health' });

const readiness = z
  .object({
    ready: z.boolean(),
    stores: z.array(
      z.object({
        store: z.enum(['registry', 'observations', 'frames', 'disk']),
        ready: z.boolean(),
        text: views.localized.nullable().describe('What is wrong and what to do'),
      }),
    ),
  })
  .meta({ id: 'Readiness' });

const calcInput = { body: { content: { 'application/json': { schema: z.unknown() } }, required: true } };

export const routes = {
  health: createRoute({ method: 'get', path: '/health', responses: answers(health, 'Ready') }),
  ready: createRoute({
    method: 'get',
    path: '/ready',
    responses: { 200: json(readiness, 'Every store answers'), 503: json(readiness, 'Something is down') },
  }),
  operations: createRoute({
    method: 'get',
    path: '/operations',
    responses: answers(views.operations, 'Stores, versions, queue, last backup, disk and jobs, for the administrator'),
  }),
  workspace: createRoute({ method: 'get', path: '/workspace', responses: answers(views.workspace, 'Workspace') }),
  board: createRoute({
    method: 'get',
    path: '/board',
    request: { query: asking },
    responses: answers(views.board, 'Where every target of the plan stands'),
  }),
  target: createRoute({
    method: 'get',
    path: '/targets/{id}',
    request: { params: id, query: asking },
    responses: answers(views.targetDetail, 'One target in full'),
  }),
  assess: createRoute({
    method: 'get',
    path: '/assessments',
    request: {
      query: asking.extend({
        period: z.string(),
        scope: z.string().optional(),
        indicator: z.string().optional(),
      }),
    },
    responses: answers(z.array(views.assessment), 'Assessments, computed now and kept under their ids'),
  }),
  explain: createRoute({
    method: 'get',
    path: '/assessments/{id}',
    request: { params: id },
    responses: answers(views.assessment, 'One assessment with its trace'),
  }),
  inputs: createRoute({
    method: 'get',
    path: '/assessments/{id}/inputs',
    request: {
      params: id,
      query: z.object({
        offset: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(5000).default(500),
      }),
    },
    responses: answers(views.inputRows, 'The hourly rows behind an assessment'),
  }),
  towns: createRoute({
    method: 'get',
    path: '/towns',
    request: { query: asking.extend({ period: z.string().optional(), parameter: z.string().optional() }) },
    responses: answers(views.towns, 'Towns side by side'),
  }),
  methods: createRoute({
    method: 'get',
    path: '/methods',
    responses: answers(z.array(views.methodSummary), 'Every official method'),
  }),
  method: createRoute({
    method: 'get',
    path: '/methods/{id}',
    request: { params: id },
    responses: answers(views.methodDetail, 'One method with its cases'),
  }),
  calculate: createRoute({
    method: 'post',
    path: '/methods/{id}/calculations',
    request: { params: id, ...calcInput },
    responses: answers(views.calculation, 'The method run on the given input; nothing is stored'),
  }),
  validation: createRoute({
    method: 'get',
    path: '/validation',
    responses: answers(views.validationResults, 'Methods run over real data, against what was published'),
  }),
  standards: createRoute({
    method: 'get',
    path: '/standards',
    responses: answers(z.array(views.editionSummary), 'Every edition'),
  }),
  standard: createRoute({
    method: 'get',
    path: '/standards/{id}',
    request: { params: id },
    responses: answers(views.editionDetail, 'One edition with its tables'),
  }),
  confirmFigure: createRoute({
    method: 'post',
    path: '/confirmations',
    request: { body: { content: { 'application/json': { schema: views.confirmationInput } }, required: true } },
    responses: answers(views.editionDetail, 'The edition with the confirmation recorded'),
  }),
  compareStandards: createRoute({
    method: 'get',
    path: '/standards-comparison',
    request: { query: z.object({ from: z.string(), to: z.string() }) },
    responses: answers(views.editionDifference, 'What changed between two editions'),
  }),
  compareAqi: createRoute({
    method: 'get',
    path: '/aqi-comparison',
    request: { query: asking.extend({ day: z.string(), scope: z.string().optional() }) },
    responses: answers(views.aqiComparison, 'One day judged under both generations of HJ 633'),
  }),
  accounts: createRoute({
    method: 'get',
    path: '/accounts',
    request: { query: z.object({ indicator: z.string().optional(), period: z.string().optional() }) },
    responses: answers(z.array(views.accountVersion), 'Every version of the accounts, newest first'),
  }),
  previewAccount: createRoute({
    method: 'post',
    path: '/account-previews',
    request: { body: { content: { 'application/json': { schema: views.accountInput } }, required: true } },
    responses: answers(views.accountPreview, 'What the account would answer; nothing is stored'),
  }),
  recordAccount: createRoute({
    method: 'post',
    path: '/accounts',
    request: { body: { content: { 'application/json': { schema: views.accountInput } }, required: true } },
    responses: answers(views.accountRecorded, 'The version recorded and what it answers'),
  }),
  withdrawAccount: createRoute({
    method: 'post',
    path: '/accounts/{id}/withdrawal',
    request: {
      params: z.object({ id: z.coerce.number().int() }),
    },
    responses: answers(views.accountVersion, 'The version, out of all answers from now on'),
  }),
  accountTemplate: createRoute({
    method: 'get',
    path: '/account-templates/{id}',
    request: { params: id },
    responses: {
      ...answers(problem, ''),
      200: { content: { 'text/yaml': { schema: z.string() } }, description: 'A YAML file to fill in' },
    },
  }),
  batches: createRoute({
    method: 'get',
    path: '/batches',
    responses: answers(z.array(views.batch), 'All imported batches, newest first'),
  }),
  batchPage: createRoute({
    method: 'get',
    path: '/batch-page',
    request: {
      query: z.object({
        by: z.enum(['devices', 'others']).optional(),
        offset: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(1000).default(100),
      }),
    },
    responses: answers(views.batches, 'Imported batches, newest first'),
  }),
};
