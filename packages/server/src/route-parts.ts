import { z } from '@hono/zod-openapi';
import { views } from '@qingshan/app';

/** What many routes have in common. */

export const id = z.object({ id: z.string() });

export const asking = z.object({
  through: z.string().optional().describe('Last day whose data count, 2024-10-31'),
  asOf: z.string().optional().describe('Only what had been received by then, 2024-10-31 or 2024-10-31T08:00'),
});

export const problem = z
  .object({
    code: z.string(),
    text: views.localized,
    fields: z
      .array(z.object({ path: z.string(), text: views.localized }))
      .optional()
      .describe('The fields of an input that are wrong: fuels.0.amount'),
  })
  .meta({ id: 'Problem', description: 'What is wrong, where, why, and what to do' });

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});

const failure = json(problem, 'The request cannot be answered');

export const answers = <S extends z.ZodType>(schema: S, description: string) => ({
  200: json(schema, description),
  400: failure,
  401: json(problem, 'Sign in first'),
  403: json(problem, 'Not allowed for this role or unit'),
  404: failure,
  409: failure,
  422: failure,
  429: json(problem, 'Too many failed sign-ins'),
});

export const body = <S extends z.ZodType>(schema: S) => ({
  body: { content: { 'application/json': { schema } }, required: true },
});
