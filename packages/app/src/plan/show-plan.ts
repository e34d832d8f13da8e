import { checkPlan, countPlan, type Due, type Measure } from '@qingshan/campaign';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';

function dueView(due: Due, year: number): z.output<typeof views.due> {
  const end: Readonly<Record<string, string>> = { year: `${year}-12-31` };
  const date = due.kind === 'date' ? due.date : due.kind === 'season' ? due.to : (end[due.every] ?? null);
  return { kind: due.kind, text: due.text, date };
}

function measureView(measure: Measure, year: number): z.output<typeof views.measure> {
  return {
    ...measure,
    lead: [...measure.lead],
    responsible: [...measure.responsible],
    assisting: [...measure.assisting],
    targets: [...measure.targets],
    due: dueView(measure.due, year),
  };
}

/** The plan as a tree, with its counts and what is wrong with them. */
export function showPlan(workspace: Workspace): views.PlanView {
  const { plan, district } = workspace;
  const units = [...district.units, ...district.towns.filter((t) => !district.units.some((u) => u.id === t.id))];
  return {
    id: plan.id,
    year: plan.year,
    title: plan.title,
    counts: countPlan(plan),
    findings: checkPlan(plan, district).map((f) => f.text),
    pins: { ...plan.pins },
    units: units.map(({ id, name, short, kind }) => ({ id, name, short, kind })),
    boards: plan.boards.map((board) => ({
      id: board.id,
      title: board.title,
      goal: board.goal,
      tasks: board.tasks.map((task) => ({
        id: task.id,
        number: task.number,
        title: task.title,
        measures: task.measures.map((m) => measureView(m, plan.year)),
      })),
    })),
  };
}
