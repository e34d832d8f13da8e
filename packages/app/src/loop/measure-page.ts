import { facetsOf, lastDayOf, unitName, type CampaignState } from '@qingshan/campaign';
import { Decimal } from '@qingshan/kernel';
import { originsOf } from '../plan/cascade.ts';
import type { MeasurePageView } from '../views/index.ts';
import { unknown, type Campaign } from './campaign.ts';
import { helpViews, requestViews } from './items.ts';
import { momentText, rowOf, titlesOf } from './rows.ts';

/** How a quantity is split among the units that report on it, and what is left. */
function sharesOf(campaign: Campaign, state: CampaignState, id: string): MeasurePageView['shares'] {
  const spec = state.setting(id)?.spec;
  if (spec?.kind !== 'quantity') return null;
  const own = [...state.assignments.values()].filter((a) => a.measure === id && a.reports && !state.hasEnded(a.id));
  const units = own.map((a) => {
    const { share, state: stage } = state.dispatch(a.id);
    const name = unitName(campaign.workspace.district, a.unit);
    return { assignment: a.id, unitName: name, share, dispatched: stage !== 'none' };
  });
  const sum = units.reduce((total, { share }) => total.plus(share ?? 0), new Decimal(0));
  const rest = spec.target === null ? null : new Decimal(spec.target).minus(sum).toFixed();
  return { unit: spec.unit, target: spec.target, sum: sum.toFixed(), rest, units };
}

/** A measure from the words that ordered it to its reports. @throws QingshanError `not-found` */
export async function showMeasure(campaign: Campaign, id: string): Promise<MeasurePageView> {
  const state = await campaign.current();
  const [measure, setting] = [state.currentMeasure(id), state.setting(id)];
  if (!measure || !setting) throw unknown({ zh: '措施', en: 'measure' }, id);
  const { plan, district } = campaign.workspace;
  const facets = [...state.assignments.values()]
    .filter((a) => a.measure === id)
    .map((a) => facetsOf(state, a, district.reporting, campaign.today));
  const rows = facets.map((f) => rowOf(campaign, state, f));
  const reports = facets.flatMap((f, i) =>
    f.periods
      .filter(({ report }) => report.submitted !== null)
      .map(({ period, report, timing }) => ({
        id: `${f.assignment.id}/${period.id}`,
        unitName: rows[i]?.unitName ?? { zh: '', en: '' },
        period: period.id,
        state: report.state,
        timing,
        submittedAt: momentText(report.submittedAt),
        text: report.submitted?.text ?? '',
        progress: (report.submitted ?? report.content).progress,
      })),
  );
  const { spec, frequency, criteria, seq, set, movedTo, cancelledBy } = setting;
  return {
    id,
    board: measure.board,
    task: { id: measure.task, title: titlesOf(state, id).task },
    title: measure.title,
    stated: measure.stated,
    origin: measure.origin,
    initiative: measure.initiative,
    due: { text: measure.due.text, date: lastDayOf(measure.due, plan.year) },
    targets: plan.targets
      .filter((t) => measure.targets.includes(t.id))
      .map(({ id: target, title }) => ({ id: target, title })),
    setting: { seq, set, spec, frequency, criteria, movedTo, cancelled: cancelledBy !== null },
    assignments: rows,
    shares: sharesOf(campaign, state, id),
    dropped: state.isDropped(id),
    amendments: campaign.historyOf(id).map(({ version, change }) => ({
      version: version.version,
      name: version.name,
      number: version.number,
      date: version.date,
      what: change.what,
      texts: [...change.texts],
    })),
    wording: campaign.wordingOf(id),
    origins: await originsOf(campaign, id),
    reports: reports.toSorted((a, b) => b.period.localeCompare(a.period)),
    requests: requestViews(campaign, state).filter((r) => r.content.measure === id),
    helps: helpViews(campaign, state).filter((h) => h.content.measure === id),
  };
}
