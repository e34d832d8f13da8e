import {
  CASE_SOURCES,
  CASE_STAGES,
  CASE_STATES,
  CASE_VERBS,
  casePrivateSchema,
  exceedanceFigureSchema,
  LIGHTS,
  ratingSchema,
} from '@qingshan/campaign';
import { CERTAINTIES } from '@qingshan/kernel';
import { RATES } from '@qingshan/methods';
import { z } from 'zod';
import { clauseRef, localized, named, orNull } from './common.ts';

const MAX_CHOSEN = 500;
const text = (max: number) => z.string().max(max);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const ids = z.array(z.string().min(1)).min(1).max(MAX_CHOSEN);
const evidence = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(50);

export const caseLight = z.enum(LIGHTS).meta({ id: 'CaseLight' });
export const caseState = z.enum(CASE_STATES).meta({ id: 'CaseState' });
export const caseSource = z.enum(CASE_SOURCES).meta({ id: 'CaseSource' });
export const caseRating = ratingSchema.meta({ id: 'CaseRating' });

/** Lists of cases that have a count on the page. */
export const CASE_LISTS = [
  'red',
  'yellow',
  'mine',
  'step',
  'new',
  'dispatched',
  'handling',
  'submitted',
  'verified',
  'closed',
  'open',
  'all',
  'merged',
] as const;
export const caseListName = z.enum(CASE_LISTS).meta({ id: 'CaseListName' });

export const CASE_GROUPS = ['unit', 'town', 'topic'] as const;
/** What of the rates a list stands behind: all calls, those left out, those merged, those assessed; done or not. */
export const CASE_FIGURES = ['received', 'excluded', 'merged', 'assessed', ...RATES] as const;

export const caseQuery = z.object({
  list: caseListName.optional().describe('Default: open'),
  unit: z.string().optional(),
  town: z.string().optional(),
  topic: z.string().optional(),
  source: caseSource.optional(),
  spot: z.string().optional().describe('Place and topic of a hot spot'),
  from: day.optional().describe('First day of receipt'),
  to: day.optional().describe('Last day of receipt'),
  text: z.string().max(100).optional(),
  figure: z.enum(CASE_FIGURES).optional().describe('The cases behind a figure of the three rates; needs from and to'),
  outcome: z.enum(['done', 'not-done']).optional(),
  by: z.enum(CASE_GROUPS).optional(),
  group: z.string().optional().describe('With `by`: the unit, town or topic of the figure; `-` where there is none'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type CaseQuery = z.output<typeof caseQuery>;

export const caseRow = z
  .object({
    id: z.string(),
    seq: z.number(),
    source: caseSource,
    title: localized,
    topic: z.string(),
    topicName: localized,
    town: z.string().nullable(),
    townName: orNull(localized),
    place: z.string(),
    unit: z.string().nullable(),
    unitName: orNull(localized),
    state: caseState,
    light: orNull(caseLight),
    stage: z.enum(CASE_STAGES).nullable(),
    due: z.string().nullable(),
    received: z.string(),
    repeats: z.number(),
    mergedInto: z.string().nullable(),
    step: orNull(localized).describe('Step of the ladder that is due'),
    returns: z.number(),
    exclusionAsked: z.boolean(),
    simulated: z.boolean(),
  })
  .meta({ id: 'CaseRow' });
export type CaseRowView = z.infer<typeof caseRow>;

export const caseList = z.object({ total: z.number(), rows: z.array(caseRow) }).meta({ id: 'CaseList' });

const ground = z.object({ certainty: z.enum(CERTAINTIES), note: localized });

export const caseDesk = z
  .object({
    now: z.string(),
    counts: z.record(caseListName, z.number()),
    proposals: z.number().describe('Cases that seem to repeat another'),
    topics: z.array(named),
    units: z.array(named),
    towns: z.array(named),
    ladder: z.array(named),
    channels: z.array(named),
    grounds: z.array(ground.extend({ part: z.string() })),
    simulated: z.boolean(),
  })
  .meta({ id: 'CaseDesk' });
export type CaseDeskView = z.infer<typeof caseDesk>;

export const exceedanceFigure = exceedanceFigureSchema
  .extend({ clause: orNull(clauseRef), note: localized.optional() })
  .meta({ id: 'ExceedanceFigure' });

/** The exceedance that a case rests on. */
export const caseExceedance = z
  .object({
    rule: z.object({ id: z.string(), name: localized }),
    site: named,
    parameter: orNull(named),
    figures: z.array(exceedanceFigure).describe('Stand now, the earliest first'),
    gone: z.array(exceedanceFigure).describe('Stood once; taken away by a correction or undoing'),
    ended: z.string().nullable().describe('Of what is judged by the clock: since when it no longer holds'),
    targets: z.array(named).describe('Targets of the plan that rest on the parameter'),
    method: orNull(z.string()).describe('Method by which the values are made'),
    evidence: orNull(
      z.object({
        by: z.enum(['hour', 'day']),
        unit: z.string(),
        points: z.array(
          z.object({
            at: z.string(),
            value: z.number().nullable(),
            limit: z.string().nullable().describe('Of those that count: the limit'),
          }),
        ),
      }),
    ).describe('The values around the episode as they are now'),
    ground: ground,
  })
  .meta({ id: 'CaseExceedance' });

export const caseDetail = z
  .object({
    row: caseRow,
    channel: orNull(localized),
    cause: z.string(),
    concerns: orNull(named).describe('Unit that seems to be responsible'),
    position: orNull(z.object({ lon: z.number(), lat: z.number() })),
    assisting: z.array(named),
    complainant: orNull(
      z.object({ name: z.string(), phone: z.string(), address: z.string(), text: z.string() }),
    ).describe('As the role may see it: masked'),
    exceedance: orNull(caseExceedance),
    mayShow: z.boolean().describe('Whether the role may see the complainant unmasked'),
    finish: z.string().nullable(),
    inTime: z.boolean().nullable(),
    dispatchedAt: z.string().nullable(),
    signedAt: z.string().nullable(),
    submittedAt: z.string().nullable(),
    closedAt: z.string().nullable(),
    result: z.string(),
    evidence: z.array(z.string()),
    remark: z.string(),
    rating: caseRating,
    exclusion: orNull(z.object({ state: z.enum(['asked', 'granted', 'refused']), reason: z.string() })),
    ladder: z.array(z.object({ step: named, at: z.string(), doneAt: z.string().nullable(), due: z.boolean() })),
    repeats: z.array(caseRow).describe('Cases that were merged into this one'),
    proposedMain: orNull(caseRow).describe('A case that this one seems to repeat'),
    may: z.array(z.enum(CASE_VERBS)),
    history: z.array(
      z.object({
        seq: z.number(),
        type: z.string(),
        at: z.string(),
        by: z.string(),
        byUnit: orNull(localized),
        unit: orNull(localized),
        step: orNull(localized),
        text: z.string(),
        case: z.string().nullable(),
        exceedance: orNull(
          z.object({
            batch: z.number().nullable(),
            undone: z.boolean(),
            figures: z.array(
              z.object({
                at: z.string(),
                unit: z.string(),
                before: z.string().nullable(),
                after: z.string().nullable(),
              }),
            ),
          }),
        ).describe('What stands above its limit now, or no longer'),
      }),
    ),
  })
  .meta({ id: 'CaseDetail' });
export type CaseDetailView = z.infer<typeof caseDetail>;

export const complainant = casePrivateSchema.meta({ id: 'Complainant' });

export const caseInput = z
  .object({
    source: caseSource,
    title: z.string().trim().min(1).max(200),
    topic: z.string().min(1),
    town: z.string().nullable(),
    place: text(200),
    position: z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) }).nullable(),
    received: z.string().describe('2024-10-31T08:00'),
    cause: text(400),
    complainant: orNull(complainant),
  })
  .meta({ id: 'CaseInput' });
export type CaseInput = z.output<typeof caseInput>;

export const caseDispatchInput = z
  .object({ cases: ids, unit: z.string().min(1), assisting: z.array(z.string()).max(20), note: text(1000) })
  .meta({ id: 'CaseDispatchInput' });
export const caseEscalationInput = z
  .object({ cases: ids, step: z.string().min(1), note: text(1000) })
  .meta({ id: 'CaseEscalationInput' });
export const caseMergeInput = z.object({ cases: ids, into: z.string().min(1) }).meta({ id: 'CaseMergeInput' });

const seen = z.number().int().optional();
/** What the unit that handles a case does. */
export const caseWorkInput = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('sign'), seen }),
    z.object({ do: z.literal('decline'), reason: text(1000), seen }),
    z.object({ do: z.literal('note'), text: text(1000), evidence, seen }),
    z.object({ do: z.literal('submit'), result: text(1000), evidence, seen }),
    z.object({ do: z.literal('ask-exclusion'), reason: text(1000), seen }),
  ])
  .meta({ id: 'CaseWorkInput' });
/** What a second person says of it. */
export const caseCheckInput = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('accept'), remark: text(1000), seen }),
    z.object({ do: z.literal('return'), remark: text(1000), seen }),
    z.object({ do: z.literal('close'), remark: text(1000), seen }),
    z.object({ do: z.literal('rate'), rating: ratingSchema, seen }),
    z.object({ do: z.literal('reopen'), reason: text(1000), seen }),
  ])
  .meta({ id: 'CaseCheckInput' });
/** What only the office decides. */
export const caseRulingInput = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('extend'), due: z.string(), reason: text(1000), seen }),
    z.object({ do: z.literal('decide-exclusion'), granted: z.boolean(), reason: text(1000), seen }),
    z.object({ do: z.literal('unmerge'), seen }),
  ])
  .meta({ id: 'CaseRulingInput' });

const rate = z.object({ done: z.number(), assessed: z.number(), percent: z.string() });
const rateFigures = z.object({
  received: z.number(),
  excluded: z.number(),
  merged: z.number(),
  assessed: z.number(),
  response: rate,
  solution: rate,
  satisfaction: rate,
});

export const caseRates = z
  .object({
    from: z.string(),
    to: z.string(),
    months: z.array(z.object({ from: z.string(), to: z.string() })).describe('Months of assessment, newest first'),
    total: rateFigures,
    groups: z.array(
      z.object({ by: z.enum(CASE_GROUPS), rows: z.array(rateFigures.extend({ group: z.string(), name: localized })) }),
    ),
    hotSpots: z.array(
      z.object({
        spot: z.string(),
        place: z.string(),
        townName: orNull(localized),
        topicName: localized,
        count: z.number(),
      }),
    ),
    notes: z.array(localized),
    grounds: z.array(ground.extend({ part: z.string() })),
    simulated: z.boolean(),
  })
  .meta({ id: 'CaseRates' });
export type CaseRatesView = z.infer<typeof caseRates>;

export const caseProposal = z
  .object({ case: caseRow, main: caseRow, by: z.enum(['caller', 'place']) })
  .meta({ id: 'CaseProposal' });

const importFinding = z.object({
  row: z.number().nullable(),
  column: z.string().nullable(),
  severity: z.enum(['refused', 'doubtful', 'note']),
  text: localized,
});
export const caseImportPreview = z
  .object({
    file: z.string(),
    rows: z.number(),
    opened: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    refused: z.number(),
    findings: z.array(importFinding),
    moreFindings: z.number().describe('Findings that are not listed'),
    proposals: z.array(
      z.object({ case: z.string(), title: z.string(), main: z.string(), by: z.enum(['caller', 'place']) }),
    ),
  })
  .meta({ id: 'CaseImportPreview' });
export type CaseImportPreviewView = z.infer<typeof caseImportPreview>;

export const caseImport = z
  .object({
    id: z.string(),
    file: z.string(),
    by: z.string(),
    at: z.string(),
    opened: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    refused: z.number(),
    undoneAt: z.string().nullable(),
    undoneBy: z.string().nullable(),
  })
  .meta({ id: 'CaseImport' });
export const caseImportDone = z
  .object({ import: orNull(caseImport).describe('null: nothing was new'), merged: z.number() })
  .meta({ id: 'CaseImportDone' });
export const caseImportUndone = z
  .object({ withdrawn: z.number(), restored: z.number(), kept: z.array(z.string()) })
  .meta({ id: 'CaseImportUndone' });
