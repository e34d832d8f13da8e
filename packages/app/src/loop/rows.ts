import {
  doubtsOf,
  facetsOf,
  lastDayOf,
  ownSpec,
  unitName,
  type Assignment,
  type CampaignState,
  type Doubt,
  type Facets,
  type PeriodReport,
} from '@qingshan/campaign';
import { formatDay, formatMoment, type Localized, type Moment } from '@qingshan/kernel';
import type { AssignmentQuery, AssignmentRowView } from '../views/index.ts';
import type { Campaign } from './campaign.ts';

export function momentText(moment: Moment | null): string | null {
  return moment === null ? null : formatMoment(moment);
}

/** The title of a measure and of its task. */
export function titlesOf(state: CampaignState, measure: string): { title: Localized; task: Localized } {
  const found = state.measure(measure);
  const tasks = state.plan.boards.flatMap((board) => board.tasks);
  const nameless = { zh: measure, en: measure };
  return {
    title: found?.title ?? nameless,
    task: tasks.find((task) => task.id === found?.task)?.title ?? nameless,
  };
}

/** Files that stand as evidence in submitted reports, with the reports that name them. */
export function evidenceUse(state: CampaignState): ReadonlyMap<string, ReadonlySet<string>> {
  const use = new Map<string, Set<string>>();
  for (const [key, report] of state.reports) {
    for (const file of report.submitted?.evidence ?? []) {
      const reports = use.get(file) ?? new Set();
      use.set(file, reports.add(key));
    }
  }
  return use;
}

/** What looks wrong in a report of a period. */
export function doubtsIn(
  state: CampaignState,
  assignment: Assignment,
  periods: readonly PeriodReport[],
  index: number,
  use: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Doubt[] {
  const here = periods[index];
  const setting = state.setting(assignment.measure);
  if (!here || !setting) return [];
  const before = periods.slice(0, index).flatMap(({ report }) => report.submitted ?? []);
  const key = `${assignment.id}/${here.period.id}`;
  const elsewhere = here.report.content.evidence.filter((file) => [...(use.get(file) ?? [])].some((r) => r !== key));
  const spec = ownSpec(setting.spec, state.dispatch(assignment.id).share);
  return doubtsOf(spec, here.report.content, before, new Set(elsewhere));
}

function openPeriod(periods: readonly PeriodReport[]): AssignmentRowView['open'] {
  const open = periods.findLast(
    ({ report, timing }) => report.state !== 'accepted' && (timing !== 'early' || report.seq > 0),
  );
  if (!open) return null;
  return { period: open.period.id, due: formatDay(open.due), state: open.report.state, timing: open.timing };
}

function doubtful(state: CampaignState, facets: Facets, use: ReadonlyMap<string, ReadonlySet<string>>): Doubt[] {
  const { periods, assignment } = facets;
  const codes = new Map<string, Doubt>();
  for (const [index, { report }] of periods.entries()) {
    if (report.state !== 'submitted') continue;
    for (const doubt of doubtsIn(state, assignment, periods, index, use)) codes.set(doubt.code, doubt);
  }
  return [...codes.values()];
}

export function rowOf(
  campaign: Campaign,
  state: CampaignState,
  facets: Facets,
  use: ReadonlyMap<string, ReadonlySet<string>>,
): AssignmentRowView {
  const { assignment, fresh } = facets;
  const measure = state.currentMeasure(assignment.measure);
  const spec = state.setting(assignment.measure)?.spec;
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
    quantityUnit: spec?.kind === 'quantity' ? spec.unit : '',
    claimed: facets.claimed,
    verified: facets.verified,
    timely: facets.timely,
    lastReport: momentText(fresh.lastSubmittedAt),
    silentPeriods: fresh.silentPeriods,
    open: openPeriod(facets.periods),
    doubts: doubtful(state, facets, use),
    excused: state.dispatch(assignment.id).excused?.reason ?? null,
  };
}

/** The rule by which rows are counted and listed, so that every count equals its list. */
function matches(row: AssignmentRowView, query: AssignmentQuery): boolean {
  return (
    (query.status === undefined || row.status === query.status) &&
    (query.unit === undefined || row.unit === query.unit) &&
    (query.board === undefined || row.board === query.board) &&
    (query.measure === undefined || row.measure === query.measure) &&
    (query.doubtful === undefined || row.doubts.length > 0)
  );
}

/** All assignments of the plan that match, in plan order. */
export async function assignmentRows(campaign: Campaign, query: AssignmentQuery = {}): Promise<AssignmentRowView[]> {
  const state = await campaign.current();
  const { reporting } = campaign.workspace.district;
  const use = evidenceUse(state);
  const { measure, unit } = query;
  return [...state.assignments.values()]
    .filter((a) => (measure === undefined || a.measure === measure) && (unit === undefined || a.unit === unit))
    .map((a) => rowOf(campaign, state, facetsOf(state, a, reporting, campaign.today), use))
    .filter((row) => matches(row, query));
}
