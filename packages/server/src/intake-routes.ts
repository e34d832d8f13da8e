import { createRoute, z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';
import { answers, body, id, json, problem } from './route-parts.ts';

/** Data that programs send with a key, and the keys. */
export const intakeRoutes = {
  intakeDoors: createRoute({
    method: 'get',
    path: '/intake-doors',
    responses: answers(views.intakeDoors, 'The watched folder, the pulls, and what has come in by itself lately'),
  }),
  intakeKeys: createRoute({
    method: 'get',
    path: '/intake-keys',
    responses: answers(z.array(views.intakeKey), 'Keys for sending data, revoked ones too, the newest first'),
  }),
  addIntakeKey: createRoute({
    method: 'post',
    path: '/intake-keys',
    request: body(views.newIntakeKey),
    responses: answers(views.intakeKeyOnce, 'The key, shown this once'),
  }),
  revokeIntakeKey: createRoute({
    method: 'post',
    path: '/intake-keys/{id}/revocation',
    request: { params: id },
    responses: answers(z.object({ done: z.literal(true) }), 'The key may not be used any more'),
  }),
  deliver: createRoute({
    method: 'post',
    path: '/intake/{source}',
    description:
      'With Authorization: Bearer and a key. The body is a file of the source, or for `json` a list of observations.',
    request: {
      params: z.object({ source: z.string() }),
      query: z.object({ name: z.string().min(1).max(200).optional().describe('Name of the file') }),
      headers: z.object({
        'idempotency-key': z.string().min(1).max(200).optional().describe('The same again is answered as it was'),
      }),
      body: { content: { 'application/octet-stream': { schema: z.string() } }, required: true },
    },
    responses: {
      ...answers(views.intakeAnswer, 'What was new, corrected and unchanged, and the findings'),
      413: json(problem, 'Too large'),
      422: json(z.union([views.intakeAnswer, problem]), 'Refused, with the findings by row; nothing was stored'),
    },
  }),
};
