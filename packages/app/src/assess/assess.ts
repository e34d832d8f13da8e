import { displayUnit, formatMoment, parseDay, QingshanError, type Period } from '@qingshan/kernel';
import { indicators, type Indicator } from '@qingshan/methods';
import type { z } from 'zod';
import type { AssessQuery } from './question.ts';
import { clauseMarker } from '../rules/standards.ts';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { readWhen, type When } from './asking.ts';
import { readPeriod, type Evaluated, type Evaluator } from './evaluator.ts';
import { resolveScope } from './scope.ts';
import { hasUnchecked, present, type ClauseMarker, type StoredAssessment } from './present.ts';

/** Keeps assessments under their ids and gives them as they are served. */
export async function keep(
  workspace: Workspace,
  items: readonly Evaluated[],
  mark: ClauseMarker,
): Promise<views.AssessmentView[]> {
  const stored = items.map((item): StoredAssessment => ({ view: present(item, mark), source: item.source }));
  const at = workspace.clock.now();
  const unique = new Map(stored.map((s) => [s.view.id, s]));
  await workspace.registry.saveAssessments([...unique].map(([id, s]) => ({ id, json: JSON.stringify(s), at })));
  return stored.map((s) => s.view);
}

/** Indicators that can be asked of a scope when none is named. */
async function applicable(evaluator: Evaluator, scope: string, period: Period, when: When): Promise<string[]> {
  const district = scope === 'district';
  const applies = async (i: Indicator): Promise<boolean> => {
    if (i.gather === 'daily') return true;
    if (!district) return false;
    if (i.gather !== 'account' && i.gather !== 'samples') return true;
    if (evaluator.accountOf(i.id, period, when) !== null) return true;
    if (i.gather === 'account') return false;
    const { sites } = await resolveScope(evaluator.workspace, scope, i.kind, period);
    return (await evaluator.samples.sampled(sites, period, when)).count > 0;
  };
  const all = await Promise.all(indicators.map(async (i) => ((await applies(i)) ? [i.id] : [])));
  return all.flat();
}

/** Computes and keeps the assessments that a query asks for. */
export async function assess(evaluator: Evaluator, query: AssessQuery): Promise<views.AssessmentView[]> {
  const { workspace } = evaluator;
  const when = readWhen(workspace, query);
  const period = readPeriod(query.period);
  const scope = query.scope ?? 'district';
  const names = query.indicator === undefined ? await applicable(evaluator, scope, period, when) : [query.indicator];
  const items: Evaluated[] = [];
  for (const indicator of names) {
    items.push(await evaluator.evaluate({ indicator, scope, period: period.id, when }));
  }
  return keep(workspace, items, await clauseMarker(workspace));
}

async function stored(workspace: Workspace, id: string): Promise<StoredAssessment> {
  const json = await workspace.registry.assessment(id);
  if (json === null) {
    throw new QingshanError('not-found', { what: { zh: '评价结果', en: 'assessment' }, id, hint: 'qingshan assess …' });
  }
  return JSON.parse(json) as StoredAssessment;
}

/** @throws QingshanError `not-found` */
export async function explain(workspace: Workspace, id: string): Promise<views.AssessmentView> {
  const { view } = await stored(workspace, id);
  const mark = await clauseMarker(workspace);
  // What was worked out stays as it was; what people have confirmed since is said.
  const clauses = view.clauses.map(mark);
  return {
    ...view,
    clauses,
    toBeChecked: hasUnchecked(clauses),
    trace: view.trace.map((step) => ({ ...step, clauses: step.clauses.map(mark) })),
  };
}

/** The rows that an assessment rests on, as they were known then. */
export async function inputs(
  workspace: Workspace,
  id: string,
  page: { readonly offset: number; readonly limit: number },
): Promise<z.output<typeof views.inputRows>> {
  const { source } = await stored(workspace, id);
  const wanted = (await workspace.registry.series()).filter(
    (s) => source.sites.includes(s.site) && source.parameters.includes(s.parameter),
  );
  const byId = new Map(wanted.map((s) => [s.id, s]));
  const rows = await workspace.observations.observations({
    series: wanted.map((s) => s.id),
    first: parseDay(source.first) ?? 0,
    last: parseDay(source.last) ?? 0,
    asOf: source.knownAt,
  });
  return {
    total: rows.length,
    offset: page.offset,
    rows: rows.slice(page.offset, page.offset + page.limit).map((row) => ({
      site: byId.get(row.series)?.site ?? '',
      parameter: byId.get(row.series)?.parameter ?? '',
      time: formatMoment(row.time),
      value: row.value,
      unitText: displayUnit(byId.get(row.series)?.unit ?? ''),
      flag: row.flag,
      batch: row.batch,
      received: formatMoment(row.received),
      revision: row.revision,
    })),
  };
}
