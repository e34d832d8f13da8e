import { checkPlan, countPlan, lastDayOf, type District, type Due, type Measure, type Plan } from '@qingshan/campaign';
import type { z } from 'zod';
import type * as views from '../views/index.ts';

function dueView(due: Due, year: number): z.output<typeof views.due> {
  return { kind: due.kind, text: due.text, date: lastDayOf(due, year) };
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

/** A plan as a tree, with its counts and what is wrong with them. An amended plan keeps its ids, whatever their order. */
export function planView(plan: Plan, district: District): views.PlanView {
  return {
    id: plan.id,
    year: plan.year,
    title: plan.title,
    counts: countPlan(plan),
    findings: checkPlan(plan, district)
      .filter((f) => f.code !== 'number-sequence')
      .map((f) => f.text),
    notes: [...plan.notes],
    pins: { ...plan.pins },
    units: district.units.map(({ id, name, short, kind }) => ({ id, name, short, kind })),
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
