import type { Site } from '@qingshan/campaign';
import { calendarOf, type Day } from '@qingshan/kernel';
import {
  aggregateDaily,
  coverageFor,
  dailySeries,
  dayRuleFor,
  type DailyReduction,
  type DailySeries,
  type DailyStatistic,
  type MethodContext,
} from '@qingshan/methods';
import { cut, type DailyReader } from './daily-reader.ts';
import { serviceOf, type Scope } from './scope.ts';
import type { When } from './asking.ts';

interface Span {
  readonly first: Day;
  readonly last: Day;
}

/** The daily series of a place, and of the stations that it is made of. */
export interface PlaceSeries {
  readonly series: DailySeries;
  readonly stations: readonly {
    readonly site: Site;
    readonly series: DailySeries;
    readonly reduction: DailyReduction;
  }[];
}

const EMPTY: Omit<DailyReduction, 'first'> = {
  hours: new Uint8Array(0),
  sum: new Float64Array(0),
  max: new Float64Array(0),
  windows: new Uint8Array(0),
  top8x168: new Float64Array(0),
};

function join(first: Day, days: number, parts: readonly DailyReduction[]): DailyReduction {
  const whole: DailyReduction = {
    first,
    hours: new Uint8Array(days),
    sum: new Float64Array(days),
    max: new Float64Array(days).fill(Number.NaN),
    windows: new Uint8Array(days),
    top8x168: new Float64Array(days).fill(Number.NaN),
  };
  for (const part of parts) {
    for (const column of ['hours', 'sum', 'max', 'windows', 'top8x168'] as const) {
      whole[column].set(part[column], part.first - first);
    }
  }
  return whole;
}

/** The reduction of one site over a span, put together from the years that it touches. */
async function reductionOf(
  reader: DailyReader,
  site: string,
  parameter: string,
  span: Span,
  when: When,
): Promise<DailyReduction> {
  const [from, to] = [calendarOf(span.first).year, calendarOf(span.last).year];
  const years = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const parts = await Promise.all(
    years.map(async (year) => {
      const found = (await reader.year(parameter, year, when.asOf)).get(site);
      return found ? cut(found, span.first, span.last) : { first: span.first, ...EMPTY };
    }),
  );
  const [only] = parts;
  const days = span.last - span.first + 1;
  return parts.length === 1 && only && only.hours.length === days ? only : join(span.first, days, parts);
}

/** Stretches of the span over which the same sites were in service. */
function stretches(sites: readonly Site[], span: Span): { span: Span; sites: Site[] }[] {
  const starts = new Set([span.first]);
  for (const site of sites) {
    const service = serviceOf(site, span);
    if (service) starts.add(service.first).add(service.last + 1);
  }
  const sorted = [...starts].filter((d) => d <= span.last).sort((a, b) => a - b);
  return sorted.map((first, i) => {
    const stretch = { first, last: (sorted[i + 1] ?? span.last + 1) - 1 };
    return { span: stretch, sites: sites.filter((s) => serviceOf(s, stretch) !== null) };
  });
}

/**
 * The daily series of a parameter at a scope. A station gives its own; a district or town the mean of its stations in
 * service, day by day, where enough of them are valid (HJ 663).
 */
export async function placeSeries(
  reader: DailyReader,
  context: MethodContext,
  question: {
    readonly scope: Scope;
    readonly parameter: string;
    readonly statistic: DailyStatistic;
    readonly areaClass: '1' | '2';
  },
  span: Span,
  when: When,
): Promise<PlaceSeries> {
  const { scope, parameter, statistic } = question;
  const { rule } = dayRuleFor(context, parameter, statistic, question.areaClass, span.last);
  const stations = await Promise.all(
    scope.sites.map(async (site) => {
      const reduction = await reductionOf(reader, site.id, parameter, span, when);
      return { site, reduction, series: dailySeries(reduction, rule) };
    }),
  );
  const [only] = stations;
  if (scope.kind === 'station' && only) return { series: only.series, stations };
  const coverage = coverageFor(context, span.last).rule;
  const parts = stretches(scope.sites, span).map((stretch) =>
    aggregateDaily(
      stations.filter((s) => stretch.sites.includes(s.site)).map((s) => s.series),
      stretch.span,
      coverage,
    ),
  );
  const values = new Float64Array(span.last - span.first + 1).fill(Number.NaN);
  for (const part of parts) values.set(part.values, part.first - span.first);
  return { series: { first: span.first, values, states: parts.flatMap((p) => [...p.states]) }, stations };
}
