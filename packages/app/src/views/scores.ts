import { z } from 'zod';
import { localized, orNull } from './common.ts';

/** A rule by which units or towns are scored. */
export const scorePack = z
  .object({
    /** Edition id */
    id: z.string(),
    name: localized,
    /** Whose rule it is */
    issuer: localized,
    number: z.string(),
    notes: z.array(localized),
    of: z.enum(['units', 'towns']),
    /** Why it cannot be run on what is stored here */
    why: orNull(localized),
    /** Some figure of it awaits confirmation against a document */
    toBeChecked: z.boolean(),
  })
  .meta({ id: 'ScorePack' });
export type ScorePackView = z.output<typeof scorePack>;

const scoreEntry = z.object({
  item: z.string(),
  reason: localized,
  times: z.string(),
  each: z.string(),
  points: z.string(),
});

/** What a figure of a town was made from. */
const scoreInput = z.object({
  name: localized,
  shown: z.string(),
  assessmentId: z.string().nullable(),
});

const scoreRow = z
  .object({
    unit: z.string(),
    name: localized,
    rank: z.number(),
    tied: z.boolean(),
    score: z.string(),
    /** Of the month before */
    before: orNull(z.object({ rank: z.number(), score: z.string() })),
    parts: z.array(z.object({ id: z.string(), score: z.string() })),
    entries: z.array(scoreEntry),
    inputs: z.array(scoreInput),
    /** What follows, and since how many months in a row at the bottom */
    monthsLast: z.number(),
    consequences: z.array(localized),
  })
  .meta({ id: 'ScoreRow' });
export type ScoreRowView = z.output<typeof scoreRow>;

export const scores = z
  .object({
    pack: scorePack,
    month: z.string(),
    /** Day whose evening the events were looked at */
    scoredOn: z.string(),
    /** As it was asked for; `null`: the day that the pack says */
    asOf: z.string().nullable(),
    items: z.array(z.object({ id: z.string(), name: localized, full: z.string() })),
    leagues: z.array(z.object({ id: z.string(), name: localized, rows: z.array(scoreRow) })),
    exempt: z.array(z.object({ unit: z.string(), name: localized, reason: localized })),
    ladder: z.array(z.object({ months: z.number(), text: localized })),
    simulated: z.boolean(),
  })
  .meta({ id: 'Scores' });
export type ScoresView = z.output<typeof scores>;

export const scoreQuery = z.object({
  pack: z.string().describe('unit-scoring-example-2024'),
  month: z.string().describe('2024-09'),
  /** `2024-10-15`: only what had happened by the end of that day */
  asOf: z.string().optional(),
});
export type ScoreQuery = z.output<typeof scoreQuery>;
