import type { PlanVersion } from '../draft/resolve.ts';
import { letterOf, measuresOf, tasksOf } from '../measures.ts';
import type { Board, Measure, Plan, Task } from '../types.ts';
import { diffPlans, type PlanDiff } from './diff-plans.ts';
import { bare } from './similarity.ts';

/** A version that goes on from an earlier one. */
export interface Continued {
  readonly version: PlanVersion;
  /** Against the version before; ids are those of the new version */
  readonly diff: PlanDiff;
}

type Side = Pick<PlanVersion, 'plan' | 'wordings'>;
type Links = Readonly<Record<string, string | null>>;

/** Gives ids that no version of the plan has used. */
class FreshIds {
  readonly #tasks = new Map<string, number>();
  readonly #measures = new Map<string, number>();
  readonly #prefix: string;

  constructor(plans: readonly Plan[], prefix: string) {
    this.#prefix = prefix;
    for (const task of plans.flatMap(tasksOf)) {
      raise(this.#tasks, letterOf(task.id), /(\d+)$/.exec(task.id)?.[1]);
      for (const { id } of task.measures) raise(this.#measures, id.replace(/-\d+$/, ''), /-(\d+)$/.exec(id)?.[1]);
    }
  }

  task(letter: string): string {
    return `${this.#prefix}${letter}${String(next(this.#tasks, letter)).padStart(2, '0')}`;
  }

  measure(task: string): string {
    return `${task}-${next(this.#measures, task)}`;
  }
}

function raise(most: Map<string, number>, key: string, digits: string | undefined): void {
  most.set(key, Math.max(most.get(key) ?? 0, Number(digits ?? 0)));
}

function next(most: Map<string, number>, key: string): number {
  const number = (most.get(key) ?? 0) + 1;
  most.set(key, number);
  return number;
}

/** Tasks of the later plan to those that they go on: of the same title, else that of most of their measures. */
function pairTasks(before: Plan, after: Plan, links: Links): ReadonlyMap<string, string> {
  const taskOf = new Map(measuresOf(before).map((m) => [m.id, m.task]));
  const open = new Set(tasksOf(before).map((task) => task.id));
  const pairs = new Map<string, string>();
  const pair = (task: Task, id: string | undefined): void => {
    if (id === undefined || pairs.has(task.id) || !open.delete(id)) return;
    pairs.set(task.id, id);
  };
  const sources = (task: Task) => task.measures.flatMap((m) => taskOf.get(links[m.id] ?? '') ?? []);
  for (const task of tasksOf(after)) {
    const titled = tasksOf(before).filter((old) => bare(old.title.zh) === bare(task.title.zh) && open.has(old.id));
    const own = sources(task);
    pair(task, (titled.find((old) => own.includes(old.id)) ?? titled[0])?.id);
  }
  for (const task of tasksOf(after)) {
    const ranked = [...Map.groupBy(sources(task), (id) => id)].toSorted((a, b) => b[1].length - a[1].length);
    pair(
      task,
      ranked.map(([id]) => id).find((id) => open.has(id)),
    );
  }
  return pairs;
}

/** What a document does not say about a measure is taken over from the one that it goes on. */
function carried(measure: Measure, before: Measure | undefined, reworded: boolean, plan: Plan): Measure {
  if (!before) return measure;
  const known = new Set(plan.targets.map((target) => target.id));
  return {
    ...measure,
    title: reworded ? measure.title : before.title,
    kind: before.kind,
    targets: before.targets.filter((id) => known.has(id)),
  };
}

/** English stands for the same Chinese words as before. */
function withEnglish(boards: readonly Board[], before: Plan): readonly Board[] {
  const known = new Map(
    [...before.boards.flatMap((b) => [b.title, b.goal]), ...tasksOf(before).map((t) => t.title)].map((t) => [t.zh, t]),
  );
  return boards.map((board) => ({
    ...board,
    title: known.get(board.title.zh) ?? board.title,
    goal: known.get(board.goal.zh) ?? board.goal,
    tasks: board.tasks.map((task) => ({ ...task, title: known.get(task.title.zh) ?? task.title })),
  }));
}

/**
 * Makes a resolved draft go on from the version before it. A measure that was kept, moved or reworded keeps its id for
 * ever, so that its dispatches, reports and settings stay its own; an id that was given once is never given again. In
 * the plan of another year every measure has a new id, `2025-A05-1`, and is linked to last year's.
 *
 * @param links measure of the draft to that of the version before, where somebody said so; `null` for a new one
 * @param earlier every earlier version of the same plan, for the ids that were given
 */
export function continuePlan(
  before: PlanVersion,
  draft: PlanVersion,
  links: Links = {},
  earlier: readonly Plan[] = [before.plan],
): Continued {
  const found = diffPlans(before, draft, links);
  const isSamePlan = before.plan.id === draft.plan.id;
  const prefix = isSamePlan ? (/^\d{4}-/.exec(tasksOf(before.plan)[0]?.id ?? '')?.[0] ?? '') : `${draft.plan.year}-`;
  const fresh = new FreshIds(isSamePlan ? earlier : [], prefix);
  const tasks = isSamePlan ? pairTasks(before.plan, draft.plan, found.links) : new Map<string, string>();
  const old = new Map(measuresOf(before.plan).map((m) => [m.id, m]));
  const reworded = new Set(found.changed.filter((c) => c.reworded !== null).map((c) => c.to));
  const wordings: Record<string, PlanVersion['wordings'][string]> = {};
  const continued: Record<string, string | null> = {};

  const measureOf = (measure: Measure, task: string): Measure => {
    const link = found.links[measure.id] ?? null;
    const id = isSamePlan && link !== null ? link : fresh.measure(task);
    const words = draft.wordings[measure.id];
    if (words) wordings[id] = words;
    continued[id] = isSamePlan ? (link === null ? null : (before.links[link] ?? null)) : link;
    return { ...carried(measure, old.get(link ?? ''), reworded.has(measure.id), draft.plan), id, task };
  };
  const taskOf = (task: Task): Task => {
    const id = tasks.get(task.id) ?? fresh.task(letterOf(task.id));
    return { ...task, id, measures: task.measures.map((m) => measureOf(m, id)) };
  };
  const boards = draft.plan.boards.map((board) => ({ ...board, tasks: board.tasks.map(taskOf) }));
  const plan: Plan = { ...draft.plan, boards: withEnglish(boards, before.plan) };
  const version: PlanVersion = { ...draft, plan, wordings, links: continued };
  return { version, diff: diffVersions(before, version) };
}

/** Compares two versions, of one plan by their ids, of two years by the links of the later one. */
export function diffVersions(before: Side, after: Side & Pick<PlanVersion, 'links'>): PlanDiff {
  if (before.plan.id !== after.plan.id) return diffPlans(before, after, after.links);
  const known = new Set(measuresOf(before.plan).map((m) => m.id));
  const links = measuresOf(after.plan).map(({ id }) => [id, known.has(id) ? id : null] as const);
  return diffPlans(before, after, Object.fromEntries(links));
}
