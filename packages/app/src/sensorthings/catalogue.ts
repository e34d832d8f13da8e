import type { Site } from '@qingshan/campaign';
import { displayUnit, ucumCode, type Localized } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import type { SeriesRecord } from '../ports.ts';
import { sitesOf, type Workspace } from '../workspace.ts';
import { Entity, type Linked } from './entity.ts';
import type { SetName } from './entity-sets.ts';
import type { Averaging, Complex } from './values.ts';

/** Places, series, parameters and kinds of measurement as entities; what few there are is made anew for each question. */

const MEASUREMENT = 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement';
const UCUM = 'http://www.opengis.net/def/uom/UCUM/0/';
const PLAIN = 'text/plain';

const KINDS: Readonly<Record<Site['kind'], Localized>> = {
  'air-station': { zh: '环境空气自动监测', en: 'Automatic monitoring of ambient air' },
  'dust-jar': { zh: '降尘量监测', en: 'Dustfall jars' },
  section: { zh: '地表水断面监测', en: 'Sections of surface water' },
  well: { zh: '地下水监测', en: 'Wells of groundwater' },
  'water-source': { zh: '饮用水水源地监测', en: 'Sources of drinking water' },
  plot: { zh: '土壤监测', en: 'Soil plots' },
  'noise-point': { zh: '声环境监测', en: 'Noise points' },
};

const AVERAGING: Readonly<Partial<Record<Site['kind'], Averaging>>> = { 'air-station': 'hour', 'dust-jar': 'month' };
const WORDS: Readonly<Record<Averaging, Localized & { readonly iso: string | null }>> = {
  hour: { zh: '小时值', en: 'hourly values', iso: 'PT1H' },
  month: { zh: '月值', en: 'monthly values', iso: 'P1M' },
  sample: { zh: '采样值', en: 'samples', iso: null },
};

const both = ({ zh, en }: Localized): string => `${zh} / ${en}`;

export interface Stream {
  readonly record: SeriesRecord;
  readonly site: Site;
  readonly parameter: Parameter;
  readonly averaging: Averaging;
}

export class Catalogue {
  readonly streams: ReadonlyMap<number, Stream>;
  readonly #workspace: Workspace;
  readonly #root: string;
  readonly #sites: readonly Site[];
  readonly #made = new Map<string, Entity>();

  constructor(workspace: Workspace, records: readonly SeriesRecord[], root: string) {
    this.#workspace = workspace;
    this.#root = root;
    this.#sites = sitesOf(workspace);
    const sites = new Map(this.#sites.map((site) => [site.id, site]));
    const parameters = new Map(workspace.standards.parameters.map((p) => [p.id, p]));
    const streams = records.flatMap((record): Stream[] => {
      const [site, parameter] = [sites.get(record.site), parameters.get(record.parameter)];
      if (!site || !parameter) return [];
      return [{ record, site, parameter, averaging: AVERAGING[site.kind] ?? 'sample' }];
    });
    const inOrder = streams.toSorted((a, b) => a.record.id - b.record.id);
    this.streams = new Map(inOrder.map((stream) => [stream.record.id, stream]));
  }

  /** Every entity of a set other than the observations, in a lasting order. */
  all(set: Exclude<SetName, 'Observations'>): readonly Entity[] {
    const streams = [...this.streams.values()];
    switch (set) {
      case 'Things':
        return this.#sites.map((site) => this.#thing(site));
      case 'Locations':
        return this.#sites.map((site) => this.#location(site));
      case 'FeaturesOfInterest':
        return this.#sites.map((site) => this.feature(site));
      case 'HistoricalLocations':
        return [];
      case 'Datastreams':
        return streams.map((stream) => this.datastream(stream));
      case 'Sensors':
        return [...new Set(streams.map(({ site }) => site.kind))].map((kind) => this.#sensor(kind));
      case 'ObservedProperties':
        return [...new Set(streams.map(({ parameter }) => parameter))].map((one) => this.#property(one));
    }
  }

  #entity(set: SetName, id: string | number, properties: () => Complex, linked: (name: string) => Linked): Entity {
    const key = `${set} ${id}`;
    const known = this.#made.get(key);
    if (known) return known;
    const made = new Entity(set, id, properties(), linked);
    this.#made.set(key, made);
    return made;
  }

  #streamsWith(test: (stream: Stream) => boolean): Entity[] {
    return [...this.streams.values()].filter(test).map((stream) => this.datastream(stream));
  }

  #place(site: Site): string {
    const { district } = this.#workspace;
    const town = district.towns.find((one) => one.id === site.town);
    return [district.place, district.name.zh, town?.name.zh, site.name.zh].filter((part) => part).join(' ');
  }

  #thing(site: Site): Entity {
    const { id, name, kind, town, inDistrict, from, to, assessed, simulated } = site;
    return this.#entity(
      'Things',
      id,
      () => ({
        name: name.zh,
        description: both(KINDS[kind]),
        properties: { nameEn: name.en, kind, town, inDistrict, from, to, assessed, simulated },
      }),
      (link) => {
        if (link === 'Locations') return [this.#location(site)];
        return link === 'Datastreams' ? this.#streamsWith((stream) => stream.site === site) : [];
      },
    );
  }

  #location(site: Site): Entity {
    const description = { zh: '没有登记坐标，以地名表示', en: 'No coordinates are recorded; the place is named' };
    return this.#entity(
      'Locations',
      site.id,
      () => ({
        name: site.name.zh,
        description: both(description),
        encodingType: PLAIN,
        location: this.#place(site),
        properties: { nameEn: site.name.en, simulated: site.simulated },
      }),
      (link) => (link === 'Things' ? [this.#thing(site)] : []),
    );
  }

  /** What is observed at a place */
  feature(site: Site): Entity {
    const series = () => [...this.streams.values()].filter((s) => s.site === site).map((s) => s.record.id);
    return this.#entity(
      'FeaturesOfInterest',
      site.id,
      () => ({
        name: site.name.zh,
        description: both(KINDS[site.kind]),
        encodingType: PLAIN,
        feature: this.#place(site),
        properties: { nameEn: site.name.en, simulated: site.simulated },
      }),
      () => ({ series: series() }),
    );
  }

  #sensor(kind: Site['kind']): Entity {
    return this.#entity(
      'Sensors',
      kind,
      () => ({
        name: KINDS[kind].zh,
        description: both(KINDS[kind]),
        encodingType: 'text/html',
        metadata: `<p>${both({
          zh: '按监测方式登记，没有逐台仪器的资料',
          en: 'A kind of measurement; single instruments are not described',
        })}</p>`,
        properties: { nameEn: KINDS[kind].en },
      }),
      () => this.#streamsWith(({ site }) => site.kind === kind),
    );
  }

  #property(parameter: Parameter): Entity {
    const { id, name, unit, code } = parameter;
    const path = `ObservedProperties('${encodeURIComponent(id)}')`;
    return this.#entity(
      'ObservedProperties',
      id,
      () => ({
        name: name.zh,
        // No register of definitions covers these parameters, so that one here is what can be looked up.
        definition: `${this.#root}/${path}`,
        description: both(name),
        properties: { nameEn: name.en, unit, codeHj212: code },
      }),
      () => this.#streamsWith((stream) => stream.parameter === parameter),
    );
  }

  datastream(stream: Stream): Entity {
    const { record, site, parameter, averaging } = stream;
    const { id, unit, simulated } = record;
    const { iso, ...words } = WORDS[averaging];
    const code = ucumCode(unit);
    return this.#entity(
      'Datastreams',
      id,
      () => ({
        name: `${site.name.zh} ${parameter.name.zh} ${words.zh}`,
        description: `${site.name.en} · ${parameter.name.en} · ${words.en}`,
        observationType: MEASUREMENT,
        unitOfMeasurement: {
          name: displayUnit(unit) || '1',
          symbol: code ?? unit,
          definition: code === null ? null : `${UCUM}${encodeURIComponent(code)}`,
        },
        properties: { averaging: iso, simulated },
      }),
      (link) => {
        if (link === 'Thing') return [this.#thing(site)];
        if (link === 'Sensor') return [this.#sensor(site.kind)];
        return link === 'ObservedProperty' ? [this.#property(parameter)] : { series: [id] };
      },
    );
  }
}
