import type { Schemas } from '../api/client.ts';
import type { Drawing } from './sketch-geometry.ts';

type Borders = Schemas['TownMap']['borders'];
type Line = number[][];

const WIDTH = 950;
const EDGE = 10;

function ringsOf({ geometry }: Borders[number]): Line[] {
  if (geometry.type === 'Polygon') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}

function low(list: readonly number[]): number {
  return list.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function high(list: readonly number[]): number {
  return list.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

/** Borders of towns on the plane: degrees of longitude shortened as in the middle of the district. */
export function drawBorders(borders: Borders): Drawing {
  const all = borders.flatMap(ringsOf).flat();
  const [lons, lats] = [all.map(([lon = 0]) => lon), all.map(([, lat = 0]) => lat)];
  const [west, east, south, north] = [low(lons), high(lons), low(lats), high(lats)];
  const shortened = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * EDGE) / ((east - west) * shortened);
  const x = (lon: number): number => EDGE + (lon - west) * shortened * scale;
  const y = (lat: number): number => EDGE + (north - lat) * scale;
  return {
    width: WIDTH,
    height: EDGE * 2 + (north - south) * scale,
    towns: borders.map((town) => {
      const rings = ringsOf(town);
      const path = rings
        .map((ring) => `M${ring.map(([lon = 0, lat = 0]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join('L')}Z`)
        .join('');
      const largest = rings.toSorted((a, b) => b.length - a.length)[0] ?? [];
      const [ringLons, ringLats] = [largest.map(([lon = 0]) => lon), largest.map(([, lat = 0]) => lat)];
      return {
        unit: town.unit,
        path,
        x: x((low(ringLons) + high(ringLons)) / 2),
        y: y((low(ringLats) + high(ringLats)) / 2),
      };
    }),
  };
}
