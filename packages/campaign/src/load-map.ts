import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHINA, QingshanError, toCgcs2000, type Frame, type Localized, type LonLat } from '@qingshan/kernel';
import { badPlan, readYaml } from './load-yaml.ts';
import {
  geoJsonFile,
  mapFile,
  type DistrictMap,
  type GeoJsonFile,
  type Geometry,
  type GroundFeature,
  type GroundLayer,
  type MapFile,
} from './map/district-map.ts';
import { readSketch } from './map/sketch.ts';
import type { SiteEntry } from './schema.ts';
import type { SitePosition, Town } from './types.ts';

const NAME = 'map.yaml';
const NOTHING: DistrictMap = { frame: CHINA, sketch: null, ground: [] };

type Given = MapFile['ground'][number];
type Pair = readonly [lon: number, lat: number];
type Convert = (point: readonly number[]) => Pair;

/** @throws QingshanError `bad-plan` that says what `work` has found wrong */
function locating<T>(file: string, line: string | number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof QingshanError ? badPlan(file, line, error.text) : error;
  }
}

function readGeoJson(folder: string, file: string): GeoJsonFile {
  const path = join(folder, file);
  if (!existsSync(path)) throw badPlan(file, 1, { zh: '没有这个文件，请补上', en: 'there is no such file; add it' });
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const message = String(error instanceof Error ? error.message : error);
    throw badPlan(file, 1, { zh: `不是 JSON（${message}）`, en: `not JSON (${message})` });
  }
  const result = geoJsonFile.safeParse(data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.map(String).join('.') ?? '';
  throw badPlan(file, where, {
    zh: '不是所需的 GeoJSON：要一个 FeatureCollection，几何为点、线、面之一',
    en: `not the GeoJSON that is needed, a FeatureCollection of points, lines and areas: ${issue?.message ?? ''}`,
  });
}

function converted(geometry: GeoJsonFile['features'][number]['geometry'], convert: Convert): Geometry {
  const line = (points: readonly (readonly number[])[]): Pair[] => points.map(convert);
  switch (geometry.type) {
    case 'Point':
      return { type: geometry.type, coordinates: convert(geometry.coordinates) };
    case 'LineString':
      return { type: geometry.type, coordinates: line(geometry.coordinates) };
    case 'MultiPolygon':
      return { type: geometry.type, coordinates: geometry.coordinates.map((area) => area.map(line)) };
    default:
      return { type: geometry.type, coordinates: geometry.coordinates.map(line) };
  }
}

function townOf(towns: readonly Town[], text: string): Town | undefined {
  return towns.find(({ id, code, name, short, aliases = [], formerNames = [] }) =>
    [id, code, name.zh, name.en, short, ...aliases, ...formerNames].includes(text),
  );
}

function groundLayer(folder: string, given: Given, towns: readonly Town[], frame: Frame): GroundLayer {
  const { id, zh, en, kind, file, system, source, property } = given;
  const { features } = readGeoJson(folder, file);
  const read = (feature: GeoJsonFile['features'][number], i: number): GroundFeature => {
    const at = `features.${i}`;
    const name = String(feature.properties?.[property] ?? '');
    const town = kind === 'towns' ? townOf(towns, name) : undefined;
    if (kind === 'towns' && !town) {
      throw badPlan(file, at, {
        zh: `属性“${property}”写的是“${name}”，不是本区镇街的名称或代码`,
        en: `the property “${property}” is “${name}”, no name or code of a town of the district`,
      });
    }
    const where: Localized = { zh: name, en: name };
    // What only passes through the district may leave it.
    const within = kind === 'towns' || kind === 'boundary' ? frame : CHINA;
    const convert: Convert = ([lon = 0, lat = 0]) => {
      const point = toCgcs2000({ lon, lat }, system, where, within);
      return [point.lon, point.lat];
    };
    return locating(file, at, () => ({ name, town: town?.id ?? null, geometry: converted(feature.geometry, convert) }));
  };
  return { id, name: { zh, en }, kind, source, features: features.map(read) };
}

/**
 * What the district is drawn with; without a `map.yaml` nothing but what has positions.
 *
 * @throws QingshanError `bad-plan` with file and place: a sketch without a town, a file that is not GeoJSON, a position
 * outside the frame
 */
export function readMap(folder: string, name: Localized, towns: readonly Town[]): DistrictMap {
  if (!existsSync(join(folder, NAME))) return NOTHING;
  const { data, line } = readYaml(folder, NAME, mapFile);
  const { west, south, east, north } = data.frame;
  const frame = { name, west, south, east, north };
  const sketch = data.sketch && readSketch(data.sketch, towns);
  if (sketch && 'why' in sketch) {
    throw badPlan(NAME, line(sketch.row === null ? ['sketch', 'towns'] : ['sketch', 'rows', sketch.row]), sketch.why);
  }
  return { frame, sketch, ground: data.ground.map((given) => groundLayer(folder, given, towns, frame)) };
}

/** Where a site lies, in CGCS2000. @throws QingshanError `bad-plan` for a position outside the district's frame */
export function sitePosition(
  { id, inDistrict, position }: Pick<SiteEntry, 'id' | 'inDistrict' | 'position'>,
  frame: Frame,
  file: string,
  line: number,
): SitePosition | undefined {
  if (position === undefined) return undefined;
  const { system, source, lon, lat } = position;
  const within = inDistrict ? frame : CHINA;
  const point: LonLat = locating(file, line, () => toCgcs2000({ lon, lat }, system, { zh: id, en: id }, within));
  return { ...point, source };
}
