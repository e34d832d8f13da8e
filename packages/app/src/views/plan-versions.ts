import { z } from 'zod';
import { localized, orNull } from './common.ts';
import { plan } from './plan.ts';

/** Issued versions of plans, what differs between them, and what issuing one does. */

export const planVersionRow = z
  .object({
    id: z.number(),
    plan: z.string(),
    year: z.number(),
    version: z.number(),
    name: z.string(),
    number: z.string().nullable(),
    date: z.string().nullable(),
    note: z.string(),
    /** Who issued it and when; empty and null for the one that came with the district */
    by: z.string(),
    at: z.string().nullable(),
    draft: z.number().nullable(),
    inForce: z.boolean(),
    counts: z.object({ boards: z.number(), tasks: z.number(), measures: z.number(), initiatives: z.number() }),
    /** Against the version before it; null for the first */
    changes: orNull(z.object({ added: z.number(), dropped: z.number(), changed: z.number() })),
  })
  .meta({ id: 'PlanVersionRow' });
export type PlanVersionRowView = z.infer<typeof planVersionRow>;

export const planVersion = z.object({ version: planVersionRow, plan }).meta({ id: 'PlanVersion' });

const diffMeasure = z.object({ id: z.string(), title: localized, task: localized });
export const planDiff = z
  .object({
    added: z.array(diffMeasure.extend({ draftId: z.string().nullable() })),
    dropped: z.array(diffMeasure),
    changed: z.array(
      diffMeasure.extend({
        /** Its id in the earlier plan */
        from: z.string(),
        draftId: z.string().nullable(),
        reworded: orNull(z.object({ from: z.string(), to: z.string() })),
        texts: z.array(localized),
      }),
    ),
    unchanged: z.number(),
  })
  .meta({ id: 'PlanDiff' });
export type PlanDiffView = z.infer<typeof planDiff>;

export const versionDiff = z
  .object({ from: planVersionRow, to: planVersionRow, diff: planDiff })
  .meta({ id: 'PlanVersionDiff' });

const assignmentItem = z.object({
  id: z.string(),
  measure: z.string(),
  title: localized,
  unitName: localized,
  text: localized,
});
export const issuePreview = z
  .object({
    seq: z.number(),
    /** Ids of doubts that are open, or whose decision does not fit; while there are some nothing can be issued */
    unsettled: z.array(z.object({ doubt: z.string(), text: localized, where: localized, why: z.string() })),
    ready: orNull(
      z.object({
        plan: z.string(),
        year: z.number(),
        version: z.number(),
        /** The version that it goes on from */
        before: z.object({ id: z.number(), name: z.string(), version: z.number(), year: z.number() }),
        /** Whether the running plan becomes this one at once */
        takesForce: z.boolean(),
        counts: planVersionRow.shape.counts,
        diff: planDiff,
        /** What would become of assignments that run; every number is the length of its list */
        impact: z.object({
          kept: z.number(),
          ended: z.array(assignmentItem),
          added: z.array(assignmentItem),
          otherRole: z.array(assignmentItem),
          otherDue: z.array(assignmentItem),
          resumed: z.array(assignmentItem),
        }),
        toConfirm: z.array(localized),
      }),
    ),
  })
  .meta({ id: 'IssuePreview' });
export type IssuePreviewView = z.infer<typeof issuePreview>;
