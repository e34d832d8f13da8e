import { dueForRecheck, facetsOf, type Actor, type Facets, type PeriodReport } from '@qingshan/campaign';
import { formatDay, formatMoment } from '@qingshan/kernel';
import { topics } from '../cases/complaint-register.ts';
import type { Campaign } from '../loop/campaign.ts';
import { reportView } from '../loop/report-page.ts';
import { mayVerify } from '../loop/rights.ts';
import type { FieldItemView, FieldWorkView } from '../views/index.ts';

interface Found {
  readonly facets: Facets;
  readonly here: PeriodReport;
  readonly kind: FieldItemView['kind'];
}

/** Whether there is something that somebody else than this person has to look at. */
function waits({ report }: PeriodReport, actor: Actor): boolean {
  return report.state === 'submitted' && report.submittedBy?.id !== actor.id;
}

function oldestFirst(a: FieldItemView, b: FieldItemView): number {
  return b.kind.localeCompare(a.kind) || a.since.localeCompare(b.since) || a.report.localeCompare(b.report);
}

/** What an inspector may look at on the spot: reports that wait for verification, then re-checks; the oldest first. */
export async function showFieldWork(campaign: Campaign, actor: Actor): Promise<FieldWorkView> {
  const state = await campaign.current();
  const { district } = campaign.workspace;
  const { reporting } = district;
  const { today } = campaign;
  const found = [...state.assignments.values()].flatMap((assignment): Found[] => {
    const lead = state.measure(assignment.measure)?.lead ?? [];
    if (!assignment.reports || !mayVerify(actor, assignment, lead)) return [];
    const facets = facetsOf(state, assignment, reporting, today);
    if (facets.excused || facets.status === 'cancelled') return [];
    const again = dueForRecheck(facets, reporting, today);
    return [
      ...facets.periods.filter((p) => waits(p, actor)).map((here) => ({ facets, here, kind: 'verify' as const })),
      ...(again ? [{ facets, here: again, kind: 'recheck' as const }] : []),
    ];
  });
  const items = found.map(({ facets, here, kind }): FieldItemView => {
    const { report } = here;
    const view = reportView({ campaign, state, actor }, facets, here.period.id, []);
    const since = (kind === 'verify' ? report.submittedAt : report.decidedAt) ?? 0;
    return {
      report: view.id,
      kind,
      measure: view.assignment.measure,
      title: view.assignment.title,
      unit: view.assignment.unit,
      unitName: view.assignment.unitName,
      period: view.period,
      since: formatMoment(since).slice(0, 10),
      seq: view.seq,
      state: view.state,
      spec: view.spec,
      criteria: view.criteria,
      claimed: report.submitted ?? report.content,
      doubts: view.doubts,
    };
  });
  return {
    person: actor.id,
    today: formatDay(today),
    items: items.toSorted(oldestFirst),
    topics: topics(campaign.workspace),
    towns: district.towns.map(({ id, name }) => ({ id, name })),
    units: district.units.map(({ id, name }) => ({ id, name })),
  };
}
