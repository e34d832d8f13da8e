import type { Target } from '@qingshan/campaign';
import { calendarOf, formatDay, yearPeriod, type Assessment, type Day, type Period } from '@qingshan/kernel';
import { assessProjection, type DailyIndicator, type DailySeries } from '@qingshan/methods';
import { z } from 'zod';
import type { When } from '../assess/asking.ts';
import type { Evaluated, Evaluator } from '../assess/evaluator.ts';
import { assessmentId, hashText } from '../assess/identity.ts';
import { placeSeries } from '../assess/place-series.ts';
import type { ProjectionView } from '../views/index.ts';
import { quantiles } from '../views/board.ts';
import { methodContext } from '../workspace.ts';

/** How many earlier years the projection looks at. */
const HISTORY_YEARS = 8;

/** What the projection method says in its details. */
const projectionDetails = z.object({
  toDate: z.object({ mean: z.number() }).nullable(),
  lastYear: z.object({ mean: z.number() }).nullable(),
  daysLeft: z.number(),
  allowance: z.number().nullable(),
  probability: z.number().nullable(),
  annual: quantiles.nullable(),
  fan: z.array(z.object({ through: z.string(), projected: quantiles.nullable() })),
});

export interface Projected {
  readonly view: ProjectionView;
  readonly evaluated: Evaluated;
}

/** The daily series of a place from the first day of history to `through`. */
export async function historyOf(
  evaluator: Evaluator,
  indicator: DailyIndicator,
  current: Evaluated,
  span: { readonly first: Day; readonly last: Day },
  when: When,
): Promise<DailySeries | null> {
  const [need] = indicator.needs;
  if (!need || indicator.needs.length > 1) return null;
  const ask = { scope: current.scope, parameter: need.parameter, statistic: need.statistic, areaClass: '2' as const };
  return (await placeSeries(evaluator.reader, methodContext(evaluator.workspace), ask, span, when)).series;
}

/**
 * The projection of a target that an annual mean is to stay below, while its year runs; `null` for any other target.
 */
export async function projectTarget(
  evaluator: Evaluator,
  target: Target,
  current: Evaluated,
  period: Period,
  when: When,
): Promise<Projected | null> {
  const { indicator } = current;
  const { year } = calendarOf(period.first);
  if (indicator.gather !== 'daily' || indicator.projection === null || period.kind !== 'year') return null;
  if (target.direction !== 'at-most' || target.value === null || when.through >= period.last) return null;
  const first = yearPeriod(year - HISTORY_YEARS).first;
  const series = await historyOf(evaluator, indicator, current, { first, last: when.through }, when);
  if (!series) return null;
  const assessment = assessProjection(
    {
      parameter: indicator.parameters[0] ?? '',
      period: period.id,
      through: formatDay(when.through),
      target: { value: target.value, direction: 'at-most', text: target.text },
      judgeBy: 'exact',
    },
    series,
    methodContext(evaluator.workspace),
  );
  const evaluated = identify(current, assessment);
  return { evaluated, view: viewOf(evaluated) };
}

function identify(current: Evaluated, assessment: Assessment): Evaluated {
  const { inputsHash, through, asOf } = current.assessment;
  const { method, methodVersion, limit, details } = assessment;
  const inputs = hashText(`${inputsHash} ${JSON.stringify(details)}`);
  const id = assessmentId({ method, methodVersion, limit, through, asOf, scope: current.scope.id, inputs });
  return {
    ...current,
    assessment: { ...current.assessment, ...assessment, id, inputsHash: inputs, edition: assessment.editions[0] ?? '' },
  };
}

function viewOf({ assessment }: Evaluated): ProjectionView {
  const found = projectionDetails.parse(assessment.details);
  return {
    id: assessment.id,
    toDate: found.toDate?.mean ?? null,
    lastYear: found.lastYear?.mean ?? null,
    remainingDays: found.daysLeft,
    allowance: found.allowance,
    probability: found.probability,
    final: found.annual,
    fan: found.fan.flatMap((f) => (f.projected ? [{ period: f.through.slice(0, 7), cumulative: f.projected }] : [])),
    notes: assessment.warnings.map((w) => w.text),
  };
}
