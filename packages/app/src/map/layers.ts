import { CASE_STATES, siteCheckOf, unitName, type Actor, type CaseState, type Site } from '@qingshan/campaign';
import { formatDay, formatMoment, isWithinFrame, QingshanError, type Localized, type LonLat } from '@qingshan/kernel';
import { indicators } from '@qingshan/methods';
import { isPosition, mask, phaseOf, type Field, type RegisterDefinition } from '@qingshan/registers';
import { topics, wordName } from '../cases/complaint-register.ts';
import type { Campaign } from '../loop/campaign.ts';
import { titlesOf } from '../loop/rows.ts';
import type { Reach } from '../people/rule.ts';
import type { BookEntry } from '../registers/books.ts';
import type { MapFeatureView, MapLayersView, MapLayerView } from '../views/index.ts';
import { sitesOf, todayOf, type Workspace } from '../workspace.ts';
import { geometryView } from './geometry.ts';

export interface MapLayersQuery {
  /** Ids of layers, `site:air-station`; absent: all that whoever asks may see */
  readonly layers?: readonly string[] | undefined;
}

/** How far whoever asks may go in the use cases that list the things of the layers; `null`: not at all */
export type LayerReach = (useCase: 'registerEntries' | 'cases' | 'report') => Reach | null;

type Feature = MapFeatureView;
type Properties = Feature['properties'];

interface Layer {
  readonly id: string;
  readonly kind: MapLayerView['kind'];
  readonly name: Localized;
  readonly source?: Localized;
  /** How many things there are, where not all are listed */
  readonly total?: number;
  readonly features: readonly Feature[];
}

/** Things of one layer that are listed, the newest; a map of more would show nothing */
const MOST = 3000;

const SITE_NAMES: Readonly<Record<Site['kind'], Localized>> = {
  'air-station': { zh: '空气站', en: 'Air stations' },
  'dust-jar': { zh: '降尘点', en: 'Dust jars' },
  section: { zh: '断面', en: 'Sections' },
  well: { zh: '地下水井', en: 'Wells' },
  'water-source': { zh: '饮用水水源', en: 'Drinking-water sources' },
  plot: { zh: '土壤点位', en: 'Soil plots' },
  'noise-point': { zh: '噪声点位', en: 'Noise points' },
};
const WITHOUT: Readonly<Record<'site' | 'entry' | 'case' | 'check', Localized>> = {
  site: {
    zh: '没有坐标：在区域目录的点位文件中写上 position、坐标系和来源',
    en: 'No position: write it beside the site in the folder of the district, with its coordinate system and source',
  },
  entry: { zh: '没有坐标：在台账中填写经纬度', en: 'No position: fill in longitude and latitude in the register' },
  case: { zh: '没有坐标', en: 'No position' },
  check: { zh: '检查时没有定位', en: 'The device gave no position' },
};
const OUTSIDE: Localized = {
  zh: '坐标不在本区范围内，没有画出：请核对经纬度是否写反、坐标系是否为 CGCS2000',
  en: 'The position lies outside the district and is not drawn: check whether longitude and latitude are swapped and whether the system is CGCS2000',
};
const PHASES: Readonly<Record<string, Localized>> = {
  open: { zh: '未办结', en: 'open' },
  closed: { zh: '已办结待销号', en: 'closed, to be cleared' },
  cleared: { zh: '已销号', en: 'cleared' },
};
const CASE_WORDS: Readonly<Record<CaseState['state'], Localized>> = {
  new: { zh: '待派单', en: 'new' },
  dispatched: { zh: '待签收', en: 'dispatched' },
  handling: { zh: '办理中', en: 'being handled' },
  submitted: { zh: '待核查', en: 'to be verified' },
  verified: { zh: '已核查', en: 'verified' },
  closed: { zh: '已办结', en: 'closed' },
  merged: { zh: '已合并', en: 'merged' },
  withdrawn: { zh: '已撤销', en: 'withdrawn' },
};

type Place = (LonLat & { readonly blurred?: number | undefined }) | null;

/** Where something is drawn: a point, or the square of which alone the reader may know. */
function placed(
  { district: { map } }: Workspace,
  place: Place,
  without: Localized,
  anywhere = false,
): Pick<Feature, 'geometry'> & Pick<Properties, 'placing' | 'note'> {
  if (place === null) return { geometry: null, placing: 'none', note: without };
  const { lon, lat, blurred } = place;
  if (!anywhere && !isWithinFrame(place, map.frame)) return { geometry: null, placing: 'outside', note: OUTSIDE };
  if (blurred === undefined)
    return { geometry: { type: 'Point', coordinates: [lon, lat] }, placing: 'placed', note: null };
  const half = blurred / 2;
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ].map(([x = 0, y = 0]) => [lon + x * half, lat + y * half].map((degrees) => Number(degrees.toFixed(4))));
  const note = {
    zh: '只显示所在的 0.1° 方格，精确位置不公开',
    en: 'Only the 0.1° square is shown; the exact position is not for everybody',
  };
  return { geometry: { type: 'Polygon', coordinates: [corners] }, placing: 'area', note };
}

type Given = Omit<Properties, 'layer' | 'townName' | 'placing' | 'note'> & {
  readonly place: Place;
  readonly without: Localized;
  /** Whether it may lie outside the district */
  readonly anywhere?: boolean;
  /** Where its position comes from */
  readonly source?: Localized | undefined;
};

function featureOf(workspace: Workspace, layer: string, id: string, given: Given): Feature {
  const { place, without, anywhere, source, ...properties } = given;
  const { geometry, placing, note } = placed(workspace, place, without, anywhere);
  const townName = properties.town === null ? null : unitName(workspace.district, properties.town);
  return {
    type: 'Feature',
    id: `${layer}/${id}`,
    geometry,
    properties: { ...properties, layer, townName, placing, note: note ?? source ?? null },
  };
}

/** The page of the target that rests on sites of a kind. */
function pageOf({ plan }: Workspace, kind: Site['kind']): string | null {
  const gathered = { daily: 'air-station', monthly: 'dust-jar' } as const;
  const own = new Set(
    indicators.flatMap((i) => {
      if (i.gather === 'daily' || i.gather === 'monthly') return gathered[i.gather] === kind ? [i.id] : [];
      return i.gather === 'samples' && i.kind === kind ? [i.id] : [];
    }),
  );
  const target = plan.targets.find(({ indicator }) => own.has(indicator));
  return target ? `/targets/${target.id}` : null;
}

function siteLayers(workspace: Workspace): Layer[] {
  const byKind = Map.groupBy(sitesOf(workspace), ({ kind }) => kind);
  return [...byKind].map(([kind, sites]) => {
    const id = `site:${kind}`;
    const page = pageOf(workspace, kind);
    return {
      id,
      kind: 'site',
      name: SITE_NAMES[kind],
      features: sites.map(({ id: site, name, town, from, to, simulated, position, inDistrict }) =>
        featureOf(workspace, id, site, {
          name,
          town,
          from,
          to,
          simulated,
          page,
          state: null,
          place: position ?? null,
          without: WITHOUT.site,
          anywhere: !inDistrict,
          source: position?.source,
        }),
      ),
    };
  });
}

function entryFeature(
  workspace: Workspace,
  definition: RegisterDefinition,
  field: Field,
  entry: BookEntry,
  role: string,
  simulated: boolean,
): Feature {
  const { values } = mask(definition, entry, role);
  const place = values[field.id];
  const { name, town, opened, state } = values;
  const shown = String(name ?? entry.key);
  const stated = definition.states.find(({ id }) => id === state)?.name;
  return featureOf(workspace, `register:${definition.id}`, entry.key, {
    name: { zh: shown, en: shown },
    town: typeof town === 'string' ? town : null,
    state: stated ?? PHASES[phaseOf(definition, entry) ?? ''] ?? null,
    from: typeof opened === 'string' ? opened : null,
    to: null,
    simulated,
    page: `/registers/${definition.id}/entries/${encodeURIComponent(entry.key)}`,
    place: place !== undefined && isPosition(place) ? place : null,
    without: WITHOUT.entry,
  });
}

async function registerLayers({ workspace, books }: Campaign, actor: Actor): Promise<Layer[]> {
  const summaries = new Map((await workspace.registry.registers.summaries()).map((s) => [s.register, s]));
  const layers: Layer[] = [];
  for (const definition of workspace.registers) {
    const field = definition.fields.find(({ type }) => type === 'position');
    const known = summaries.get(definition.id);
    if (!field || !known) continue;
    const entries = await books.seen(definition, actor);
    if (entries.length === 0) continue;
    layers.push({
      id: `register:${definition.id}`,
      kind: 'register',
      name: definition.name,
      total: entries.length,
      features: entries
        .toReversed()
        .slice(0, MOST)
        .map((entry) => entryFeature(workspace, definition, field, entry, actor.role, known.simulated)),
    });
  }
  return layers;
}

async function caseLayer({ workspace }: Campaign, reach: NonNullable<ReturnType<LayerReach>>): Promise<Layer> {
  const words = topics(workspace);
  const filter = reach === 'all' ? {} : { within: reach };
  const states = CASE_STATES.filter((state) => state !== 'merged' && state !== 'withdrawn');
  const { total, cases } = await workspace.registry.cases.list({ ...filter, states }, { offset: 0, limit: MOST });
  return {
    id: 'case',
    kind: 'case',
    name: { zh: '问题线索、工单', en: 'Cases' },
    total,
    features: cases.map(({ id, content, state, closedAt }) =>
      featureOf(workspace, 'case', id, {
        name: { zh: content.title, en: content.titleEn ?? content.title },
        town: content.town,
        state: {
          zh: `${wordName(words, content.topic).zh} · ${CASE_WORDS[state].zh}`,
          en: `${wordName(words, content.topic).en} · ${CASE_WORDS[state].en}`,
        },
        from: formatMoment(content.received).slice(0, 10),
        to: closedAt === null ? null : formatMoment(closedAt).slice(0, 10),
        simulated: content.simulated,
        page: `/cases/${id}`,
        place: content.position,
        without: WITHOUT.case,
      }),
    ),
  };
}

async function checkLayer(campaign: Campaign): Promise<Layer> {
  const { workspace } = campaign;
  const state = await campaign.current();
  const features = [...state.siteChecks()].flatMap((event): Feature[] => {
    const check = siteCheckOf(event);
    const key = event.subject.startsWith('report:') ? event.subject.slice('report:'.length) : null;
    if (!check || key === null) return [];
    const [measure = '', unit = ''] = key.split('/');
    const day = check.at.slice(0, 10);
    const given: Given = {
      name: titlesOf(state, measure).title,
      town: workspace.district.towns.some(({ id }) => id === unit) ? unit : null,
      state: check.holds ? { zh: '属实', en: 'found to be so' } : { zh: '不属实', en: 'found not to be so' },
      from: day,
      to: day,
      simulated: false,
      page: `/reports/${key}`,
      place: check.place && { lon: check.place.longitude, lat: check.place.latitude },
      without: WITHOUT.check,
    };
    return [featureOf(workspace, 'check', check.act, given)];
  });
  const listed = features.slice(-MOST).toReversed();
  return {
    id: 'check',
    kind: 'check',
    name: { zh: '现场检查', en: 'Checks' },
    total: features.length,
    features: listed,
  };
}

function groundLayers({ district }: Workspace): Layer[] {
  return district.map.ground.map(({ id, name, source, features }) => ({
    id: `ground:${id}`,
    kind: 'ground',
    name,
    source,
    features: features.map(({ name: own, town, geometry }, i): Feature => ({
      type: 'Feature',
      id: `ground:${id}/${i}`,
      geometry: geometryView(geometry),
      properties: {
        layer: `ground:${id}`,
        name: { zh: own, en: own },
        town,
        townName: town === null ? null : unitName(district, town),
        state: null,
        placing: 'placed',
        note: source,
        from: null,
        to: null,
        simulated: false,
        page: null,
      },
    })),
  }));
}

function layerView({ id, kind, name, source, total, features }: Layer): MapLayerView {
  const of = (...placings: Properties['placing'][]): number =>
    features.filter(({ properties }) => placings.includes(properties.placing)).length;
  return {
    id,
    kind,
    name,
    source: source ?? null,
    total: total ?? features.length,
    placed: of('placed', 'area'),
    outside: of('outside'),
    shown: features.length,
  };
}

/** Everything that lies somewhere and may be seen by whoever asks. @throws QingshanError `not-found` for a layer */
export async function showLayers(
  campaign: Campaign,
  actor: Actor,
  reach: LayerReach,
  { layers: wanted }: MapLayersQuery,
): Promise<MapLayersView> {
  const { workspace } = campaign;
  const cases = reach('cases');
  const all: Layer[] = [
    ...siteLayers(workspace),
    ...(reach('registerEntries') === null ? [] : await registerLayers(campaign, actor)),
    ...(cases === null ? [] : [await caseLayer(campaign, cases)]),
    ...(reach('report') === null ? [] : [await checkLayer(campaign)]),
    ...groundLayers(workspace),
  ];
  const strange = wanted?.find((id) => all.every((layer) => layer.id !== id));
  if (strange !== undefined) {
    const hint = all.map(({ id }) => id).join(', ');
    throw new QingshanError('not-found', { what: { zh: '图层', en: 'layer' }, id: strange, hint });
  }
  const features = all.filter(({ id }) => wanted?.includes(id) ?? true).flatMap((layer) => layer.features);
  const { west, south, east, north } = workspace.district.map.frame;
  return {
    type: 'FeatureCollection',
    coordinateSystem: 'CGCS2000',
    frame: { west, south, east, north },
    today: formatDay(todayOf(workspace)),
    layers: all.map(layerView),
    features: [...features],
    simulated: features.some(({ properties }) => properties.simulated),
  };
}
