import { endOfHour, HOUR_SECONDS, type Day, type Moment } from '@qingshan/kernel';
import type { ObservationRow, SeriesRecord } from '../ports.ts';
import type { Workspace } from '../workspace.ts';

/** The current rows of one series over a span of days, by hour. */
export interface SiteHours {
  readonly series: SeriesRecord;
  /** End of the first hour */
  readonly from: Moment;
  /** Values that count; NaN where there is none */
  readonly values: Float64Array;
  readonly rows: readonly (ObservationRow | undefined)[];
}

export interface Days {
  readonly first: Day;
  readonly last: Day;
}

/** Which hour of the span ends at a moment; it may lie outside. */
export function hourIndex(from: Moment, at: Moment): number {
  return (at - from) / HOUR_SECONDS;
}

/** End of an hour of the span. */
export function hourAt(from: Moment, index: number): Moment {
  return from + index * HOUR_SECONDS;
}

/** Hourly values of a parameter at the sites given, in their order; sites without a series are left out. */
export async function readSiteHours(
  { registry, observations }: Pick<Workspace, 'registry' | 'observations'>,
  sites: readonly { readonly id: string }[],
  parameter: string,
  { first, last }: Days,
): Promise<SiteHours[]> {
  const known = new Map((await registry.series({ parameter })).map((series) => [series.site, series]));
  const series = sites.flatMap((site) => known.get(site.id) ?? []);
  const from = endOfHour(first, 1, 'hour-ending');
  const length = (last - first + 1) * 24;
  const rows = new Map(series.map(({ id }) => [id, Array.from<ObservationRow | undefined>({ length })]));
  for (const row of await observations.observations({ series: [...rows.keys()], first, last })) {
    const own = rows.get(row.series);
    if (own) own[hourIndex(from, row.time)] = row;
  }
  return series.map((one) => {
    const own = rows.get(one.id) ?? [];
    const values = Float64Array.from(own, (row) => (row?.flag === 'valid' ? row.value : Number.NaN));
    return { series: one, from, values, rows: own };
  });
}
