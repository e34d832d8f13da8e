import type { Geometry } from 'geojson';
import { boxOf, middleOf, ringsOf, type Box } from './borders-geometry.ts';
import type { MapFeature, MapLayers, TownMap } from './map-queries.ts';
import { CELL, drawSketch, type Point } from './sketch-geometry.ts';

type Frame = MapLayers['frame'];
type Sketch = NonNullable<TownMap['sketch']>;
/** Longitude and latitude, degrees in CGCS2000 */
type LonLat = [lon: number, lat: number];

export interface GroundTown {
  readonly unit: string;
  readonly geometry: Geometry;
  /** Where its name stands */
  readonly middle: LonLat;
}

export interface Placed {
  readonly feature: MapFeature;
  readonly geometry: Geometry;
}

/** What the things are drawn on, and where each of them stands on it. */
export interface Ground {
  /** Whether it is a sketch: a thing then stands somewhere in its town, whatever its position is */
  readonly schematic: boolean;
  readonly towns: readonly GroundTown[];
  /** What is looked at first */
  readonly box: Box;
  /** Rivers, borders and other own data among these things */
  lines(things: readonly MapFeature[]): readonly Geometry[];
  /** Where things stand; left out is what has no position, or on a sketch no town */
  place(things: readonly MapFeature[]): readonly Placed[];
}

/** Radians between one thing and the next around a middle: the golden angle, so that they never stand in rows. */
const TURN = Math.PI * (3 - Math.sqrt(5));
const SPREAD = 0.3 * CELL;
/** Above the things in a cell stands the name of the town. */
const NAME_ABOVE = 0.33 * CELL;
const THINGS_BELOW = 0.1 * CELL;

/** Where the `index`-th of the `count` things of a town stands: in one of its cells, from the middle outwards. */
function spread(cells: readonly Point[], index: number, count: number): Point {
  const [x, y] = cells[index % cells.length] ?? [0, 0];
  const nth = Math.floor(index / cells.length);
  const distance = SPREAD * Math.sqrt((nth + 0.5) / Math.ceil(count / cells.length));
  return [x + distance * Math.cos(nth * TURN), y + THINGS_BELOW + distance * Math.sin(nth * TURN)];
}

/** The plane of the sketch laid into the frame of the district, as wide and as high as it goes without being bent. */
function intoFrame(sketch: Sketch, { west, east, south, north }: Frame): (point: Point) => LonLat {
  const { width, height } = drawSketch(sketch);
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const shortened = Math.cos((lat * Math.PI) / 180);
  const scale = Math.min((east - west) / width, (north - south) / (height * shortened));
  return ([x, y]) => [lon + (x - width / 2) * scale, lat - (y - height / 2) * scale * shortened];
}

function closed(ring: readonly LonLat[]): LonLat[] {
  return [...ring, ...ring.slice(0, 1)];
}

function onSketch(sketch: Sketch, frame: Frame): Pick<Ground, 'towns' | 'box' | 'place'> {
  const degrees = intoFrame(sketch, frame);
  const { towns } = drawSketch(sketch);
  const cells = new Map(towns.map((town) => [town.unit, town.cells]));
  return {
    box: boxOf(towns.flatMap(({ rings }) => rings.flat().map(degrees))),
    towns: towns.map(({ unit, rings, x, y }) => ({
      unit,
      middle: degrees([x, y - NAME_ABOVE]),
      geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [closed(ring.map(degrees))]) },
    })),
    place: (all) =>
      [...Map.groupBy(all, ({ properties }) => properties.town ?? '')].flatMap(([town, things]) => {
        const own = cells.get(town) ?? [];
        if (own.length === 0) return [];
        return things.map((feature, i) => ({
          feature,
          geometry: { type: 'Point' as const, coordinates: degrees(spread(own, i, things.length)) },
        }));
      }),
  };
}

function withGeometry(things: readonly MapFeature[]): Placed[] {
  return things.flatMap((feature) => (feature.geometry === null ? [] : [{ feature, geometry: feature.geometry }]));
}

/** Own borders where the district gives them, else its sketch, else nothing but the positions. */
export function groundOf({ sketch, borders }: TownMap, { frame, layers }: MapLayers): Ground {
  const own = new Set(layers.flatMap(({ id, kind }) => (kind === 'ground' ? [id] : [])));
  const isOwn = ({ properties }: MapFeature): boolean => own.has(properties.layer);
  if (sketch && borders.length === 0) {
    const { towns, box, place } = onSketch(sketch, frame);
    // Own lines have true positions, which a sketch has no place for.
    return {
      schematic: true,
      towns,
      box,
      lines: () => [],
      place: (things) => place(things.filter((one) => !isOwn(one))),
    };
  }
  return {
    schematic: false,
    box: borders.length === 0 ? frame : boxOf(borders.flatMap(({ geometry }) => ringsOf(geometry)).flat()),
    towns: borders.map(({ unit, geometry }) => ({ unit, geometry, middle: middleOf(geometry) })),
    lines: (things) => withGeometry(things.filter(isOwn)).map(({ geometry }) => geometry),
    place: (things) => withGeometry(things.filter((one) => !isOwn(one))),
  };
}
