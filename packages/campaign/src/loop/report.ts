import { QingshanError, type Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { Act, LoopEvent, RecordedEvent } from './event.ts';
import type { SiteCheck } from './site-check.ts';
import { missingProgress, NO_PROGRESS, progressSchema, type ProgressSpec } from './progress.ts';

/** A unit's report on a measure and a period 进展: what it says. Texts are empty where there is nothing to say. */
export const reportContentSchema = z.strictObject({
  progress: progressSchema,
  /** 进展描述 */
  text: z.string().max(4000),
  /** 存在问题 */
  problems: z.string().max(4000),
  /** 下步计划 */
  next: z.string().max(4000),
  /** Ids of files 佐证 */
  evidence: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(50),
});
export type ReportContent = z.infer<typeof reportContentSchema>;

export const EMPTY_REPORT: ReportContent = { progress: NO_PROGRESS, text: '', problems: '', next: '', evidence: [] };

/**
 * Few states: `draft` and `returned` are in the hands of the unit, `submitted` in those of the verifier, `accepted` is
 * done. A later re-check 回头看 that finds it untrue returns it.
 */
export const REPORT_STATES = ['none', 'draft', 'submitted', 'returned', 'accepted'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export interface Report {
  readonly state: ReportState;
  readonly seq: number;
  readonly content: ReportContent;
  /** First submission; it decides whether the report was on time */
  readonly firstSubmittedAt: Moment | null;
  readonly submittedAt: Moment | null;
  readonly submittedBy: Actor | null;
  readonly decidedBy: Actor | null;
  readonly decidedAt: Moment | null;
  /** Why it was returned, or what was seen on the spot */
  readonly remark: string;
  /** What was submitted last; differs from `content` while it is being redrafted */
  readonly submitted: ReportContent | null;
  /** What was accepted last; a returned report has none */
  readonly accepted: ReportContent | null;
  /** What a decision replaced, while nobody has acted on the decision */
  readonly before: Decided | null;
}

type Decided = Pick<Report, 'state' | 'accepted' | 'decidedBy' | 'decidedAt' | 'remark'>;

export const NO_REPORT: Report = {
  state: 'none',
  seq: 0,
  content: EMPTY_REPORT,
  firstSubmittedAt: null,
  submittedAt: null,
  submittedBy: null,
  decidedBy: null,
  decidedAt: null,
  remark: '',
  submitted: null,
  accepted: null,
  before: null,
};

export type ReportCommand =
  | { readonly do: 'save'; readonly content: ReportContent }
  | { readonly do: 'submit'; readonly content: ReportContent }
  | { readonly do: 'withdraw' }
  | ({ readonly do: 'accept' | 'return' } & Verifying)
  | ({ readonly do: 'recheck'; readonly holds: boolean } & Verifying)
  /** The one who decided takes the decision back, while nobody has acted on it */
  | { readonly do: 'reopen' }
  /** What was seen is kept beside the report and decides nothing */
  | ({ readonly do: 'note' } & Verifying);

interface Verifying {
  readonly remark: string;
  /** What was seen on the spot, where somebody was there */
  readonly check?: SiteCheck | undefined;
}

const FROM: Readonly<Record<ReportCommand['do'], readonly ReportState[]>> = {
  save: ['none', 'draft', 'returned'],
  submit: ['none', 'draft', 'returned'],
  withdraw: ['submitted'],
  accept: ['submitted'],
  return: ['submitted'],
  recheck: ['accepted'],
  reopen: ['accepted', 'returned'],
  note: ['draft', 'submitted', 'returned', 'accepted'],
};

/** Whether a command is possible in a state; pages offer what is. */
export function canDo(state: ReportState, what: ReportCommand['do']): boolean {
  return FROM[what].includes(state);
}

function refuse(why: string, en: string): never {
  throw new QingshanError('bad-report', { why: { zh: why, en } });
}

function checkSubmission(content: ReportContent, spec: ProgressSpec): void {
  const missing = missingProgress(spec, content.progress);
  if (missing === 'quantity') refuse('没有填写累计完成量', 'the quantity done so far is missing');
  if (missing === 'kept') refuse('没有填写本期是否履职到位', 'whether the duty was kept in the period is missing');
  if (content.progress.kept === false && content.problems.trim() === '') {
    refuse('本期未履职到位，请在“存在问题”中写明原因', 'the duty was not kept; say why under problems');
  }
  if (spec.kind === 'judged' && content.text.trim() === '') refuse('没有填写进展描述', 'the description is missing');
}

/** Whether somebody may take back what was decided: it was they, and nobody has acted on it. */
export function mayReopen({ before, decidedBy }: Report, by: Pick<Actor, 'id'>): boolean {
  return before !== null && decidedBy?.id === by.id;
}

function checkVerifier(report: Report, by: Actor): void {
  if (report.submittedBy?.id === by.id) {
    refuse('填报人不能核查自己的报告，请由另一人核查', 'nobody verifies their own report; another person must');
  }
}

/**
 * What a command does to a report.
 *
 * @throws QingshanError `wrong-state` when the state does not allow it, `bad-report` saying what is missing
 */
export function decideReport(report: Report, command: ReportCommand, act: Act, spec: ProgressSpec): LoopEvent[] {
  if (!canDo(report.state, command.do)) {
    throw new QingshanError('wrong-state', { state: STATE_WORDS[report.state], verb: VERB_WORDS[command.do] });
  }
  switch (command.do) {
    case 'save':
      return same(report.content, command.content) ? [] : [{ type: 'saved', data: { content: command.content } }];
    case 'submit':
      checkSubmission(command.content, spec);
      return [{ type: 'submitted', data: { content: command.content } }];
    case 'withdraw':
      return [{ type: 'withdrawn', data: {} }];
    case 'accept':
      checkVerifier(report, act.by);
      return [{ type: 'accepted', data: seenBy(command) }];
    case 'return':
      if (command.remark.trim() === '') refuse('退回时要写明原因', 'say why the report is returned');
      checkVerifier(report, act.by);
      return [{ type: 'returned', data: seenBy(command) }];
    case 'recheck':
      checkVerifier(report, act.by);
      if (!command.holds && command.remark.trim() === '')
        refuse('请写明回头看发现的问题', 'say what the re-check found');
      return [{ type: command.holds ? 'rechecked' : 'returned', data: seenBy(command) }];
    case 'reopen':
      if (!mayReopen(report, act.by)) {
        refuse(
          '只有作出核查的人可以撤销，而且要在别人处理之前',
          'only whoever decided may take it back, and only before others act on it',
        );
      }
      return [{ type: 'reopened', data: {} }];
    case 'note':
      return [{ type: 'noted', data: seenBy(command) }];
  }
}

function seenBy({ remark, check }: Verifying): LoopEvent['data'] {
  return check ? { remark, check } : { remark };
}

function same(a: ReportContent, b: ReportContent): boolean {
  return JSON.stringify(reportContentSchema.parse(a)) === JSON.stringify(reportContentSchema.parse(b));
}

const STATE_WORDS: Readonly<Record<ReportState, { zh: string; en: string }>> = {
  none: { zh: '未填报', en: 'not written' },
  draft: { zh: '草稿', en: 'a draft' },
  submitted: { zh: '已提交', en: 'submitted' },
  returned: { zh: '已退回', en: 'returned' },
  accepted: { zh: '已核查', en: 'verified' },
};

const VERB_WORDS: Readonly<Record<ReportCommand['do'], { zh: string; en: string }>> = {
  save: { zh: '修改', en: 'changed' },
  submit: { zh: '提交', en: 'submitted' },
  withdraw: { zh: '撤回', en: 'withdrawn' },
  accept: { zh: '核查通过', en: 'verified' },
  return: { zh: '退回', en: 'returned' },
  recheck: { zh: '回头看', en: 're-checked' },
  reopen: { zh: '撤销核查', en: 'put back to the verifier' },
  note: { zh: '加备注', en: 'noted on' },
};

function contentOf(event: RecordedEvent): ReportContent {
  return reportContentSchema.parse(event.data['content']);
}

function remarkOf(event: RecordedEvent): string {
  return String(event.data['remark'] ?? '');
}

function decidedOf({ state, accepted, decidedBy, decidedAt, remark }: Report): Decided {
  return { state, accepted, decidedBy, decidedAt, remark };
}

/** The report after an event. */
export function evolveReport(report: Report, event: RecordedEvent): Report {
  const next = { ...report, seq: event.seq };
  switch (event.type) {
    case 'saved':
      return {
        ...next,
        state: report.state === 'returned' ? 'returned' : 'draft',
        content: contentOf(event),
        before: null,
      };
    case 'submitted': {
      const content = contentOf(event);
      return {
        ...next,
        state: 'submitted',
        content,
        submitted: content,
        submittedAt: event.at,
        firstSubmittedAt: report.firstSubmittedAt ?? event.at,
        submittedBy: event.by,
        before: null,
      };
    }
    case 'withdrawn':
      // Nobody has acted on it: it counts as not yet handed in, unless it was returned before.
      return report.decidedAt === null
        ? {
            ...next,
            state: 'draft',
            submitted: null,
            submittedAt: null,
            submittedBy: null,
            firstSubmittedAt: null,
            before: null,
          }
        : { ...next, state: 'returned', submitted: null, submittedAt: null, submittedBy: null, before: null };
    case 'accepted':
      return {
        ...next,
        state: 'accepted',
        accepted: report.submitted,
        decidedBy: event.by,
        decidedAt: event.at,
        remark: remarkOf(event),
        before: decidedOf(report),
      };
    case 'returned':
      return {
        ...next,
        state: 'returned',
        accepted: null,
        decidedBy: event.by,
        decidedAt: event.at,
        remark: remarkOf(event),
        before: decidedOf(report),
      };
    case 'rechecked':
      return {
        ...next,
        decidedBy: event.by,
        decidedAt: event.at,
        remark: remarkOf(event),
        before: decidedOf(report),
      };
    case 'reopened':
      return { ...next, ...report.before, before: null };
    default:
      return next;
  }
}
