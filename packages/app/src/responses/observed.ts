import { formatDay, formatRounded, type Day, type Localized } from '@qingshan/kernel';
import { dailyAqi, indicatorById } from '@qingshan/methods';
import { keep } from '../assess/assess.ts';
import { readWhen } from '../assess/asking.ts';
import { readPeriod, type Evaluator } from '../assess/evaluator.ts';
import { resolveScope } from '../assess/scope.ts';
import { clauseMarker } from '../rules/standards.ts';
import type { AssessmentView } from '../views/index.ts';
import { methodContext } from '../workspace.ts';

export interface ObservedDay {
  readonly day: Day;
  /** `null`: not enough data */
  readonly aqi: number | null;
  /** Name of the level of the index */
  readonly level: Localized | null;
  /** Daily mean in µg/m³, `—` where there is none */
  readonly pm25: string;
}

export interface Observed {
  readonly days: readonly ObservedDay[];
  /** Mean PM2.5 over the days; `null`: no station answers for the district */
  readonly pm25: AssessmentView | null;
  readonly simulated: boolean;
}

/** The air of the district on the days from `first` to `last`, as far as data have come. */
export async function observedAir(evaluator: Evaluator, first: Day, last: Day): Promise<Observed> {
  const { workspace } = evaluator;
  const when = readWhen(workspace, {});
  const span = { first, last: Math.min(last, when.through) };
  if (span.last < first) return { days: [], pm25: null, simulated: false };
  const period = `${formatDay(first)}..${formatDay(span.last)}`;
  const scope = await resolveScope(workspace, 'district', 'air-station', readPeriod(period));
  if (scope.sites.length === 0) return { days: [], pm25: null, simulated: false };
  const indicator = indicatorById('air.aqi.good-day-ratio');
  if (indicator.gather !== 'daily') throw new RangeError('the AQI indicator reads daily series');
  const found = await evaluator.series(indicator, scope, span, when);
  const series = Object.fromEntries([...found].map(([key, place]) => [key, place.series]));
  const means = series['pm25-day']?.values ?? [];
  const days = dailyAqi(series, span, methodContext(workspace)).map(({ day, result, aqi }, i): ObservedDay => {
    const mean = means[i] ?? Number.NaN;
    return {
      day,
      aqi,
      level: aqi === null ? null : (result.level?.name ?? null),
      pm25: Number.isNaN(mean) ? '—' : formatRounded(mean, 0),
    };
  });
  const evaluated = await evaluator.evaluate({ indicator: 'air.pm25.annual-mean', scope: 'district', period, when });
  const [pm25 = null] = await keep(workspace, [evaluated], await clauseMarker(workspace));
  return { days, pm25, simulated: scope.sites.some((site) => site.simulated) };
}
