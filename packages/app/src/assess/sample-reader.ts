import type { Site } from '@qingshan/campaign';
import {
  calendarOf,
  monitoringDayOf,
  samePeriodLastYear,
  upTo,
  yearPeriod,
  type Day,
  type Moment,
  type Period,
} from '@qingshan/kernel';
import type { Sample, SampledSite, SampleResult } from '@qingshan/methods';
import { FLOW_STATE } from '@qingshan/sources';
import type { Workspace } from '../workspace.ts';
import type { When } from './asking.ts';

type SamplesOfSites = ReadonlyMap<string, readonly Sample[]>;

/** The samples behind an indicator. */
export interface Sampled {
  readonly sites: readonly SampledSite[];
  /** Parameters that were measured */
  readonly parameters: readonly string[];
  /** How many samples there are in the period */
  readonly count: number;
}

/** Reads the samples of sites by calendar years and keeps them while the data stay the same. */
export class SampleReader {
  readonly #workspace: Workspace;
  readonly #years = new Map<string, Promise<SamplesOfSites>>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Forgets all; the data have changed. */
  forget(): void {
    this.#years.clear();
  }

  /** The samples of a period up to a day, and those of the same stretch of the year before. */
  async sampled(sites: readonly Site[], period: Period, when: When): Promise<Sampled> {
    const reached = upTo(period, when.through);
    const before = reached ? samePeriodLastYear(reached) : null;
    const studied = await Promise.all(
      sites.map(async (site) => ({
        ...described(site),
        samples: reached ? await this.#between(site, sites, reached, when.asOf) : [],
        earlier: before ? await this.#between(site, sites, before, when.asOf) : [],
      })),
    );
    const samples = studied.flatMap((s) => s.samples);
    const parameters = new Set(samples.flatMap((s) => [...s.results.keys(), ...(s.flow ? [] : [FLOW_STATE])]));
    return { sites: studied, parameters: [...parameters].toSorted(), count: samples.length };
  }

  async #between(
    site: Site,
    all: readonly Site[],
    { first, last }: { readonly first: Day; readonly last: Day },
    asOf: Moment | null,
  ): Promise<Sample[]> {
    const [from, to] = [calendarOf(first).year, calendarOf(last).year];
    const years = Array.from({ length: to - from + 1 }, (_, i) => this.#year(all, from + i, asOf));
    const samples = (await Promise.all(years)).flatMap((year) => year.get(site.id) ?? []);
    return samples.filter((s) => s.day >= first && s.day <= last);
  }

  #year(sites: readonly Site[], year: number, asOf: Moment | null): Promise<SamplesOfSites> {
    const key = JSON.stringify([year, asOf, sites.map((s) => s.id)]);
    const found = this.#years.get(key);
    if (found) return found;
    const reading = this.#read(new Set(sites.map((s) => s.id)), year, asOf);
    this.#years.set(key, reading);
    reading.catch(() => this.#years.delete(key));
    return reading;
  }

  async #read(sites: ReadonlySet<string>, year: number, asOf: Moment | null): Promise<SamplesOfSites> {
    const { registry, observations } = this.#workspace;
    const series = (await registry.series()).filter((s) => sites.has(s.site));
    const byId = new Map(series.map((s) => [s.id, s]));
    const { first, last } = yearPeriod(year);
    const range = { series: series.map((s) => s.id), first, last };
    const rows = series.length === 0 ? [] : await observations.observations(asOf === null ? range : { ...range, asOf });
    const found = new Map<string, Map<Moment, { flow: boolean; results: Map<string, SampleResult> }>>();
    for (const { series: id, time, value, flag } of rows) {
      const of = byId.get(id);
      if (!of || (flag !== 'valid' && flag !== 'not-detected')) continue;
      const times = found.get(of.site) ?? new Map<Moment, { flow: boolean; results: Map<string, SampleResult> }>();
      found.set(of.site, times);
      const sample = times.get(time) ?? { flow: true, results: new Map<string, SampleResult>() };
      times.set(time, sample);
      if (of.parameter === FLOW_STATE) sample.flow = value !== 0;
      else sample.results.set(of.parameter, { value, detected: flag === 'valid' });
    }
    return new Map([...found].map(([site, times]) => [site, [...times].toSorted(([a], [b]) => a - b).map(asSample)]));
  }
}

/** Results of a sample without flow count for nothing, whichever came first. */
function asSample([time, { flow, results }]: [
  Moment,
  { readonly flow: boolean; readonly results: ReadonlyMap<string, SampleResult> },
]): Sample {
  return { day: monitoringDayOf(time), flow, results: flow ? results : new Map() };
}

function described({ id, name, water }: Site): Omit<SampledSite, 'samples' | 'earlier'> {
  const { body = 'river', source = 'surface', targetClass = [], volume = null } = water ?? {};
  return { id, name, body, source, targetClass, volume };
}
