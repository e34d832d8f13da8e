import { calendarOf, dayOfDate, formatDay, parseDay, type Localized } from '@qingshan/kernel';
import { measuresOf } from '../measures.ts';
import type { Due, Measure, Plan, Target } from '../types.ts';

/** Something of last year's plan that has to be looked at before it can hold for the new year. */
export interface ToConfirm {
  readonly kind: 'measure' | 'target' | 'pins';
  /** Measure or target id */
  readonly id: string;
  readonly text: Localized;
}

export interface CopiedPlan {
  readonly plan: Plan;
  /** Measure of the new plan to that of the old one */
  readonly links: Readonly<Record<string, string>>;
  readonly toConfirm: readonly ToConfirm[];
}

/** The same day of another year; 29 February becomes the 28th. */
function dayInYear(date: string, years: number): string {
  const day = parseDay(date);
  if (day === null) return date;
  const { year, month, date: of } = calendarOf(day);
  const moved = dayOfDate(year + years, month, of) ?? dayOfDate(year + years, month, of - 1);
  return moved === null ? date : formatDay(moved);
}

function dueInYear(due: Due, years: number, from: number): Due {
  if (due.kind !== 'date') return due;
  const inYear = (text: string): string => text.replaceAll(String(from), String(from + years));
  return {
    ...due,
    date: dayInYear(due.date, years),
    text: { zh: inYear(due.text.zh), en: inYear(due.text.en) },
  };
}

function measureInYear(measure: Measure, years: number, from: number): Measure {
  return { ...measure, due: dueInYear(measure.due, years, from), origin: 'inferred', stated: null };
}

function targetInYear(target: Target, years: number, from: number): Target {
  return { ...target, period: target.period.replaceAll(String(from), String(from + years)) };
}

function confirmMeasure(measure: Measure): ToConfirm[] {
  const figures = measure.title.zh.match(/20\d{2}年?|\d+(?:\.\d+)?\s*(?:%|个|辆|台|家|户|公里|亩|吨|微克)/g) ?? [];
  if (figures.length === 0) return [];
  const words = figures.join('、');
  return [
    {
      kind: 'measure',
      id: measure.id,
      text: { zh: `措施中的年份或数量（${words}）须按新一年核定`, en: `year or quantity (${words}) to be set anew` },
    },
  ];
}

function confirmTarget(target: Target): ToConfirm {
  return {
    kind: 'target',
    id: target.id,
    text: {
      zh: `目标“${target.title.zh}”沿用上年的值，须按新一年核定`,
      en: `the value of target “${target.title.en}” is last year's and is to be set anew`,
    },
  };
}

/**
 * Copies a plan into another year, as the draft of the new one: due dates move with the year, seasons and rhythms stay,
 * and nothing counts as stated in a document any more. Pinned editions are left out, so that those in force hold.
 *
 * @returns the plan, its links to the old one, and what has to be confirmed for the new year
 */
export function copyForward(plan: Plan, year: number): CopiedPlan {
  const years = year - plan.year;
  const inYear = (text: string): string => text.replaceAll(String(plan.year), String(year));
  const boards = plan.boards.map((board) => ({
    ...board,
    tasks: board.tasks.map((task) => ({
      ...task,
      measures: task.measures.map((measure) => measureInYear(measure, years, plan.year)),
    })),
  }));
  const copied: Plan = {
    ...plan,
    id: inYear(plan.id),
    year,
    title: { zh: inYear(plan.title.zh), en: inYear(plan.title.en) },
    pins: {},
    notes: [
      {
        zh: `由${plan.year}年计划结转，尚未按${year}年核定。`,
        en: `Copied from the plan of ${plan.year} and not yet confirmed for ${year}.`,
      },
    ],
    boards,
    targets: plan.targets.map((target) => targetInYear(target, years, plan.year)),
  };
  const pins: ToConfirm[] =
    Object.keys(plan.pins).length === 0
      ? []
      : [
          {
            kind: 'pins',
            id: plan.id,
            text: { zh: '上年指定的标准版本没有沿用', en: 'the editions pinned last year were not taken over' },
          },
        ];
  const measures = measuresOf(copied);
  return {
    plan: copied,
    links: Object.fromEntries(measures.map((m) => [m.id, m.id])),
    toConfirm: [...pins, ...plan.targets.map(confirmTarget), ...measures.flatMap(confirmMeasure)],
  };
}
