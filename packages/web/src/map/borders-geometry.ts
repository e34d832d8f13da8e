import type { Schemas } from '../api/client.ts';
import type { Drawing } from './sketch-geometry.ts';

type Borders = Schemas['TownMap']['borders'];
type Line = readonly (readonly number[])[];

export interface Box {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

const WIDTH = 950;
const EDGE = 10;

export function ringsOf(geometry: Borders[number]['geometry']): Line[] {
  if (geometry.type === 'Polygon') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}

/** The least box around points, west and south being the lower values. */
export function boxOf(points: Line): Box {
  const low = (axis: 0 | 1): number => points.reduce((a, p) => Math.min(a, p[axis] ?? a), Number.POSITIVE_INFINITY);
  const high = (axis: 0 | 1): number => points.reduce((a, p) => Math.max(a, p[axis] ?? a), Number.NEGATIVE_INFINITY);
  return { west: low(0), east: high(0), south: low(1), north: high(1) };
}

/** The middle of the largest part of a town: longitude and latitude. */
export function middleOf(geometry: Borders[number]['geometry']): [lon: number, lat: number] {
  const [largest = []] = ringsOf(geometry).toSorted((a, b) => b.length - a.length);
  const { west, east, south, north } = boxOf(largest);
  return [(west + east) / 2, (south + north) / 2];
}

/** Borders of towns on the plane: degrees of longitude shortened as in the middle of the district. */
export function drawBorders(borders: Borders): Drawing {
  const { west, east, south, north } = boxOf(borders.flatMap(({ geometry }) => ringsOf(geometry)).flat());
  const shortened = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * EDGE) / ((east - west) * shortened);
  const x = (lon: number): number => EDGE + (lon - west) * shortened * scale;
  const y = (lat: number): number => EDGE + (north - lat) * scale;
  const at = ([lon = 0, lat = 0]: readonly number[]): string => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`;
  return {
    width: WIDTH,
    height: EDGE * 2 + (north - south) * scale,
    towns: borders.map(({ unit, geometry }) => {
      const path = ringsOf(geometry).map((ring) => `M${ring.map(at).join('L')}Z`);
      const [lon, lat] = middleOf(geometry);
      return { unit, path: path.join(''), x: x(lon), y: y(lat) };
    }),
  };
}
