import type { District, Site, SiteKind } from './types.ts';

export interface SiteFilter {
  readonly kind?: SiteKind;
  /** A demonstration works with the simulated sites, a real workspace with the real ones. */
  readonly simulated?: boolean;
  /** Only those that count for the value of the district 评价点位 */
  readonly assessed?: boolean;
  /** Town unit id */
  readonly town?: string;
  /** Only those in service on this day, `2024-10-31` */
  readonly on?: string;
}

/** The sites that match all of the filter, in file order. */
export function sitesOf(district: Pick<District, 'sites'>, filter: SiteFilter = {}): readonly Site[] {
  const { kind, simulated, assessed, town, on } = filter;
  return district.sites.filter(
    (site) =>
      (kind === undefined || site.kind === kind) &&
      (simulated === undefined || site.simulated === simulated) &&
      (assessed === undefined || site.assessed === assessed) &&
      (town === undefined || site.town === town) &&
      (on === undefined || ((site.from ?? on) <= on && on <= (site.to ?? on))),
  );
}
