import { z } from 'zod';

/**
 * What came out when methods were run over real data with published results: packages/methods/validation/results.json,
 * made by `npm run validation`. It holds counts and single figures with their source, never the data.
 */
const localized = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

const outcome = z.strictObject({
  /** Which rows, and how they were judged */
  what: localized,
  compared: z.int().min(0),
  agreed: z.int().min(0),
  differing: z.int().min(0),
  /** Rows that cannot be compared, with nothing said about them */
  undetermined: z.int().min(0),
  /** Largest difference from the published figure, `1.63 ug/m3`; `null` where words are compared */
  largest: z.string().nullable(),
  /** Why rows differ or are left out, as far as known */
  reason: localized.nullable(),
});

/** A single published figure beside ours. */
const figure = z.strictObject({
  what: localized,
  published: z.string(),
  computed: z.string(),
  unit: z.string(),
  source: z.string(),
});

export const validationSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  method: z.string(),
  methodVersion: z.string(),
  title: localized,
  publisher: localized,
  /** Period of the data, `2020-05-08..2020-09-30` */
  period: z.string(),
  /** What was compared with which rule */
  rule: localized,
  outcomes: z.array(outcome).min(1),
  figures: z.array(figure),
});
export type Validation = z.output<typeof validationSchema>;
export type ValidationOutcome = Validation['outcomes'][number];

export const validationResultsSchema = z.strictObject({
  /** Day on which the file was made */
  made: z.iso.date(),
  validations: z.array(validationSchema).min(1),
});
export type ValidationResults = z.output<typeof validationResultsSchema>;
