import {
  ASSIGNMENT_STATUSES,
  FREQUENCIES,
  helpSchema,
  progressSpecSchema,
  reportContentSchema,
  REPORT_STATES,
  requestSchema,
  siteCheckSchema,
} from '@qingshan/campaign';
import { z } from 'zod';
import { quantity } from './cascade.ts';
import { localized, orNull } from './common.ts';

const actor = z
  .object({ id: z.string(), name: z.string(), role: z.string(), unit: z.string().nullable() })
  .meta({ id: 'Actor' });

export const standing = z
  .object({
    share: z.number().nullable(),
    done: z.string().nullable(),
    of: z.string().nullable(),
    complete: z.boolean(),
    /** Rests on nothing but a typed percentage */
    typed: z.boolean(),
  })
  .meta({ id: 'Standing' });

export const assignmentStatus = z.enum(ASSIGNMENT_STATUSES).meta({ id: 'AssignmentStatus' });
export const reportState = z.enum(REPORT_STATES).meta({ id: 'ReportState' });
export const reportContent = reportContentSchema.meta({ id: 'ReportContent' });
export const progressSpec = progressSpecSchema.meta({ id: 'ProgressSpec' });

export const doubt = z.object({ code: z.string(), text: localized }).meta({ id: 'Doubt' });

/** A figure that a register says: which count of which entries. */
export const registerFigure = z
  .object({
    register: z.string(),
    registerName: localized,
    count: z.string(),
    countName: localized,
    /** Only entries that name this unit are counted; `null`: all */
    unit: z.string().nullable(),
    unitName: orNull(localized),
    /** `null`: a share of nothing */
    value: z.string().nullable(),
    unitText: z.string(),
    /** Entries of the list, and how many of them are behind the figure */
    entries: z.number(),
    listed: z.number(),
    /** Entries without the number to add */
    missing: z.number(),
  })
  .meta({ id: 'RegisterFigure' });
export type RegisterFigureView = z.infer<typeof registerFigure>;

/** A measure in the hands of a unit, with the five facets. */
export const assignmentRow = z
  .object({
    id: z.string(),
    measure: z.string(),
    title: localized,
    task: localized,
    board: z.string(),
    unit: z.string(),
    unitName: localized,
    role: z.enum(['lead', 'responsible', 'assisting']),
    reports: z.boolean(),
    status: assignmentStatus,
    due: z.object({ text: localized, date: z.string().nullable() }),
    progressKind: z.string(),
    quantityUnit: z.string(),
    /** What a register says of it now; `null` where it follows none */
    counted: orNull(registerFigure),
    claimed: standing,
    verified: standing,
    timely: z.object({ due: z.number(), onTime: z.number(), late: z.number(), missing: z.number() }),
    lastReport: z.string().nullable(),
    silentPeriods: z.number(),
    /** Newest period that waits for the unit or for a verifier */
    open: z
      .object({
        period: z.string(),
        due: z.string(),
        state: reportState,
        timing: z.enum(['early', 'on-time', 'late', 'missing']),
      })
      .nullable(),
    doubts: z.array(doubt),
    excused: z.string().nullable(),
  })
  .meta({ id: 'AssignmentRow' });
export type AssignmentRowView = z.infer<typeof assignmentRow>;

export const assignmentQuery = z.object({
  status: assignmentStatus.optional(),
  unit: z.string().optional(),
  board: z.string().optional(),
  measure: z.string().optional(),
  /** Only those with something that a verifier should look at */
  doubtful: z.literal('yes').optional(),
});
export type AssignmentQuery = z.infer<typeof assignmentQuery>;

export const assignmentPageQuery = assignmentQuery.extend({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(5000).default(200),
});
/** Without a limit: all of them */
export type AssignmentPageQuery = Partial<z.infer<typeof assignmentPageQuery>>;

const counts = z.record(assignmentStatus, z.number());

/** A page of a list of assignments, with what each other choice would list. */
export const assignmentPage = z
  .object({
    /** Length of the whole list */
    total: z.number(),
    rows: z.array(assignmentRow),
    /** Were the status and the doubts not asked for: all, by status, and those with a doubt */
    all: z.number(),
    counts,
    doubtful: z.number(),
    /** Were no unit asked for: by unit */
    units: z.record(z.string(), z.number()),
  })
  .meta({ id: 'AssignmentPage' });
export type AssignmentPageView = z.infer<typeof assignmentPage>;

/** The dispatch desk: how much of each, and the queues that wait for the plan office. */
export const desk = z
  .object({
    today: z.string(),
    /** Day on which the reports of the running month are due */
    nextDue: z.string(),
    total: z.number(),
    counts,
    doubtful: z.number(),
    units: z.array(
      z.object({
        unit: z.string(),
        name: localized,
        total: z.number(),
        counts,
        due: z.number(),
        onTime: z.number(),
        late: z.number(),
        missing: z.number(),
      }),
    ),
    openRequests: z.number(),
    openHelp: z.number(),
    overdueHelp: z.number(),
    dataCases: z.number().describe('Open cases about instruments: silent, or about to make their month invalid'),
  })
  .meta({ id: 'Desk' });
export type DeskView = z.infer<typeof desk>;

export const request = z
  .object({
    id: z.string(),
    seq: z.number(),
    state: z.enum(['none', 'open', 'approved', 'refused', 'dropped']),
    content: requestSchema,
    title: localized,
    unitName: localized,
    askedBy: z.string(),
    askedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    remark: z.string(),
  })
  .meta({ id: 'ChangeRequest' });
export type RequestView = z.infer<typeof request>;

export const help = z
  .object({
    id: z.string(),
    seq: z.number(),
    state: z.enum(['none', 'open', 'answered', 'closed']),
    content: helpSchema,
    title: localized,
    fromName: localized,
    toName: localized,
    raisedBy: z.string(),
    raisedAt: z.string(),
    answeredAt: z.string().nullable(),
    answer: z.string(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Help' });
export type HelpView = z.infer<typeof help>;

/** What was seen on the spot */
export const siteCheck = siteCheckSchema.meta({ id: 'SiteCheck' });

export const reportEvent = z
  .object({
    seq: z.number(),
    type: z.string(),
    at: z.string(),
    by: actor,
    remark: z.string(),
    check: orNull(siteCheck),
  })
  .meta({ id: 'ReportEvent' });

/** One report with all that is needed to write, verify or read it. */
export const reportDetail = z
  .object({
    id: z.string(),
    assignment: assignmentRow,
    period: z.string(),
    due: z.string(),
    timing: z.enum(['early', 'on-time', 'late', 'missing']),
    state: reportState,
    seq: z.number(),
    spec: progressSpec,
    criteria: z.string(),
    /** As it stands; where nothing has been written yet, with the figures of the period before */
    content: reportContent,
    carriedOver: z.boolean(),
    before: orNull(z.object({ period: z.string(), content: reportContent })),
    remark: z.string(),
    doubts: z.array(doubt),
    may: z.array(z.enum(['save', 'submit', 'withdraw', 'accept', 'return', 'recheck', 'reopen'])),
    history: z.array(reportEvent),
  })
  .meta({ id: 'ReportDetail' });
export type ReportDetailView = z.infer<typeof reportDetail>;

/** What waits for a unit. */
export const worklist = z
  .object({
    unit: z.string(),
    name: localized,
    today: z.string(),
    toSign: z.array(assignmentRow),
    toReport: z.array(reportDetail),
    /** Handed in, waiting for the verifier */
    submitted: z.array(assignmentRow),
    helpToAnswer: z.array(help),
    requests: z.array(request),
    total: z.number(),
  })
  .meta({ id: 'Worklist' });
export type WorklistView = z.infer<typeof worklist>;

export const measureSetting = z
  .object({
    seq: z.number(),
    set: z.boolean(),
    spec: progressSpec,
    frequency: z.enum(FREQUENCIES),
    criteria: z.string(),
    movedTo: z.string().nullable(),
    cancelled: z.boolean(),
  })
  .meta({ id: 'MeasureSetting' });

export const measurePage = z
  .object({
    id: z.string(),
    board: z.string(),
    task: z.object({ id: z.string(), title: localized }),
    title: localized,
    stated: z.string().nullable(),
    origin: z.string(),
    initiative: z.boolean(),
    due: z.object({ text: localized, date: z.string().nullable() }),
    targets: z.array(z.object({ id: z.string(), title: localized })),
    setting: measureSetting,
    assignments: z.array(assignmentRow),
    /** The shares of the units that report, added up against the quantity; null where nothing is counted */
    shares: orNull(
      z.object({
        unit: z.string(),
        target: z.string().nullable(),
        sum: z.string(),
        /** What no unit has a share of; negative where the shares are too many */
        rest: z.string().nullable(),
        units: z.array(
          z.object({
            assignment: z.string(),
            unitName: localized,
            share: z.string().nullable(),
            dispatched: z.boolean(),
          }),
        ),
      }),
    ),
    /** Whether an amendment dropped it */
    dropped: z.boolean(),
    /** What amendments did to it, the newest first */
    amendments: z.array(
      z.object({
        version: z.number(),
        name: z.string(),
        number: z.string().nullable(),
        date: z.string().nullable(),
        what: z.enum(['added', 'dropped', 'changed']),
        texts: z.array(localized),
      }),
    ),
    /** Official wording, where it is longer than the working title */
    wording: z.string().nullable(),
    /** Municipal items that it carries out 任务来源 */
    origins: z.array(
      z.object({
        item: z.string(),
        document: z.string(),
        clause: z.string(),
        words: z.string(),
        due: z.string().nullable(),
        quantity: orNull(quantity),
        share: orNull(quantity),
      }),
    ),
    reports: z.array(
      z.object({
        id: z.string(),
        unitName: localized,
        period: z.string(),
        state: reportState,
        timing: z.enum(['early', 'on-time', 'late', 'missing']),
        submittedAt: z.string().nullable(),
        text: z.string(),
        progress: reportContentSchema.shape.progress,
      }),
    ),
    requests: z.array(request),
    helps: z.array(help),
  })
  .meta({ id: 'MeasurePage' });
export type MeasurePageView = z.infer<typeof measurePage>;

export const evidence = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    size: z.number(),
    takenAt: z.string().nullable(),
    place: z.object({ longitude: z.number(), latitude: z.number() }).nullable(),
    by: z.string(),
    at: z.string(),
  })
  .meta({ id: 'Evidence' });
export type EvidenceView = z.infer<typeof evidence>;

const monthCounts = {
  due: z.number(),
  onTime: z.number(),
  late: z.number(),
  missing: z.number(),
  /** Not due yet and not handed in */
  open: z.number(),
  /** Claimed to be done; `verified` of these by a second person */
  claimed: z.number(),
  verified: z.number(),
};

/** Reports on a month, for the bulletin; every count can be re-added from the units. */
export const monthReport = z
  .object({
    month: z.string(),
    today: z.string(),
    counts: z.object(monthCounts),
    units: z.array(z.object({ unit: z.string(), name: localized, ...monthCounts })),
    missing: z.array(
      z.object({ measure: z.string(), title: localized, unit: z.string(), unitName: localized, due: z.string() }),
    ),
    overdueHelp: z.array(help),
  })
  .meta({ id: 'MonthReport' });
export type MonthReportView = z.infer<typeof monthReport>;

/** How many things a bulk act changed; the others were so already. */
export const changed = z.object({ changed: z.number() }).meta({ id: 'Changed' });

/** The number of events that whoever acts has seen of the thing; absent: whatever it is now */
const seen = z.number().int().min(0).optional();

export const settingInput = z
  .object({ spec: progressSpec, frequency: z.enum(FREQUENCIES), criteria: z.string().max(2000), seen })
  .meta({ id: 'SettingInput' });

const assignments = z.array(z.string()).min(1).max(5000);

export const dispatchInput = z
  .discriminatedUnion('do', [
    z.object({
      do: z.literal('dispatch'),
      assignments,
      share: z
        .string()
        .regex(/^\d{1,9}(\.\d{1,6})?$/)
        .nullable(),
      note: z.string().max(2000),
    }),
    z.object({
      do: z.literal('share'),
      assignments,
      share: z
        .string()
        .regex(/^\d{1,9}(\.\d{1,6})?$/)
        .nullable(),
    }),
    z.object({ do: z.literal('excuse'), assignments, reason: z.string().max(2000) }),
    z.object({ do: z.literal('resume'), assignments }),
  ])
  .meta({ id: 'DispatchInput' });

export const signInput = z.object({ assignments }).meta({ id: 'SignInput' });

export const reportInput = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('save'), content: reportContent, seen }),
    z.object({ do: z.literal('submit'), content: reportContent, seen }),
    z.object({ do: z.literal('withdraw'), seen }),
  ])
  .meta({ id: 'ReportInput' });

const remark = z.string().max(2000);

export const verificationInput = z
  .discriminatedUnion('do', [
    z.object({
      do: z.literal('accept'),
      remark,
      seen,
      /** Of many at once: only when nothing in it is doubtful */
      onlyPlain: z.boolean().optional(),
    }),
    z.object({ do: z.literal('return'), remark, seen }),
    z.object({ do: z.literal('recheck'), holds: z.boolean(), remark, seen }),
    /** Takes back what one has decided, while nobody has acted on it */
    z.object({ do: z.literal('reopen'), seen }),
  ])
  .meta({ id: 'VerificationInput' });

export const decisionInput = z
  .discriminatedUnion('do', [
    z.object({ do: z.literal('approve'), remark }),
    z.object({ do: z.literal('refuse'), remark }),
  ])
  .meta({ id: 'DecisionInput' });

export const answerInput = z.object({ text: remark }).meta({ id: 'AnswerInput' });

export const settlementInput = z
  .discriminatedUnion('do', [z.object({ do: z.literal('close') }), z.object({ do: z.literal('reopen'), text: remark })])
  .meta({ id: 'SettlementInput' });

export const requestInput = requestSchema.meta({ id: 'RequestInput' });
export const helpInput = helpSchema.meta({ id: 'HelpInput' });

export const created = z.object({ id: z.string() }).meta({ id: 'Created' });
