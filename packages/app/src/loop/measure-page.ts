import { facetsOf, lastDayOf } from '@qingshan/campaign';
import type { MeasurePageView } from '../views/index.ts';
import { unknown, type Campaign } from './campaign.ts';
import { helpViews, requestViews } from './items.ts';
import { evidenceUse, momentText, rowOf, titlesOf } from './rows.ts';

/** A measure from the words that ordered it to its reports. @throws QingshanError `not-found` */
export async function showMeasure(campaign: Campaign, id: string): Promise<MeasurePageView> {
  const state = await campaign.current();
  const [measure, setting] = [state.currentMeasure(id), state.setting(id)];
  if (!measure || !setting) throw unknown({ zh: '措施', en: 'measure' }, id);
  const { plan, district } = campaign.workspace;
  const use = evidenceUse(state);
  const facets = [...state.assignments.values()]
    .filter((a) => a.measure === id)
    .map((a) => facetsOf(state, a, district.reporting, campaign.today));
  const rows = facets.map((f) => rowOf(campaign, state, f, use));
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
    reports: reports.toSorted((a, b) => b.period.localeCompare(a.period)),
    requests: requestViews(campaign, state).filter((r) => r.content.measure === id),
    helps: helpViews(campaign, state).filter((h) => h.content.measure === id),
  };
}
