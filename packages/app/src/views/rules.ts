import { validationResultsSchema, validationSchema } from '@qingshan/methods';
import { z } from 'zod';
import { assessment, clauseRef, localized, orNull } from './common.ts';

export const methodSummary = z
  .object({
    id: z.string(),
    version: z.string(),
    title: localized,
    summary: localized,
    clauses: z.array(z.string()),
    editions: z.array(z.string()),
    /** JSON Schema */
    input: z.record(z.string(), z.unknown()),
    output: z.record(z.string(), z.unknown()),
    cases: z.number(),
  })
  .meta({ id: 'MethodSummary' });

export const methodCase = z
  .object({
    name: z.string(),
    kind: z.string(),
    basis: z.string(),
    input: z.record(z.string(), z.unknown()),
    expect: z.record(z.string(), z.unknown()),
    working: z.string().nullable(),
  })
  .meta({ id: 'MethodCase' });

export const methodDetail = z
  .object({
    method: methodSummary,
    cases: z.array(methodCase),
    /** Comparisons with published results */
    validations: z.array(z.object({ id: z.string(), title: localized })),
    indicators: z.array(z.object({ id: z.string(), title: localized })),
  })
  .meta({ id: 'MethodDetail' });

/** Methods against real published results; `made` is the day of the comparison. */
export const validationResults = validationResultsSchema
  .extend({ validations: z.array(validationSchema.extend({ methodTitle: localized }).meta({ id: 'Validation' })) })
  .meta({ id: 'ValidationResults' });

export const calculation = assessment
  .pick({
    method: true,
    methodVersion: true,
    value: true,
    shown: true,
    unit: true,
    verdict: true,
    limit: true,
    provisional: true,
    completeness: true,
    editions: true,
    clauses: true,
    trace: true,
    warnings: true,
    details: true,
  })
  .meta({ id: 'Calculation' });

export const confirmation = z
  .object({ by: z.string(), document: z.string(), at: z.string() })
  .meta({ id: 'Confirmation' });

/** What a person says when they have compared a figure with the document. */
export const confirmationInput = z
  .strictObject({
    edition: z.string(),
    figure: z.string(),
    document: z.string().trim().min(1),
  })
  .meta({ id: 'ConfirmationInput' });

export const figure = z
  .object({
    keys: z.record(z.string(), z.string()),
    value: z.string().nullable(),
    values: z.array(z.string().nullable()).nullable(),
    unit: z.string().nullable(),
    text: orNull(localized),
    clause: clauseRef,
    confirmations: z.array(confirmation),
    note: orNull(localized),
  })
  .meta({ id: 'Figure' });

export const standardTable = z
  .object({
    name: z.string(),
    title: localized,
    keys: z.array(z.string()),
    valid: z.object({ from: z.string(), to: z.string().nullable() }).nullable(),
    figures: z.array(figure),
  })
  .meta({ id: 'StandardTable' });

export const editionSummary = z
  .object({
    id: z.string(),
    family: z.string(),
    number: z.string(),
    title: localized,
    issuer: localized,
    from: z.string(),
    to: z.string().nullable(),
    /** Day from which the district's place applied it before `from` */
    adopted: z.string().nullable(),
    /** Titles of its tables */
    tables: z.array(localized),
    figures: z.number(),
    toBeChecked: z.number(),
    pinned: z.boolean(),
  })
  .meta({ id: 'EditionSummary' });

export const editionDetail = z
  .object({
    summary: editionSummary,
    supersedes: z.array(z.string()),
    sources: z.array(z.object({ what: z.string(), where: z.string() })),
    notes: z.array(localized),
    tables: z.array(standardTable),
  })
  .meta({ id: 'EditionDetail' });

export const editionDifference = z
  .object({
    from: z.string(),
    to: z.string(),
    changes: z.array(
      z.object({
        table: z.string(),
        keys: z.record(z.string(), z.string()),
        kind: z.enum(['added', 'removed', 'changed']),
        before: z.string().nullable(),
        after: z.string().nullable(),
        unit: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'EditionDifference' });

/** One day's air judged under two generations of HJ 633. */
export const aqiComparison = z
  .object({
    day: z.string(),
    scopeText: localized,
    /** Daily concentrations that went in */
    concentrations: z.array(
      z.object({ parameter: z.string(), name: localized, value: z.number().nullable(), unitText: z.string() }),
    ),
    results: z.array(
      z.object({
        edition: z.string(),
        calculation,
        level: orNull(localized),
        color: z.string().nullable(),
      }),
    ),
    simulated: z.boolean(),
  })
  .meta({ id: 'AqiComparison' });

/** The hourly rows behind a figure. */
export const inputRows = z
  .object({
    total: z.number(),
    offset: z.number(),
    rows: z.array(
      z.object({
        site: z.string(),
        parameter: z.string(),
        /** End of the hour, `2024-10-31T08:00` */
        time: z.string(),
        value: z.number(),
        unitText: z.string(),
        flag: z.string(),
        batch: z.number(),
        received: z.string(),
        revision: z.number(),
      }),
    ),
  })
  .meta({ id: 'InputRows' });

export const batch = z
  .object({
    id: z.number(),
    source: z.string(),
    files: z.array(z.string()),
    state: z.enum(['writing', 'committed', 'failed', 'undone']),
    received: z.string(),
    undoneAt: z.string().nullable(),
    added: z.number(),
    corrected: z.number(),
    unchanged: z.number(),
    faults: z.number(),
    simulated: z.boolean(),
  })
  .meta({ id: 'Batch' });

export const batches = z
  .object({
    batches: z.array(batch),
    total: z.number(),
    sources: z
      .array(z.object({ id: z.string(), title: localized, summary: localized, extensions: z.array(z.string()) }))
      .describe('What files can be imported'),
  })
  .meta({ id: 'Batches' });
export type BatchesView = z.infer<typeof batches>;
