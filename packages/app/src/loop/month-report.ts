import { facetsOf, type Assignment, type CampaignState, type Facets } from '@qingshan/campaign';
import { formatDay, parsePeriod, QingshanError, type Period } from '@qingshan/kernel';
import type { MonthReportView } from '../views/index.ts';
import type { Campaign } from './campaign.ts';
import { helpViews } from './items.ts';
import { rowOf, titlesOf } from './rows.ts';

/** @throws QingshanError `unknown-period`, `bad-request` when it is not a month */
export function readMonth(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new QingshanError('unknown-period', { text });
  if (period.kind === 'month') return period;
  throw new QingshanError('bad-request', { why: `“${text}”不是月份（not a month）。`, hint: '2024-10' });
}

interface Told {
  readonly assignment: Assignment;
  readonly facets: Facets;
  readonly timing: 'on-time' | 'late' | 'missing' | 'early';
  readonly due: string;
}

/** Assignments with a report on a period that ends in the month: monthly ones, and quarterly ones in their last month. */
function toldIn(campaign: Campaign, state: CampaignState, month: Period): Told[] {
  const { reporting } = campaign.workspace.district;
  return [...state.assignments.values()].flatMap((assignment): Told[] => {
    const facets = facetsOf(state, assignment, reporting, campaign.today);
    if (!facets.dispatched || facets.excused || facets.status === 'cancelled') return [];
    const here = facets.periods.find(({ period }) => period.last >= month.first && period.last <= month.last);
    return here ? [{ assignment, facets, timing: here.timing, due: formatDay(here.due) }] : [];
  });
}

function countsOf(told: readonly Told[]): MonthReportView['counts'] {
  const count = (timing: Told['timing']) => told.filter((t) => t.timing === timing).length;
  return {
    due: told.length,
    onTime: count('on-time'),
    late: count('late'),
    // A report whose day has not come is not missing yet.
    missing: count('missing'),
    open: count('early'),
    claimed: told.filter((t) => t.facets.claimed.complete).length,
    verified: told.filter((t) => t.facets.claimed.complete && t.facets.verified.complete).length,
  };
}

/** What the campaign looked like in a month, for the bulletin. @throws QingshanError `unknown-period`, `bad-request` */
export async function showMonth(campaign: Campaign, text: string): Promise<MonthReportView> {
  const month = readMonth(text);
  const state = await campaign.current();
  const told = toldIn(campaign, state, month);
  const rows = told.map((t) => rowOf(campaign, state, t.facets));
  const byUnit = Map.groupBy(told, (t) => t.assignment.unit);
  const nameOf = new Map(rows.map((row) => [row.unit, row.unitName]));
  return {
    month: month.id,
    today: formatDay(campaign.today),
    counts: countsOf(told),
    units: [...byUnit].map(([unit, own]) => ({
      unit,
      name: nameOf.get(unit) ?? { zh: unit, en: unit },
      ...countsOf(own),
    })),
    missing: told
      .filter((t) => t.timing === 'missing')
      .map(({ assignment, due }) => ({
        measure: assignment.measure,
        title: titlesOf(state, assignment.measure).title,
        unit: assignment.unit,
        unitName: nameOf.get(assignment.unit) ?? { zh: '', en: '' },
        due,
      })),
    overdueHelp: helpViews(campaign, state).filter((h) => h.overdue),
  };
}
