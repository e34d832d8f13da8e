import { parsePeriod } from '@qingshan/kernel';
import { isDueIn } from './due.ts';
import type { Due, Measure, MeasureKind, Origin, Plan, Task } from './types.ts';
import { TOWNS } from './units.ts';

export type Role = 'lead' | 'responsible' | 'assisting';

export interface MeasureFilter {
  /** `blue-sky` */
  readonly board?: string;
  /** `A05` */
  readonly task?: string;
  /** Unit id in any role, or in `role`; `towns` or a town finds what falls to the towns */
  readonly unit?: string;
  readonly role?: Role;
  readonly kind?: MeasureKind;
  readonly origin?: Origin;
  readonly initiative?: boolean;
  /** A kind of due term, or a period in which it falls due: `2024-06` */
  readonly due?: Due['kind'] | (string & {});
  /** Target id */
  readonly target?: string;
  /** Words in its id or title, or in the title of its task, in either language */
  readonly text?: string;
}

/** The letter of a board in the id of a task: `A` of `A05` and of `2025-A05`. */
export function letterOf(task: string): string {
  return /[A-Z]/.exec(task)?.[0] ?? '';
}

export function tasksOf(plan: Plan): readonly Task[] {
  return plan.boards.flatMap((board) => board.tasks);
}

function matchesDue(due: Due, wanted: string): boolean {
  const period = parsePeriod(wanted);
  return period ? isDueIn(due, period) : due.kind === wanted;
}

function matchesUnit(measure: Measure, { unit, role }: MeasureFilter, towns: ReadonlySet<string>): boolean {
  if (unit === undefined) return true;
  const ids = role ? measure[role] : [...measure.lead, ...measure.responsible, ...measure.assisting];
  return ids.includes(unit) || (towns.has(unit) && ids.includes(TOWNS));
}

function matchesText(measure: Measure, task: Task, text: string): boolean {
  const haystack = [measure.id, measure.title.zh, measure.title.en, task.title.zh, task.title.en]
    .join('\n')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

function matches(measure: Measure, task: Task, filter: MeasureFilter, towns: ReadonlySet<string>): boolean {
  return (
    (filter.board === undefined || measure.board === filter.board) &&
    (filter.task === undefined || measure.task === filter.task) &&
    (filter.kind === undefined || measure.kind === filter.kind) &&
    (filter.origin === undefined || measure.origin === filter.origin) &&
    (filter.initiative === undefined || measure.initiative === filter.initiative) &&
    (filter.target === undefined || measure.targets.includes(filter.target)) &&
    (filter.due === undefined || matchesDue(measure.due, filter.due)) &&
    (filter.text === undefined || matchesText(measure, task, filter.text.trim())) &&
    matchesUnit(measure, filter, towns)
  );
}

/**
 * The measures that match all of the filter, in plan order.
 *
 * @param towns unit ids of the towns, so that a town also finds what falls to all towns
 */
export function measuresOf(
  plan: Plan,
  filter: MeasureFilter = {},
  towns: ReadonlySet<string> = new Set(),
): readonly Measure[] {
  return tasksOf(plan).flatMap((task) => task.measures.filter((m) => matches(m, task, filter, towns)));
}

export function countPlan(plan: Plan): Plan['declared'] {
  return {
    boards: plan.boards.length,
    tasks: tasksOf(plan).length,
    measures: measuresOf(plan).length,
    initiatives: measuresOf(plan, { initiative: true }).length,
  };
}
