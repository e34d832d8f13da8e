import type { Site, SiteKind } from '@qingshan/campaign';
import { monitoringDayOf, type Day } from '@qingshan/kernel';
import {
  isMomentOfSample,
  sampleCsv,
  sampleLayout,
  sampleTable,
  sampleWorkbook,
  type SampleKind,
  type SampleRow,
} from '@qingshan/sources';
import { sitesOf, type Workspace } from '../workspace.ts';

const SITE_KIND: Readonly<Record<SampleKind, SiteKind>> = {
  section: 'section',
  'surface-source': 'water-source',
  'groundwater-source': 'water-source',
  well: 'well',
  plot: 'plot',
  'noise-point': 'noise-point',
};

function isOfKind(site: Site, kind: SampleKind): boolean {
  if (site.kind !== SITE_KIND[kind]) return false;
  return site.kind !== 'water-source' || `${site.water?.source ?? 'surface'}-source` === kind;
}

async function samplesOf(
  workspace: Workspace,
  sites: readonly Site[],
  span: { readonly first: Day; readonly last: Day },
): Promise<SampleRow[]> {
  const bySite = new Map(sites.map((s) => [s.id, s]));
  const series = (await workspace.registry.series()).filter((s) => bySite.has(s.site));
  const byId = new Map(series.map((s) => [s.id, s]));
  const stored = await workspace.observations.observations({ series: series.map((s) => s.id), ...span });
  const samples = new Map<
    string,
    SampleRow & { results: Map<string, { value: number; flag: (typeof stored)[number]['flag'] }> }
  >();
  for (const { series: id, time, value, flag } of stored) {
    const of = byId.get(id);
    const site = of ? bySite.get(of.site) : undefined;
    if (!of || !site || !isMomentOfSample(time)) continue;
    const key = `${time} ${site.id}`;
    const sample = samples.get(key) ?? { site: site.name.zh, day: monitoringDayOf(time), results: new Map() };
    sample.results.set(of.parameter, { value, flag });
    samples.set(key, sample);
  }
  return [...samples.values()].toSorted((a, b) => a.day - b.day || a.site.localeCompare(b.site, 'zh'));
}

/** Both days included */
export interface SamplesAsked {
  readonly kind: SampleKind;
  readonly first: Day;
  readonly last: Day;
  readonly form: 'xlsx' | 'csv';
}

export interface SamplesFile {
  readonly bytes: Uint8Array;
  readonly samples: number;
}

/** The stored samples of a kind of site as the table that the source `manual` reads; importing it changes nothing. */
export async function exportSamples(workspace: Workspace, asked: SamplesAsked): Promise<SamplesFile> {
  const layout = sampleLayout(asked.kind, workspace.standards);
  const sites = sitesOf(workspace).filter((s) => isOfKind(s, asked.kind));
  const rows = await samplesOf(workspace, sites, asked);
  const table = sampleTable(layout, rows, workspace.standards.parameters);
  const bytes = asked.form === 'csv' ? new TextEncoder().encode(sampleCsv(table)) : sampleWorkbook(layout, table);
  return { bytes, samples: rows.length };
}
