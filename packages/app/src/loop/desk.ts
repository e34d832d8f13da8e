import { ASSIGNMENT_STATUSES, reportDueDay, type AssignmentStatus } from '@qingshan/campaign';
import { formatDay, parsePeriod } from '@qingshan/kernel';
import type { AssignmentRowView, DeskView } from '../views/index.ts';
import type { Campaign } from './campaign.ts';
import { helpViews, requestViews } from './items.ts';
import { assignmentRows } from './rows.ts';

function countsOf(rows: readonly AssignmentRowView[]): Record<AssignmentStatus, number> {
  const counts = Object.fromEntries(ASSIGNMENT_STATUSES.map((s) => [s, 0])) as Record<AssignmentStatus, number>;
  for (const row of rows) counts[row.status] += 1;
  return counts;
}

function unitRows(rows: readonly AssignmentRowView[]): DeskView['units'] {
  return [...Map.groupBy(rows, (row) => row.unit)].flatMap(([unit, own]) => {
    const [first] = own;
    if (!first) return [];
    const sum = (key: 'due' | 'onTime' | 'late' | 'missing') => own.reduce((total, row) => total + row.timely[key], 0);
    return {
      unit,
      name: first.unitName,
      total: own.length,
      counts: countsOf(own),
      due: sum('due'),
      onTime: sum('onTime'),
      late: sum('late'),
      missing: sum('missing'),
    };
  });
}

/** What the plan office looks at in the morning. */
export async function showDesk(campaign: Campaign): Promise<DeskView> {
  const rows = await assignmentRows(campaign);
  const state = await campaign.current();
  const { reporting } = campaign.workspace.district;
  const today = formatDay(campaign.today);
  const month = parsePeriod(today.slice(0, 7));
  const helps = helpViews(campaign, state);
  return {
    today,
    nextDue: month ? formatDay(reportDueDay(month, reporting)) : today,
    total: rows.length,
    counts: countsOf(rows),
    doubtful: rows.filter((row) => row.doubts.length > 0).length,
    units: unitRows(rows),
    openRequests: requestViews(campaign, state).filter((r) => r.state === 'open').length,
    openHelp: helps.filter((h) => h.state === 'open').length,
    overdueHelp: helps.filter((h) => h.overdue).length,
  };
}
