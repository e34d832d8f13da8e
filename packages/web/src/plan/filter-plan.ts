import type { Schemas } from '../api/client.ts';

export type Plan = Schemas['Plan'];
export type Measure = Schemas['Measure'];

export const KINDS = ['target-value', 'counted', 'list-cleared', 'project', 'routine', 'document'] as const;
export const ORIGINS = ['issued', 'stated', 'typical', 'inferred'] as const;
export const ROLES = ['lead', 'responsible', 'assisting'] as const;

/** Stands for all towns of the district in a role. */
export const ALL_TOWNS = 'towns';

export interface PlanFilter {
  readonly board: string | null;
  readonly unit: string | null;
  readonly kind: string | null;
  readonly origin: string | null;
  readonly initiative: boolean;
  /** `1` … `12`, `season` or `rhythm` */
  readonly due: string | null;
  readonly text: string | null;
}

export function planFilter(address: URLSearchParams): PlanFilter {
  return {
    board: address.get('board'),
    unit: address.get('unit'),
    kind: address.get('kind'),
    origin: address.get('origin'),
    initiative: address.get('initiative') === '1',
    due: address.get('due'),
    text: address.get('q'),
  };
}

export const isFiltered = (filter: PlanFilter): boolean =>
  filter.initiative || Object.values(filter).some((value) => typeof value === 'string' && value !== '');

/** Whether a unit has a role in the measure; a town also has the roles given to all towns. */
function concerns(measure: Measure, unit: string, isTown: boolean): boolean {
  return ROLES.some((role) => measure[role].includes(unit) || (isTown && measure[role].includes(ALL_TOWNS)));
}

/** The month in which the measure is due, or `season` or `rhythm` where it has no day. */
export function dueKey(measure: Measure): string {
  if (measure.due.kind !== 'date') return measure.due.kind;
  return String(Number(measure.due.date?.slice(5, 7) ?? 12));
}

function matches(measure: Measure, taskTitle: string, filter: PlanFilter, isTown: boolean): boolean {
  const { unit, kind, origin, initiative, due, text } = filter;
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const written = `${measure.id} ${measure.title.zh} ${measure.title.en} ${taskTitle}`.toLowerCase();
  return (
    (unit === null || concerns(measure, unit, isTown)) &&
    (kind === null || measure.kind === kind) &&
    (origin === null || measure.origin === origin) &&
    (!initiative || measure.initiative) &&
    (due === null || dueKey(measure) === due) &&
    words.every((word) => written.includes(word))
  );
}

/** The plan with only the measures that match, and only the tasks and boards that still hold one. */
export function filterPlan(plan: Plan, filter: PlanFilter): Plan['boards'] {
  const isTown = plan.units.some((u) => u.id === filter.unit && u.kind === 'town');
  return plan.boards
    .filter((board) => filter.board === null || board.id === filter.board)
    .map((board) => ({
      id: board.id,
      title: board.title,
      goal: board.goal,
      tasks: board.tasks
        .map((task) => ({
          id: task.id,
          number: task.number,
          title: task.title,
          measures: task.measures.filter((m) => matches(m, `${task.title.zh} ${task.title.en}`, filter, isTown)),
        }))
        .filter((task) => task.measures.length > 0),
    }))
    .filter((board) => board.tasks.length > 0);
}

export function countsOf(boards: Plan['boards']): { tasks: number; measures: number } {
  const tasks = boards.flatMap((b) => b.tasks);
  return { tasks: tasks.length, measures: tasks.reduce((n, task) => n + task.measures.length, 0) };
}
