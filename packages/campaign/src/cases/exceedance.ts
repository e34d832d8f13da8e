import { CERTAINTIES } from '@qingshan/kernel';
import { z } from 'zod';

/** One period above the limit, as it stands in the log of a case: what was shown, judged by which clause. */
export const exceedanceFigureSchema = z.strictObject({
  /** `2024-10-30`, or the end of the hour `2024-10-30T08:00` */
  at: z.string(),
  value: z.string(),
  unit: z.string(),
  limit: z.string(),
  /** 超标倍数; empty where the limit is none of a standard */
  multiple: z.string(),
  /** Where the limit stands, see ClauseRef; `null`: in the district's own rule */
  clause: z
    .strictObject({
      edition: z.string(),
      document: z.string(),
      clause: z.string(),
      certainty: z.enum(CERTAINTIES),
      figures: z.array(z.string()),
    })
    .nullable(),
  /** What is to be said of it where value and limit do not say it */
  note: z.strictObject({ zh: z.string(), en: z.string() }).optional(),
  /** Of a condition: what of it is worth another line in the log */
  level: z.string().optional(),
});
export type ExceedanceFigure = z.infer<typeof exceedanceFigureSchema>;

/** What is watched: a rule at a site for a parameter. */
export const strandSchema = z.strictObject({ rule: z.string(), site: z.string(), parameter: z.string() });
export type Strand = z.infer<typeof strandSchema>;

/** Data of `exceeded`: the exceedance goes on, with these figures more. */
export const exceededSchema = z.object({
  strand: strandSchema,
  figures: z.array(exceedanceFigureSchema).min(1),
  /** The batch after which it was seen */
  batch: z.number().nullable(),
});

/** Data of `exceedance-changed`: figures that are no longer so, because data were corrected or a batch was undone. */
export const exceedanceChangedSchema = z.object({
  changes: z.array(z.object({ before: exceedanceFigureSchema, after: exceedanceFigureSchema.nullable() })).min(1),
  batch: z.number().nullable(),
  undone: z.boolean(),
});

/** Data of `exceedance-ended`: since when the condition no longer holds. */
export const exceedanceEndedSchema = z.object({ at: z.string() });

/** The exceedance that a case rests on. */
export interface CaseExceedance {
  readonly strand: Strand;
  /** That stand now, the earliest first */
  readonly figures: readonly ExceedanceFigure[];
  /** That stood once and were taken away by a correction or undoing */
  readonly gone: readonly ExceedanceFigure[];
  /** Of a condition that no longer holds: since when */
  readonly ended?: string;
}

/** What cases of a strand are found by: their keys begin with it. */
export function strandKey({ rule, site, parameter }: Strand): string {
  return `watch:${rule}/${site}/${parameter}`;
}

function byTime(a: ExceedanceFigure, b: ExceedanceFigure): number {
  return a.at < b.at ? -1 : 1;
}

/** The exceedance with some figures more; one that came back is no longer gone. */
export function withFigures(
  before: CaseExceedance | undefined,
  { strand, figures }: z.infer<typeof exceededSchema>,
): CaseExceedance {
  const fresh = new Set(figures.map(({ at }) => at));
  const others = (all: readonly ExceedanceFigure[]) => all.filter(({ at }) => !fresh.has(at));
  return {
    strand,
    figures: [...others(before?.figures ?? []), ...figures].toSorted(byTime),
    gone: others(before?.gone ?? []),
  };
}

/** The exceedance after some of its figures have changed or gone. */
export function withChanges(
  before: CaseExceedance,
  { changes }: z.infer<typeof exceedanceChangedSchema>,
): CaseExceedance {
  const changed = new Set(changes.map((change) => change.before.at));
  const after = changes.flatMap((change) => (change.after ? [change.after] : []));
  const gone = changes.flatMap((change) => (change.after ? [] : [change.before]));
  return {
    ...before,
    figures: [...before.figures.filter(({ at }) => !changed.has(at)), ...after].toSorted(byTime),
    gone: [...before.gone, ...gone].toSorted(byTime),
  };
}
