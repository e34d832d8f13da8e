import { ASSIGNMENT_STATUSES, facetsOf, type AssignmentStatus, type CampaignState } from '@qingshan/campaign';
import type { AssignmentPageQuery, AssignmentPageView, AssignmentQuery, AssignmentRowView } from '../views/index.ts';
import type { Campaign } from './campaign.ts';
import { rowOf } from './rows.ts';

interface Known {
  readonly key: string;
  readonly rows: readonly AssignmentRowView[];
}

/** The rows of a state, good until something in it changes or the day ends. */
const known = new WeakMap<CampaignState, Known>();

function allRows(campaign: Campaign, state: CampaignState): readonly AssignmentRowView[] {
  const { reporting } = campaign.workspace.district;
  const key = `${state.revision}/${campaign.today}`;
  const before = known.get(state);
  if (before?.key === key) return before.rows;
  const rows = [...state.assignments.values()].map((a) =>
    rowOf(campaign, state, facetsOf(state, a, reporting, campaign.today)),
  );
  known.set(state, { key, rows });
  return rows;
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
  return allRows(campaign, await campaign.current()).filter((row) => matches(row, query));
}

export function countsOf(rows: readonly AssignmentRowView[]): Record<AssignmentStatus, number> {
  const counts = Object.fromEntries(ASSIGNMENT_STATUSES.map((s) => [s, 0])) as Record<AssignmentStatus, number>;
  for (const row of rows) counts[row.status] += 1;
  return counts;
}

/** Those with something that a verifier should look at */
export function doubtfulIn(rows: readonly AssignmentRowView[]): number {
  return rows.filter((row) => row.doubts.length > 0).length;
}

function urgency({ status }: AssignmentRowView): number {
  return ASSIGNMENT_STATUSES.indexOf(status);
}

/** A page of the assignments that match, the most urgent first, within a status as the plan has them. */
export async function listAssignments(
  campaign: Campaign,
  { offset = 0, limit = Number.POSITIVE_INFINITY, ...query }: AssignmentPageQuery,
): Promise<AssignmentPageView> {
  const all = allRows(campaign, await campaign.current());
  const { status: _, doubtful: __, ...others } = query;
  const ofOthers = all.filter((row) => matches(row, others));
  const ofUnits = all.filter((row) => matches(row, { ...query, unit: undefined }));
  const rows = ofOthers.filter((row) => matches(row, query)).toSorted((a, b) => urgency(a) - urgency(b));
  const byUnit = Map.groupBy(ofUnits, (row) => row.unit);
  return {
    total: rows.length,
    rows: rows.slice(offset, offset + limit),
    all: ofOthers.length,
    counts: countsOf(ofOthers),
    doubtful: doubtfulIn(ofOthers),
    units: Object.fromEntries([...byUnit].map(([unit, own]) => [unit, own.length])),
  };
}
