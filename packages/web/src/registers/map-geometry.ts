/** A small map: positions in degrees to points on a sheet, with a grid and a scale. */

export interface Place {
  readonly lon: number;
  readonly lat: number;
  /** Size in degrees of the square that stands for it */
  readonly blurred?: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface GridLine {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly textX: number;
  readonly textY: number;
  /** `116.1°E` */
  readonly text: string;
}

export interface SmallMap {
  readonly width: number;
  readonly height: number;
  readonly own: Point;
  readonly others: readonly Point[];
  /** Where the place is only known to lie somewhere in a square */
  readonly square: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
  readonly lines: readonly GridLine[];
  readonly scale: { readonly length: number; readonly text: string };
}

export const WIDTH = 360;
export const HEIGHT = 260;
const MARGIN = 24;
/** At least so many degrees of latitude are shown, about 2 km */
const LEAST = 0.02;
const KM_PER_DEGREE = 111.195;
const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const SCALES_KM = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
const MOST_LINES = 5;

function stepFor(span: number): number {
  return STEPS.find((step) => span / step <= MOST_LINES) ?? 10;
}

function marks(from: number, to: number): number[] {
  const step = stepFor(to - from);
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toFixed(3)));
}

/** The sheet that shows a place and as many others as there are; degrees of longitude are as long as they are there. */
export function mapOf(place: Place, others: readonly Place[]): SmallMap {
  const all = [place, ...others];
  const [lons, lats] = [all.map((p) => p.lon), all.map((p) => p.lat)];
  const middle = { lon: (Math.min(...lons) + Math.max(...lons)) / 2, lat: (Math.min(...lats) + Math.max(...lats)) / 2 };
  const narrow = Math.cos((middle.lat * Math.PI) / 180);
  const half = (place.blurred ?? 0) / 2;
  const spanLat = Math.max(LEAST, Math.max(...lats) - Math.min(...lats) + 2 * half);
  const spanLon = Math.max(LEAST, (Math.max(...lons) - Math.min(...lons) + 2 * half) * narrow);
  const perDegree = Math.min((HEIGHT - 2 * MARGIN) / spanLat, (WIDTH - 2 * MARGIN) / spanLon);
  const x = (lon: number): number => WIDTH / 2 + (lon - middle.lon) * narrow * perDegree;
  const y = (lat: number): number => HEIGHT / 2 - (lat - middle.lat) * perDegree;
  const at = (p: Place): Point => ({ x: x(p.lon), y: y(p.lat) });
  const reach = { lon: WIDTH / 2 / perDegree / narrow, lat: HEIGHT / 2 / perDegree };
  const meridians = marks(middle.lon - reach.lon, middle.lon + reach.lon).map((lon) => ({
    x1: x(lon),
    y1: 0,
    x2: x(lon),
    y2: HEIGHT,
    textX: x(lon) + 3,
    textY: 11,
    text: `${lon}°E`,
  }));
  const parallels = marks(middle.lat - reach.lat, middle.lat + reach.lat).map((lat) => ({
    x1: 0,
    y1: y(lat),
    x2: WIDTH,
    y2: y(lat),
    textX: WIDTH - 46,
    textY: y(lat) - 3,
    text: `${lat}°N`,
  }));
  const perKm = perDegree / KM_PER_DEGREE;
  const km = SCALES_KM.findLast((length) => length * perKm <= WIDTH / 4) ?? SCALES_KM[0] ?? 1;
  const size = place.blurred;
  const square =
    size === undefined
      ? null
      : { x: x(place.lon - half), y: y(place.lat + half), width: size * narrow * perDegree, height: size * perDegree };
  return {
    width: WIDTH,
    height: HEIGHT,
    own: at(place),
    others: others.map(at),
    square,
    lines: [...meridians, ...parallels],
    scale: { length: km * perKm, text: km < 1 ? `${km * 1000} m` : `${km} km` },
  };
}
