import { isSeriesRule, strandKey, type SeriesRule, type Site, type Strand } from '@qingshan/campaign';
import { monitoringDayOf, type Day, type Moment } from '@qingshan/kernel';
import type { DailyReduction } from '@qingshan/methods';
import type { ObservationStore, SeriesRecord } from '../ports.ts';
import { methodContext, sitesOf, type Workspace } from '../workspace.ts';
import { kindOf, type Reading } from './kinds.ts';

/** A stretch of days of one strand that is to be looked at, because something in it has changed. */
export interface Stretch {
  readonly rule: SeriesRule;
  readonly strand: Strand;
  readonly key: string;
  readonly site: Site;
  readonly series: SeriesRecord;
  /** The days that were touched */
  readonly touched: readonly Day[];
  /** These and as many around them as decide whether they belong to an episode */
  readonly first: Day;
  readonly last: Day;
}

/** Days around a touched one that decide about it. */
function reachOf(rule: SeriesRule): number {
  const { perDay, around = 0 } = kindOf(rule);
  return Math.ceil(((rule.atLeast - 1) * (rule.gap + 1)) / perDay) + around;
}

/** Touched days with their surroundings, those that meet joined. */
function joined(days: readonly Day[], reach: number): { touched: Day[]; first: Day; last: Day }[] {
  const all: { touched: Day[]; first: Day; last: Day }[] = [];
  for (const day of days) {
    const before = all.at(-1);
    if (before && day - reach <= before.last + 1) {
      before.touched.push(day);
      before.last = day + reach;
    } else all.push({ touched: [day], first: day - reach, last: day + reach });
  }
  return all;
}

/**
 * What is to be looked at: for every rule that is on, the touched days of the series that it watches. The cost is that of
 * what was touched.
 */
export async function stretchesOf(
  workspace: Workspace,
  pairs: Awaited<ReturnType<ObservationStore['unseen']>>['pairs'],
  until: Day,
): Promise<Stretch[]> {
  const days = Map.groupBy(
    pairs.filter(({ day }) => day <= until),
    ({ series }) => series,
  );
  const sites = new Map(sitesOf(workspace).map((site) => [site.id, site]));
  const series = (await workspace.registry.series()).filter(({ id }) => days.has(id));
  return workspace.district.watch.rules.flatMap((rule) => {
    if (!rule.on || !isSeriesRule(rule)) return [];
    const kind = kindOf(rule);
    return series.flatMap((one) => {
      const site = sites.get(one.site);
      if (site?.kind !== kind.sites || !kind.parameters(rule).includes(one.parameter)) return [];
      const strand: Strand = { rule: rule.id, site: site.id, parameter: one.parameter };
      const touched = (days.get(one.id) ?? []).map(({ day }) => day).toSorted((a, b) => a - b);
      return joined(touched, reachOf(rule)).map((part) => ({
        ...part,
        last: Math.min(part.last, until),
        rule,
        strand,
        key: strandKey(strand),
        site,
        series: one,
      }));
    });
  });
}

/** Reads the stretches, those of the same days at once. */
export async function readingsOf(
  workspace: Workspace,
  stretches: readonly Stretch[],
  now: Moment,
): Promise<ReadonlyMap<Stretch, Reading>> {
  const { observations } = workspace;
  const context = methodContext(workspace);
  const readings = new Map<Stretch, Reading>();
  for (const same of Map.groupBy(stretches, ({ first, last }) => `${first} ${last}`).values()) {
    const { first = 0, last = -1 } = same[0] ?? {};
    const ids = [...new Set(same.map(({ series }) => series.id))];
    const reductions = await observations.daily({ series: ids, first, last });
    const bySeries = new Map<number, DailyReduction | undefined>(ids.map((id, i) => [id, reductions[i]]));
    for (const stretch of same) {
      const reduction = bySeries.get(stretch.series.id);
      if (!reduction) continue;
      const hours: Reading['hours'] = async (from, to) =>
        (await observations.observations({ series: [stretch.series.id], first: from, last: to })).filter(
          ({ flag, time }) => flag === 'valid' && time <= now && monitoringDayOf(time) >= from,
        );
      readings.set(stretch, { context, reduction, hours });
    }
  }
  return readings;
}
