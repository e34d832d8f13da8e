import { ORIGINS } from '@qingshan/campaign';
import { z } from 'zod';
import { localized } from './common.ts';

export const unit = z
  .object({ id: z.string(), name: localized, short: z.string(), kind: z.enum(['department', 'town', 'enterprise']) })
  .meta({ id: 'Unit' });

export const due = z
  .object({
    kind: z.enum(['date', 'season', 'rhythm']),
    text: localized,
    /** Day on which it is late, where there is one */
    date: z.string().nullable(),
  })
  .meta({ id: 'Due' });

export const measure = z
  .object({
    id: z.string(),
    number: z.number(),
    task: z.string(),
    board: z.string(),
    title: localized,
    kind: z.enum(['target-value', 'counted', 'list-cleared', 'project', 'routine', 'document']),
    origin: z.enum(ORIGINS),
    initiative: z.boolean(),
    initiativeOrigin: z.enum(ORIGINS).nullable(),
    lead: z.array(z.string()),
    responsible: z.array(z.string()),
    assisting: z.array(z.string()),
    due,
    targets: z.array(z.string()),
    stated: z.string().nullable(),
  })
  .meta({ id: 'Measure' });

export const plan = z
  .object({
    id: z.string(),
    year: z.number(),
    title: localized,
    counts: z.object({ boards: z.number(), tasks: z.number(), measures: z.number(), initiatives: z.number() }),
    /** Which of the counts differ from what the document declares; empty when all agree */
    findings: z.array(localized),
    /** What about the model is inferred, for readers */
    notes: z.array(localized),
    pins: z.record(z.string(), z.string()),
    units: z.array(unit),
    boards: z.array(
      z.object({
        id: z.string(),
        title: localized,
        goal: localized,
        tasks: z.array(z.object({ id: z.string(), number: z.number(), title: localized, measures: z.array(measure) })),
      }),
    ),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.infer<typeof plan>;

export const workspace = z
  .object({
    version: z.string(),
    district: z.object({ id: z.string(), name: localized }),
    plan: z.object({ id: z.string(), year: z.number(), title: localized }),
    demonstration: z.boolean(),
    /** The day taken as today */
    today: z.string(),
    /** First and last day with data */
    extent: z.object({ first: z.string(), last: z.string() }).nullable(),
    simulated: z.boolean(),
  })
  .meta({ id: 'Workspace' });
export type WorkspaceView = z.infer<typeof workspace>;
