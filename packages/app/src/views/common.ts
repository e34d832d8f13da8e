import { CERTAINTIES, VERDICTS } from '@qingshan/kernel';
import { z } from 'zod';

/** Read models: what the application answers, on the command line, in the API and in the web pages alike. */

/** A named schema or null. `.nullable()` would make the named schema itself nullable in the OpenAPI document. */
export const orNull = <S extends z.ZodType>(schema: S): z.ZodUnion<[S, z.ZodNull]> => z.union([schema, z.null()]);

export const localized = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Localized' });

export const named = z.object({ id: z.string(), name: localized });

export const clauseRef = z
  .object({
    edition: z.string(),
    document: z.string(),
    clause: z.string(),
    certainty: z.enum(CERTAINTIES),
    /** Figures of the edition that were applied */
    figures: z.array(z.string()),
    /** Every one of them has been confirmed against the document by a person. */
    confirmed: z.boolean().optional(),
  })
  .meta({ id: 'ClauseRef' });

export const completeness = z
  .object({
    valid: z.number(),
    expected: z.number(),
    required: z.number().nullable(),
    of: z.enum(['hours', 'days', 'months', 'windows', 'stations', 'towns', 'sections', 'samples']),
  })
  .meta({ id: 'Completeness' });

export const warning = z.object({ code: z.string(), text: localized }).meta({ id: 'Warning' });

export const traceStep = z
  .object({ title: localized, detail: localized, clauses: z.array(clauseRef) })
  .meta({ id: 'TraceStep' });

export const verdict = z.enum(VERDICTS).meta({ id: 'Verdict' });

export const assessment = z
  .object({
    id: z.string(),
    indicator: z.string(),
    title: localized,
    scope: z.string(),
    scopeText: localized,
    period: z.string(),
    through: z.string(),
    asOf: z.string().nullable(),
    value: z.number().nullable(),
    shown: z.string(),
    unit: z.string(),
    unitText: z.string(),
    verdict,
    limit: z.string().nullable(),
    provisional: z.boolean(),
    completeness: orNull(completeness),
    edition: z.string(),
    editions: z.array(z.string()),
    method: z.string(),
    methodVersion: z.string(),
    clauses: z.array(clauseRef),
    toBeChecked: z.boolean(),
    trace: z.array(traceStep),
    warnings: z.array(warning),
    details: z.record(z.string(), z.unknown()),
    inputsHash: z.string(),
    simulated: z.boolean(),
  })
  .meta({ id: 'Assessment' });
export type AssessmentView = z.infer<typeof assessment>;
