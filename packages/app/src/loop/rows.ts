import {
  doubtsOf,
  lastDayOf,
  specOf,
  unitName,
  type Assignment,
  type CampaignState,
  type Doubt,
  type Facets,
  type PeriodReport,
  type Plan,
} from '@qingshan/campaign';
import { formatDay, formatMoment, type Localized, type Moment } from '@qingshan/kernel';
import type { AssignmentRowView } from '../views/index.ts';
import type { Campaign } from './campaign.ts';

export function momentText(moment: Moment | null): string | null {
  return moment === null ? null : formatMoment(moment);
}

/** Titles of the tasks of a plan, which never change. */
const taskTitles = new WeakMap<Plan, ReadonlyMap<string, Localized>>();

function taskTitlesOf(plan: Plan): ReadonlyMap<string, Localized> {
  const known =
    taskTitles.get(plan) ?? new Map(plan.boards.flatMap((b) => b.tasks.map((task) => [task.id, task.title] as const)));
  taskTitles.set(plan, known);
  return known;
}

/** The title of a measure and of its task. */
export function titlesOf(state: CampaignState, measure: string): { title: Localized; task: Localized } {
  const found = state.measure(measure);
  const nameless = { zh: measure, en: measure };
  return {
    title: found?.title ?? nameless,
    task: taskTitlesOf(state.plan).get(found?.task ?? '') ?? nameless,
  };
}

/** What looks wrong in a report of a period. */
export function doubtsIn(
  state: CampaignState,
  assignment: Assignment,
  periods: readonly PeriodReport[],
  index: number,
): readonly Doubt[] {
  const here = periods[index];
  const setting = state.setting(assignment.measure);
  if (!here || !setting) return [];
  const before = periods.slice(0, index).flatMap(({ report }) => report.submitted ?? []);
  const key = `${assignment.id}/${here.period.id}`;
  const elsewhere = here.report.content.evidence.filter((file) => state.isEvidenceElsewhere(file, key));
  const spec = specOf(state, assignment) ?? setting.spec;
  return doubtsOf(spec, here.report.content, before, new Set(elsewhere));
}

function openPeriod(periods: readonly PeriodReport[]): AssignmentRowView['open'] {
  const open = periods.findLast(
    ({ report, timing }) => report.state !== 'accepted' && (timing !== 'early' || report.seq > 0),
  );
  if (!open) return null;
  return { period: open.period.id, due: formatDay(open.due), state: open.report.state, timing: open.timing };
}

function doubtful(state: CampaignState, facets: Facets): Doubt[] {
  const { periods, assignment } = facets;
  const codes = new Map<string, Doubt>();
  for (const [index, { report }] of periods.entries()) {
    if (report.state !== 'submitted') continue;
    for (const doubt of doubtsIn(state, assignment, periods, index)) codes.set(doubt.code, doubt);
  }
  return [...codes.values()];
}

export function rowOf(campaign: Campaign, state: CampaignState, facets: Facets): AssignmentRowView {
  const { assignment, fresh } = facets;
  const measure = state.currentMeasure(assignment.measure);
  const spec = state.setting(assignment.measure)?.spec;
  const counted = campaign.figures.of(assignment.id);
  const { year } = state.plan;
  return {
    ...titlesOf(state, assignment.measure),
    id: assignment.id,
    measure: assignment.measure,
    board: measure?.board ?? '',
    unit: assignment.unit,
    unitName: unitName(campaign.workspace.district, assignment.unit),
    role: assignment.role,
    reports: assignment.reports,
    status: facets.status,
    due: { text: measure?.due.text ?? { zh: '', en: '' }, date: measure ? lastDayOf(measure.due, year) : null },
    progressKind: spec?.kind ?? 'judged',
    quantityUnit: spec?.kind === 'quantity' ? spec.unit : (counted?.unitText ?? ''),
    counted,
    claimed: facets.claimed,
    verified: facets.verified,
    timely: facets.timely,
    lastReport: momentText(fresh.lastSubmittedAt),
    silentPeriods: fresh.silentPeriods,
    open: openPeriod(facets.periods),
    doubts: doubtful(state, facets),
    excused: state.dispatch(assignment.id).excused?.reason ?? null,
  };
}
