import { reportDueDay } from '@qingshan/campaign';
import { formatDay, parsePeriod } from '@qingshan/kernel';
import type { AssignmentRowView, DeskView } from '../views/index.ts';
import type { Campaign } from './campaign.ts';
import { helpViews, requestViews } from './items.ts';
import { assignmentRows, countsOf, doubtfulIn } from './list.ts';

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

/** Open cases about instruments: silent, or about to make their month invalid. */
async function dataCasesOf({ workspace }: Campaign): Promise<number> {
  const states = ['new', 'dispatched', 'handling', 'submitted'] as const;
  const { device } = await workspace.registry.cases.counts({ device: { topic: 'device', states } });
  return device;
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
    doubtful: doubtfulIn(rows),
    units: unitRows(rows),
    openRequests: requestViews(campaign, state).filter((r) => r.state === 'open').length,
    openHelp: helps.filter((h) => h.state === 'open').length,
    dataCases: await dataCasesOf(campaign),
    overdueHelp: helps.filter((h) => h.overdue).length,
  };
}
