import { z } from 'zod';
import { localized, orNull } from './common.ts';

const moment = z.string().describe('Beijing time, 2024-10-31T08:00');

/** What the use case knows; the rest is the process's own to say. */
export const operationsKnown = z.object({
  version: z.string().describe('Of Qingshan'),
  now: moment,
  lastBackup: moment.nullable().describe('null: none is known'),
  batches: z.number(),
  queue: z.object({
    batches: z.number().describe('Batches that are being written'),
    deliveries: z.number().describe('Deliveries begun and not ended, of the last ones'),
    files: z.number().describe('Files that wait in the watched folder'),
  }),
  gateway: z.object({
    listening: z.boolean(),
    failure: z.string().nullable().describe('Why values of instruments could not be stored at the last try'),
  }),
  jobs: z
    .array(z.object({ job: z.string(), at: moment, failed: z.boolean() }))
    .describe('How each recurring job last ended'),
});
export type OperationsKnown = z.infer<typeof operationsKnown>;

export const operations = operationsKnown
  .extend({
    node: z.string(),
    started: moment.describe('When this process began'),
    ready: z.boolean(),
    stores: z.array(
      z.object({
        store: z.enum(['registry', 'observations', 'frames', 'disk']),
        ready: z.boolean(),
        text: orNull(localized).describe('What is wrong and what to do'),
      }),
    ),
    freeBytes: z.number().nullable().describe('On the disk of the data folder; null: not known'),
  })
  .meta({ id: 'Operations', description: 'How the server is doing, for whoever runs it' });
