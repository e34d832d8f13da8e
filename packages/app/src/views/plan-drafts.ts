import { CERTAINTIES } from '@qingshan/kernel';
import { z } from 'zod';
import { localized, orNull } from './common.ts';

/** Drafts of plans: what was read of a document, what is doubtful in it, and what was decided. */

const counts = z
  .object({ boards: z.number(), tasks: z.number(), measures: z.number(), initiatives: z.number() })
  .meta({ id: 'PlanCounts' });

const dueTerm = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('date'), date: z.iso.date(), text: localized }),
    z.object({
      kind: z.literal('season'),
      from: z.string().regex(/^\d{2}-\d{2}$/),
      to: z.string().regex(/^\d{2}-\d{2}$/),
      certainty: z.enum(CERTAINTIES),
      text: localized,
    }),
    z.object({ kind: z.literal('rhythm'), every: z.enum(['month', 'quarter', 'all-year']), text: localized }),
  ])
  .meta({ id: 'DueTerm' });

const doubt = z.string().min(1).max(200);
export const draftDecision = z
  .discriminatedUnion('act', [
    z.object({ doubt, act: z.literal('accept') }),
    z.object({ doubt, act: z.literal('keep') }),
    z.object({ doubt, act: z.literal('units'), units: z.array(z.string()).max(100) }),
    z.object({ doubt, act: z.literal('due'), due: dueTerm }),
    z.object({ doubt, act: z.literal('board'), board: z.string() }),
    z.object({ doubt, act: z.literal('drop') }),
    z.object({ doubt, act: z.literal('wording'), words: z.string().min(1).max(5000) }),
  ])
  .meta({ id: 'DraftDecision' });

const draftFields = {
  id: z.number(),
  kind: z.enum(['document', 'copy']),
  name: z.string(),
  year: z.number().nullable(),
  state: z.enum(['open', 'issued', 'discarded']),
  counts,
  doubts: z.number(),
  settled: z.number(),
  by: z.string(),
  at: z.string(),
  /** Id of the version that was issued from it */
  issuedAs: z.number().nullable(),
};
export const planDraftRow = z.object(draftFields).meta({ id: 'PlanDraftRow' });
export type PlanDraftRowView = z.infer<typeof planDraftRow>;

const place = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cell'),
    table: z.number(),
    sheet: z.string().nullable(),
    row: z.number(),
    column: z.number(),
  }),
  z.object({ kind: z.literal('paragraph'), number: z.number() }),
  z.object({ kind: z.literal('document') }),
]);

export const draftDoubt = z
  .object({
    id: z.string(),
    code: z.string(),
    item: z.string().nullable(),
    alsoIn: z.array(z.string()),
    field: z.string(),
    place,
    where: localized,
    words: z.string(),
    text: localized,
    /** What would settle it, for people; never applied before somebody accepts it */
    suggestion: orNull(localized),
    candidates: z.array(z.string()),
    acts: z.array(z.enum(['accept', 'keep', 'units', 'due', 'board', 'drop', 'wording'])),
    decision: orNull(draftDecision),
    /** The decision, for people */
    decided: orNull(localized),
  })
  .meta({ id: 'DraftDoubt' });

const gridCell = z.object({
  row: z.number(),
  column: z.number(),
  rowSpan: z.number(),
  colSpan: z.number(),
  text: z.string(),
  bold: z.boolean(),
});
const gridBlock = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('table'),
    number: z.number(),
    name: z.string().nullable(),
    columns: z.number(),
    rows: z.array(z.array(gridCell)),
  }),
  z.object({
    kind: z.literal('paragraph'),
    number: z.number(),
    text: z.string(),
    level: z.number().nullable(),
    bold: z.boolean(),
  }),
]);

export const planDraft = z
  .object({
    ...draftFields,
    seq: z.number(),
    title: z.string().nullable(),
    /** Totals: as the document states them, as they were found, and after what was decided (`null` while open) */
    checks: z.array(
      z.object({
        key: z.enum(['boards', 'tasks', 'measures', 'initiatives']),
        declared: z.number().nullable(),
        found: z.number(),
      }),
    ),
    canUndo: z.boolean(),
    doubtList: z.array(draftDoubt),
    skipped: z.array(z.object({ reason: z.string(), where: localized, words: z.string() })),
    /** The document as it was in the file */
    blocks: z.array(gridBlock),
    /** Measures as they were read: official wording beside the working title */
    measures: z.array(
      z.object({ id: z.string(), task: z.string(), wording: z.string(), title: z.string(), place, where: localized }),
    ),
    boards: z.array(z.object({ id: z.string(), title: localized })),
    units: z.array(z.object({ id: z.string(), name: localized })),
    terms: z.array(dueTerm),
  })
  .meta({ id: 'PlanDraft' });
export type PlanDraftView = z.infer<typeof planDraft>;

const seen = z.number().int().min(0);
export const draftDecisionsInput = z
  .object({ decisions: z.array(draftDecision).min(1).max(2000), seen })
  .meta({ id: 'DraftDecisionsInput' });
export const draftStepInput = z.object({ seen }).meta({ id: 'DraftStepInput' });
export const copyInput = z
  .object({
    from: z.number().int().min(0).describe('Version that is copied'),
    year: z.number().int().min(2000).max(2100),
  })
  .meta({ id: 'CopyInput' });

export const issueInput = z
  .object({
    name: z.string().trim().min(1).max(200).describe('Name of the document'),
    number: z.string().trim().min(1).max(100).nullable().describe('发文字号'),
    date: z.iso.date().nullable().describe('Day of the document'),
    note: z.string().trim().max(2000).default(''),
    links: z
      .record(z.string(), z.string().nullable())
      .default({})
      .describe('Measure of the draft to that of the version before, where somebody says so; null for a new one'),
    seen,
  })
  .meta({ id: 'IssueInput' });
