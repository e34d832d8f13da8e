import type { Site, SiteKind } from '@qingshan/campaign';
import { parsePeriod, QingshanError, type Day, type Localized, type Moment } from '@qingshan/kernel';
import { isMomentOfSample, type Averaging } from '@qingshan/sources';
import { readAsOf } from '../assess/asking.ts';
import { possibleDays, sourceContext } from '../imports/import-files.ts';
import type { ObservationRow, SeriesRecord } from '../ports.ts';
import type { Workspace } from '../workspace.ts';
import { monthsIn } from './months.ts';

export interface ExportAsked {
  /** Only what had been received by then, and was not undone by then: `2024-10-31` or `2024-10-31T08:00` */
  readonly asOf?: string | undefined;
  /** `2024`, `2024-10` …; absent: all there are */
  readonly period?: string | undefined;
  /** Ids or names of parameters; absent: all */
  readonly items?: readonly string[] | undefined;
  /** Ids or names of sites; absent: all */
  readonly stations?: readonly string[] | undefined;
}

export interface ExportedMonth {
  /** `2024-10`: that of the monitoring day, to which the hour that ends at its midnight belongs */
  readonly month: string;
  /** The current rows of the month, by series and time */
  readonly rows: readonly (ObservationRow & { readonly averaging: Averaging })[];
}

/** Stored observations, read month by month as they are asked for. */
export interface ExportedObservations {
  readonly series: readonly SeriesRecord[];
  readonly months: AsyncIterable<ExportedMonth>;
}

/** Kinds of site that are sampled by hand */
const SAMPLED: ReadonlySet<SiteKind> = new Set(['section', 'water-source', 'well', 'plot', 'noise-point']);

function averagingOf(site: Site | undefined, time: Moment): Averaging {
  if (site?.kind === 'dust-jar') return 'month';
  return site !== undefined && SAMPLED.has(site.kind) && isMomentOfSample(time) ? 'sample' : 'hour';
}

/** The ids that names stand for. @throws QingshanError `not-found` */
function named(names: readonly string[] | undefined, what: Localized, idOf: (name: string) => string | undefined) {
  if (names === undefined || names.length === 0) return null;
  return new Set(
    names.map((name) => {
      const id = idOf(name);
      if (id === undefined) throw new QingshanError('not-found', { what, id: name, hint: '' });
      return id;
    }),
  );
}

function wantedSeries(workspace: Workspace, all: readonly SeriesRecord[], asked: ExportAsked): SeriesRecord[] {
  const { sites, parameters } = sourceContext(workspace);
  const stored = new Set(all.map((s) => s.site));
  const items = named(
    asked.items,
    { zh: '监测项目', en: 'item' },
    (name) => parameters.find((p) => [p.id, p.name.zh, p.name.en, ...p.aliases].includes(name))?.id,
  );
  const stations = named(asked.stations, { zh: '点位', en: 'station' }, (name) =>
    stored.has(name) ? name : sites.get(name),
  );
  return all.filter((s) => (items?.has(s.parameter) ?? true) && (stations?.has(s.site) ?? true));
}

/** @throws QingshanError `unknown-period` */
function daysOf(workspace: Workspace, period: string | undefined): { readonly first: Day; readonly last: Day } {
  const { earliest, latest } = possibleDays(workspace);
  if (period === undefined || period === '') return { first: earliest, last: latest };
  const read = parsePeriod(period);
  if (read === null) throw new QingshanError('unknown-period', { text: period });
  return read;
}

/**
 * The observations that count, now or as of a moment, with everything that is known of them. Only the month that is
 * being read is in memory.
 *
 * @throws QingshanError `not-found`, `unknown-period`, `bad-request`
 */
export async function exportObservations(workspace: Workspace, asked: ExportAsked): Promise<ExportedObservations> {
  const { registry, observations, district } = workspace;
  const series = wantedSeries(workspace, await registry.series(), asked);
  const days = daysOf(workspace, asked.period);
  const asOf = asked.asOf === undefined || asked.asOf === '' ? {} : { asOf: readAsOf(asked.asOf) };
  const sites = new Map(district.sites.map((site) => [site.id, site]));
  const siteOf = new Map(series.map((s) => [s.id, sites.get(s.site)]));
  async function* months(): AsyncGenerator<ExportedMonth> {
    const ids = series.map((s) => s.id);
    for (const { month, first, last } of monthsIn(days)) {
      const rows = await observations.observations({ series: ids, first, last, ...asOf });
      if (rows.length === 0) continue;
      yield { month, rows: rows.map((row) => ({ ...row, averaging: averagingOf(siteOf.get(row.series), row.time) })) };
    }
  }
  return { series, months: months() };
}
