import { assignmentsOfPlan, type Assignment } from '../loop/assignment.ts';
import type { CampaignState } from '../loop/campaign-state.ts';
import type { District, Plan } from '../types.ts';
import type { PlanDiff } from './diff-plans.ts';

/** An assignment that a new version would end, with what hangs on it. */
export interface EndedAssignment {
  readonly assignment: Assignment;
  readonly why: 'measure-dropped' | 'unit-left-out';
  readonly dispatched: boolean;
  /** Reports begun or handed in */
  readonly reports: number;
  readonly helps: number;
}

/** What issuing a version would do to a running campaign. */
export interface IssueImpact {
  /** Assignments that go on with all that belongs to them */
  readonly kept: readonly Assignment[];
  readonly ended: readonly EndedAssignment[];
  /** Assignments to be dispatched */
  readonly added: readonly Assignment[];
  /** Assignments that go on in another role */
  readonly otherRole: readonly { readonly assignment: Assignment; readonly from: Assignment['role'] }[];
  /** Running measures that are due at another time; those moved by an approved request keep their date */
  readonly otherDue: readonly { readonly measure: string; readonly movedTo: string | null; readonly running: number }[];
  /** Assignments that ended once and go on again */
  readonly resumed: readonly Assignment[];
}

/**
 * Compares the assignments of a running campaign with those of a plan that is to take its place.
 *
 * @param diff of the two plans, with links by id
 */
export function impactOf(
  state: CampaignState,
  plan: Plan,
  diff: Pick<PlanDiff, 'changed'>,
  district: Pick<District, 'towns'>,
): IssueImpact {
  const after = new Map(assignmentsOfPlan(plan, district).map((a) => [a.id, a]));
  const measures = new Set([...after.values()].map((a) => a.measure));
  const running = [...state.assignments.values()].filter((a) => !state.hasEnded(a.id));
  const before = new Map(running.map((a) => [a.id, a]));
  const reports = Map.groupBy(state.reports.keys(), (key) => key.slice(0, key.lastIndexOf('/')));
  const helps = Map.groupBy(state.helps.keys(), (key) => key.slice(0, key.lastIndexOf('/')));
  const isDispatched = ({ id }: Assignment): boolean => state.dispatch(id).state !== 'none';
  const kept = [...after.values()].filter((a) => before.has(a.id));
  return {
    kept,
    ended: running
      .filter((a) => !after.has(a.id))
      .map((assignment) => ({
        assignment,
        why: measures.has(assignment.measure) ? 'unit-left-out' : 'measure-dropped',
        dispatched: isDispatched(assignment),
        reports: reports.get(assignment.id)?.length ?? 0,
        helps: helps.get(assignment.id)?.length ?? 0,
      })),
    added: [...after.values()].filter((a) => !before.has(a.id) && !state.assignments.has(a.id)),
    otherRole: kept.flatMap((assignment) => {
      const from = before.get(assignment.id)?.role ?? assignment.role;
      return from === assignment.role ? [] : [{ assignment, from }];
    }),
    otherDue: diff.changed.flatMap(({ to, due }) => {
      const own = kept.filter((a) => a.measure === to && isDispatched(a)).length;
      if (due === null || own === 0) return [];
      return [{ measure: to, movedTo: state.setting(to)?.movedTo ?? null, running: own }];
    }),
    resumed: [...after.values()].filter((a) => state.hasEnded(a.id)),
  };
}
