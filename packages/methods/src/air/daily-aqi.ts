import { formatDay, snap, type Day, type Decimal } from '@qingshan/kernel';
import type { DailySeries } from '../daily.ts';
import { editionFor, type MethodContext } from '../define.ts';
import { aqiRules, computeAqi, type AqiResult, type AqiRules } from './aqi.ts';
import { rateFor } from './rules.ts';
import type { Span } from './statistics.ts';

/** The daily index of one day of a series. */
export interface AqiDay {
  readonly day: Day;
  readonly result: AqiResult;
  /** The index when it counts as that of a valid day: complete, or certain to be above the good days all the same */
  readonly aqi: number | null;
}

/** Daily AQI series as JSON, input of air.good-days. */
export interface AqiSeriesInput {
  readonly first: string;
  readonly aqi: readonly (number | null)[];
  readonly primary: readonly (readonly string[])[];
}

/**
 * Daily AQI of a place over a span, each day by the edition in force (or pinned) that day.
 *
 * @param series daily series by item key: `so2-day`, `no2-day`, `co-day`, `pm10-day`, `pm25-day`, `o3-mda8`, `o3-max-1h`
 */
export function dailyAqi(
  series: Readonly<Record<string, DailySeries>>,
  span: Span,
  context: MethodContext,
  notInPlan: readonly string[] = [],
): AqiDay[] {
  const known = new Map<string, { readonly rules: AqiRules; readonly good: number }>();
  const rulesOn = (day: Day) => {
    const key = ['hj-633', 'hj-663'].map((family) => editionFor(context, family, day).id).join(' ');
    const found = known.get(key) ?? {
      rules: aqiRules(context, 'daily', day),
      good: rateFor(context, 'good-days', 'index-up-to', day).value,
    };
    known.set(key, found);
    return found;
  };
  return Array.from({ length: span.last - span.first + 1 }, (_, i) => {
    const day = span.first + i;
    const { rules, good } = rulesOn(day);
    const result = computeAqi(rules, concentrationsOf(series, day), { notInPlan });
    const certain = result.missing.length === 0 || (result.aqi !== null && result.aqi > good);
    return { day, result, aqi: certain ? result.aqi : null };
  });
}

function concentrationsOf(series: Readonly<Record<string, DailySeries>>, day: Day): Map<string, Decimal | null> {
  return new Map(
    Object.entries(series).map(([key, s]) => {
      const x = s.values[day - s.first] ?? Number.NaN;
      return [key, Number.isNaN(x) ? null : snap(x)];
    }),
  );
}

export function aqiInput(days: readonly AqiDay[]): AqiSeriesInput {
  return {
    first: formatDay(days[0]?.day ?? 0),
    aqi: days.map((d) => d.aqi),
    primary: days.map((d) => (d.aqi === null ? [] : [...d.result.primary])),
  };
}
