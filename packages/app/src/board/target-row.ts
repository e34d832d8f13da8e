import type { Target } from '@qingshan/campaign';
import { displayUnit, type Localized, samePeriodLastYear, upTo, type Period } from '@qingshan/kernel';
import { findIndicator, whyWithoutMethod, type Indicator, type IndicatorTarget } from '@qingshan/methods';
import type { When } from '../assess/asking.ts';
import { readPeriod, type Evaluated, type Evaluator } from '../assess/evaluator.ts';
import { present, type ClauseMarker } from '../assess/present.ts';
import type { TargetRowView } from '../views/index.ts';
import { projectTarget, type Projected } from './projection.ts';
import { awaiting, standingOf, thinAccount, unaccounted, withoutMethod, type Standing } from './status.ts';
import { trendOf, valueOf } from './trend.ts';

/** Everything found out about one target. */
export interface TargetStudy {
  readonly target: Target;
  readonly period: Period;
  readonly current: Evaluated | null;
  readonly lastYear: Evaluated | null;
  readonly projected: Projected | null;
  readonly row: TargetRowView;
}

/** The target as the method takes it; “about” asks for at least that much of what is better the higher it is. */
export function indicatorTarget(target: Target, indicator: Indicator): IndicatorTarget | null {
  const { value, text, unit } = target;
  const about = indicator.better === 'higher' ? 'at-least' : 'at-most';
  const direction = target.direction === 'about' ? about : target.direction;
  if (value === null || (direction !== 'at-most' && direction !== 'at-least')) return null;
  return { value, direction, text, unit };
}

async function lastYearOf(evaluator: Evaluator, target: Target, period: Period, when: When): Promise<Evaluated | null> {
  const reached = upTo(period, when.through);
  if (!reached) return null;
  const before = samePeriodLastYear(reached);
  const { indicator, scope } = target;
  return evaluator.evaluate({ indicator, scope, period: before.id, when: { ...when, through: before.last } });
}

function emptyRow(evaluator: Evaluator, target: Target, period: Period, when: When, standing: Standing): TargetRowView {
  return {
    ...common(evaluator, target, period, when),
    ...standing,
    assessment: null,
    lastYear: null,
    trend: [],
    completeness: null,
    projection: null,
    simulated: false,
  };
}

function common(evaluator: Evaluator, target: Target, period: Period, when: When) {
  const { plan } = evaluator.workspace;
  const measures = plan.boards.flatMap((b) => b.tasks.flatMap((t) => t.measures));
  return {
    id: target.id,
    board: target.board,
    title: target.title,
    scopeText: target.scopeText,
    indicator: target.indicator,
    direction: target.direction,
    target: target.value,
    targetText: target.text,
    unit: target.unit,
    unitText: displayUnit(target.unit),
    daysLeft: Math.max(0, Math.min(period.last - when.through, period.last - period.first + 1)),
    measures: measures.filter((m) => m.targets.includes(target.id)).length,
  };
}

/** The figure as a sentence says it; a target in words does not say what its figure is, so the indicator does. */
function saidOf({ assessment, indicator }: Evaluated): Localized {
  const { shown, unit } = assessment;
  const figure = unit === '%' ? { zh: `${shown}%`, en: `${shown} %` } : { zh: shown, en: shown };
  if (indicator.gather !== 'account' && indicator.gather !== 'samples') return figure;
  return { zh: `${indicator.title.zh} ${figure.zh}`, en: `${indicator.title.en} ${figure.en}` };
}

function unbuilt(indicator: string): Standing {
  const why = whyWithoutMethod(indicator);
  return why ? withoutMethod(why) : awaiting(false);
}

/** Finds out where a target stands. A target whose indicator is not built or has no data says so. */
export async function studyTarget(
  evaluator: Evaluator,
  target: Target,
  when: When,
  mark: ClauseMarker,
): Promise<TargetStudy> {
  const period = readPeriod(target.period);
  const none = { target, period, current: null, lastYear: null, projected: null };
  const indicator = findIndicator(target.indicator);
  const empty = (standing: Standing): TargetStudy => ({
    ...none,
    row: emptyRow(evaluator, target, period, when, standing),
  });
  if (indicator === null) return empty(unbuilt(target.indicator));
  const accounted = indicator.gather === 'account';
  if (accounted && evaluator.accountOf(indicator.id, period, when) === null) return empty(unaccounted(indicator.title));
  const bound = indicatorTarget(target, indicator);
  const ask = { indicator: target.indicator, scope: target.scope, period: target.period, when };
  const current = await evaluator.evaluate(bound ? { ...ask, target: bound } : ask);
  const missing = valueOf(current) === null;
  if (missing && !accounted) return empty(awaiting(true));
  const [lastYear, projected, trend] = await Promise.all([
    accounted ? null : lastYearOf(evaluator, target, period, when),
    projectTarget(evaluator, target, current, period, when),
    accounted ? [] : trendOf(evaluator, { indicator: target.indicator, scope: target.scope }, period, when),
  ]);
  const { value, unit, verdict, limit, completeness, simulated } = current.assessment;
  const standing = missing
    ? thinAccount()
    : standingOf({
        target,
        finished: when.through >= period.last,
        verdict,
        value,
        said: saidOf(current),
        limit,
        better: indicator.better,
        projection: projected?.view ?? null,
      });
  const row: TargetRowView = {
    ...common(evaluator, target, period, when),
    ...(target.unit === '' ? { unit, unitText: displayUnit(unit) } : {}),
    ...standing,
    assessment: present(current, mark),
    lastYear: lastYear ? valueOf(lastYear) : null,
    trend,
    completeness: completeness ? { ...completeness } : null,
    projection: projected?.view ?? null,
    simulated,
  };
  return { target, period, current, lastYear, projected, row };
}
