import { facetsOf, unitName, unitOf, type Actor } from '@qingshan/campaign';
import { formatDay } from '@qingshan/kernel';
import type { ReportDetailView, WorklistView } from '../views/index.ts';
import { unknown, type Campaign } from './campaign.ts';
import { helpViews, requestViews } from './items.ts';
import { reportView } from './report-page.ts';
import { rowOf } from './rows.ts';

const OPEN: ReadonlySet<string> = new Set(['none', 'draft', 'returned']);

function byDue(a: ReportDetailView, b: ReportDetailView): number {
  return a.due.localeCompare(b.due) || a.id.localeCompare(b.id);
}

/**
 * What waits for a unit: to sign for, to report, to answer. Reports come oldest due day first; the running period is
 * there from its first day.
 *
 * @throws QingshanError `not-found`
 */
export async function showWorklist(campaign: Campaign, actor: Actor, unit: string): Promise<WorklistView> {
  const { district } = campaign.workspace;
  if (!unitOf(district, unit)) throw unknown({ zh: '单位', en: 'unit' }, unit);
  const state = await campaign.current();
  const own = [...state.assignments.values()].filter((a) => a.unit === unit);
  const facets = own.map((a) => facetsOf(state, a, district.reporting, campaign.today));
  const row = (f: (typeof facets)[number]) => rowOf(campaign, state, f);
  const live = facets.filter((f) => f.dispatched && !f.excused && f.status !== 'cancelled');
  const toReport = live
    .filter((f) => f.status !== 'done')
    .flatMap((f) =>
      f.periods
        .filter((p) => OPEN.has(p.report.state))
        .map((p) => reportView({ campaign, state, actor }, f, p.period.id, [])),
    )
    .sort(byDue);
  const toSign = live.filter((f) => !f.signed).map(row);
  const submitted = live.filter((f) => f.periods.some((p) => p.report.state === 'submitted')).map(row);
  const helpToAnswer = helpViews(campaign, state).filter((h) => h.content.to === unit && h.state === 'open');
  return {
    unit,
    name: unitName(district, unit),
    today: formatDay(campaign.today),
    toSign,
    toReport,
    submitted,
    helpToAnswer,
    requests: requestViews(campaign, state).filter((r) => r.content.unit === unit),
    total: toSign.length + toReport.length + helpToAnswer.length,
  };
}
