import { z } from 'zod';
import { localized, named, orNull } from './common.ts';

const moment = z.string().describe('Beijing time, 2024-10-31T08:00');

export const intakeFinding = z
  .object({
    code: z.string(),
    severity: z.enum(['refused', 'quarantined', 'note']),
    row: z.number().nullable().describe('Row of the file, place in a JSON list; 1 is the first'),
    column: z.string().nullable(),
    value: z.string().nullable(),
    text: localized,
  })
  .meta({ id: 'IntakeFinding' });
export type IntakeFindingView = z.infer<typeof intakeFinding>;

export const observationImport = z
  .object({
    source: z.string(),
    file: z.string(),
    refused: z.boolean().describe('Nothing of it can be stored; the findings say why'),
    rows: z.number(),
    values: z.number(),
    added: z.number(),
    corrected: z.number(),
    unchanged: z.number(),
    findings: z.array(intakeFinding).describe('The first of them'),
    found: z.number().describe('How many findings there are'),
    batch: z.number().nullable().describe('The batch that was stored; null: it was a preview, or nothing was new'),
    opened: z.array(z.string()).describe('Cases that were opened by it'),
  })
  .meta({
    id: 'ObservationImport',
    description: 'A file of observations, and what importing it changes or has changed',
  });
export type ObservationImportView = z.infer<typeof observationImport>;

export const intakeAnswer = z
  .object({
    delivery: z.number(),
    source: z.string(),
    file: z.string(),
    refused: z.boolean().describe('Nothing of it was stored; the findings say why'),
    repeated: z.boolean().describe('The same delivery had come before; this is what came of it then'),
    batch: z.number().nullable().describe('The batch that was stored; null: there was nothing new'),
    rows: z.number(),
    values: z.number(),
    added: z.number(),
    corrected: z.number(),
    unchanged: z.number(),
    findings: z.array(intakeFinding),
    cases: z
      .object({ opened: z.array(z.string()), goesOn: z.array(z.string()), changed: z.array(z.string()) })
      .nullable()
      .describe('Cases that exceedances have opened, continued or changed; null: not judged, or nothing was stored'),
  })
  .meta({ id: 'IntakeAnswer', description: 'What came of data that were sent' });
export type IntakeAnswer = z.infer<typeof intakeAnswer>;

export const intakeKey = z
  .object({
    id: z.string(),
    name: z.string(),
    sources: z.array(z.string()),
    sites: orNull(z.array(named)).describe('null: all sites'),
    by: z.string(),
    at: moment,
    expires: moment.nullable(),
    revoked: moment.nullable(),
    lastUsed: moment.nullable(),
    usable: z.boolean(),
  })
  .meta({ id: 'IntakeKey', description: 'A key with which data may be sent; the key itself is shown nowhere' });
export type IntakeKeyView = z.infer<typeof intakeKey>;

export const newIntakeKey = z
  .object({
    name: z.string().trim().min(1).max(60),
    sources: z.array(z.string()).min(1),
    sites: z.array(z.string()).min(1).nullable().default(null).describe('Ids or names of sites; null: all'),
    expires: z.string().nullable().default(null).describe('The last day on which it may be used, 2025-12-31'),
  })
  .meta({ id: 'NewIntakeKey' });
export type NewIntakeKey = z.output<typeof newIntakeKey>;

export const intakeKeyOnce = z
  .object({ key: intakeKey, token: z.string().describe('Shown this once') })
  .meta({ id: 'IntakeKeyOnce' });

export const pullOutcome = z.enum(['stored', 'nothing-new', 'unchanged', 'refused', 'failed']);

export const intakePull = z
  .object({
    name: z.string(),
    source: z.string(),
    address: z.string().describe('Without its query'),
    everyMinutes: z.number().nullable(),
    at: z.array(z.string()).describe('Times of the day, 06:30'),
    tried: moment.nullable(),
    good: moment.nullable().describe('The last time that it came and was not refused'),
    due: moment.nullable().describe('The next try; null: at once'),
    failures: z.number().describe('In a row'),
    outcome: pullOutcome.nullable().describe('null: never tried'),
    why: orNull(localized),
  })
  .meta({ id: 'IntakePull' });

export const intakeDelivery = z
  .object({
    id: z.number(),
    door: z.enum(['key', 'folder', 'pull']),
    by: z.string().nullable().describe('Name of the key or the pull'),
    source: z.string(),
    file: z.string(),
    at: moment,
    state: z.enum(['begun', 'stored', 'refused']),
    batch: z.number().nullable().describe('null: nothing was new'),
    added: z.number(),
    corrected: z.number(),
    unchanged: z.number(),
    findings: z.array(intakeFinding).describe('The first of them'),
  })
  .meta({ id: 'IntakeDelivery' });

export const intakeDoors = z
  .object({
    folder: z
      .object({
        path: z.string(),
        waiting: z.array(z.object({ source: z.string(), name: z.string(), bytes: z.number() })),
        stray: z.array(z.string()).describe('What lies where nothing is looked for'),
      })
      .nullable()
      .describe('null: no folder is watched'),
    pulls: z.array(intakePull),
    deliveries: z.array(intakeDelivery).describe('The newest first'),
    sources: z.array(z.object({ id: z.string(), name: localized })),
  })
  .meta({ id: 'IntakeDoors', description: 'By which doors data come in, and what has come' });
export type IntakeDoors = z.infer<typeof intakeDoors>;
