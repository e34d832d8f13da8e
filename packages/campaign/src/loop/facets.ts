import { DAY_SECONDS, parseDay, type Day, type Moment, type Period } from '@qingshan/kernel';
import type { Assignment } from './assignment.ts';
import type { CampaignState } from './campaign-state.ts';
import { NO_PROGRESS, ownSpec, standingOf, type ProgressSpec, type Standing } from './progress.ts';
import type { Report } from './report.ts';
import type { ReportingRules } from './reporting-rules.ts';
import { reportDueDay, reportingPeriods } from './reporting.ts';

/** A period of an assignment with its report. */
export interface PeriodReport {
  readonly period: Period;
  /** Last day on which the report is on time */
  readonly due: Day;
  readonly report: Report;
  /** `early`: not due yet and nothing handed in */
  readonly timing: 'early' | 'on-time' | 'late' | 'missing';
}

/**
 * Five things that are not the same, of one assignment on one day: what the unit claims, what a second person has
 * verified, whether it reports on time, how fresh its word is, and (known to the board only) whether the target moves.
 */
export interface Facets {
  readonly assignment: Assignment;
  readonly dispatched: boolean;
  readonly signed: boolean;
  readonly excused: boolean;
  readonly claimed: Standing;
  readonly verified: Standing;
  readonly timely: { readonly due: number; readonly onTime: number; readonly late: number; readonly missing: number };
  /** Last submission, and how many due periods in a row since have none */
  readonly fresh: { readonly lastSubmittedAt: Moment | null; readonly silentPeriods: number };
  readonly status: AssignmentStatus;
  readonly periods: readonly PeriodReport[];
}

/** What needs somebody comes first; so are lists sorted. */
export const ASSIGNMENT_STATUSES = [
  'overdue',
  'silent',
  'late',
  'returned',
  'to-verify',
  'unsigned',
  'not-dispatched',
  'on-track',
  'done',
  'excused',
  'cancelled',
] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];

/** Kinds of progress that come to an end; a duty goes on, a monitored target is judged by its indicator. */
const CAN_COMPLETE: ReadonlySet<string> = new Set(['register', 'quantity', 'milestones', 'judged']);

/** Kinds of progress that Qingshan knows by itself: nobody is asked to report. */
const ANSWERED: ReadonlySet<string> = new Set(['monitored']);

function dayOf(moment: Moment): Day {
  return Math.floor(moment / DAY_SECONDS);
}

function timingOf(report: Report, due: Day, today: Day): PeriodReport['timing'] {
  const { firstSubmittedAt } = report;
  if (firstSubmittedAt !== null) return dayOf(firstSubmittedAt) <= due ? 'on-time' : 'late';
  return today > due ? 'missing' : 'early';
}

/** The periods of an assignment that have begun by `today`, oldest first; none where nothing is asked. */
export function periodReports(
  state: CampaignState,
  assignment: Assignment,
  rules: ReportingRules,
  today: Day,
): readonly PeriodReport[] {
  const [measure, setting] = [state.currentMeasure(assignment.measure), state.setting(assignment.measure)];
  if (!measure || !setting || !assignment.reports || ANSWERED.has(setting.spec.kind)) return [];
  return reportingPeriods(measure, state.plan.year, setting.frequency)
    .filter((period) => period.first <= today)
    .map((period) => {
      const due = reportDueDay(period, rules);
      const report = state.report(`${assignment.id}/${period.id}`);
      return { period, due, report, timing: timingOf(report, due, today) };
    });
}

/** What a unit is measured by: of a list to be cleared all of it, where nobody says how much. */
export function specOf(state: CampaignState, assignment: Assignment): ProgressSpec | null {
  const setting = state.setting(assignment.measure);
  if (!setting) return null;
  const spec = ownSpec(setting.spec, state.dispatch(assignment.id).share);
  const listed = state.measure(assignment.measure)?.kind === 'list-cleared';
  const counted = state.counted(assignment.id);
  if (spec.kind !== 'register' || spec.target !== null || !listed || !counted) return spec;
  return { ...spec, target: counted.of };
}

function standing(
  state: CampaignState,
  assignment: Assignment,
  periods: readonly PeriodReport[],
  pick: 'submitted' | 'accepted',
): Standing {
  const spec = specOf(state, assignment);
  const told = periods.flatMap(({ report }) => report[pick] ?? []).map((content) => content.progress);
  const last = told.at(-1);
  const none: Standing = { share: null, done: null, of: null, complete: false, typed: false };
  if (!spec) return none;
  // What a register counts is claimed as it stands, whether or not somebody has reported.
  const counted = spec.kind === 'register' && pick === 'submitted' ? state.counted(assignment.id) : null;
  if (counted) return standingOf(spec, { ...NO_PROGRESS, quantity: counted.quantity });
  if (!last) return none;
  return standingOf(spec, last, told.slice(0, -1));
}

function silentPeriods(periods: readonly PeriodReport[]): number {
  const due = periods.filter((p) => p.timing !== 'early');
  const last = due.findLastIndex((p) => p.timing !== 'missing');
  return due.length - 1 - last;
}

/** Facts from which the one status follows; the first that holds is shown. */
function statusOf(
  f: Omit<Facets, 'status'>,
  facts: { readonly cancelled: boolean; readonly pastDue: boolean; readonly silentAfter: number },
): AssignmentStatus {
  const states = new Set(f.periods.map((p) => p.report.state));
  const rules: readonly (readonly [AssignmentStatus, boolean])[] = [
    ['cancelled', facts.cancelled],
    ['not-dispatched', !f.dispatched],
    ['excused', f.excused],
    ['done', f.verified.complete],
    ['unsigned', !f.signed],
    ['overdue', facts.pastDue],
    ['silent', f.assignment.reports && f.fresh.silentPeriods >= facts.silentAfter],
    ['late', f.fresh.silentPeriods > 0],
    ['returned', states.has('returned')],
    ['to-verify', states.has('submitted')],
  ];
  return rules.find(([, holds]) => holds)?.[0] ?? 'on-track';
}

/** The five facets of an assignment on a day. */
export function facetsOf(state: CampaignState, assignment: Assignment, rules: ReportingRules, today: Day): Facets {
  const dispatch = state.dispatch(assignment.id);
  const measure = state.currentMeasure(assignment.measure);
  const periods = periodReports(state, assignment, rules, today);
  const count = (timing: PeriodReport['timing']) => periods.filter((p) => p.timing === timing).length;
  const [onTime, late, missing] = [count('on-time'), count('late'), count('missing')];
  const submissions = periods.flatMap((p) => p.report.submittedAt ?? []);
  const facets = {
    assignment,
    dispatched: dispatch.state !== 'none',
    signed: dispatch.state === 'signed',
    excused: dispatch.excused !== null,
    claimed: standing(state, assignment, periods, 'submitted'),
    verified: standing(state, assignment, periods, 'accepted'),
    timely: { due: onTime + late + missing, onTime, late, missing },
    fresh: {
      lastSubmittedAt: submissions.length === 0 ? null : Math.max(...submissions),
      silentPeriods: silentPeriods(periods),
    },
    periods,
  };
  const lastDay = measure?.due.kind === 'date' ? parseDay(measure.due.date) : null;
  const kind = state.setting(assignment.measure)?.spec.kind;
  const status = statusOf(facets, {
    cancelled: (state.setting(assignment.measure)?.cancelledBy ?? null) !== null || state.hasEnded(assignment.id),
    pastDue: assignment.reports && lastDay !== null && today > lastDay && CAN_COMPLETE.has(kind ?? ''),
    silentAfter: rules.silentAfter,
  });
  return { ...facets, status };
}
