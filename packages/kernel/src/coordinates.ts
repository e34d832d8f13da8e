import gcoord from 'gcoord';
import { QingshanError } from './error.ts';
import type { Localized } from './text.ts';

/**
 * Systems in which longitude and latitude are given. CGCS2000 (GB 22021) is China's legal one and the one that is stored
 * and drawn. WGS-84 is taken to be the same: the two differ by a few decimetres, less than any position here is known to.
 * GCJ-02 is the shifted system of public map services in China, some hundred metres off.
 */
export const COORDINATE_SYSTEMS = ['CGCS2000', 'WGS-84', 'GCJ-02'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

/** Degrees */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

/** A box of degrees in CGCS2000 and whose it is. */
export interface Frame {
  readonly name: Localized;
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Whole degrees around China, as registers take positions. */
export const CHINA: Frame = { name: { zh: '中国', en: 'China' }, west: 73, south: 3, east: 136, north: 54 };

/** Parts of a degree are kept to the seventh place, a centimetre. */
const PLACES = 7;

function plain(name: string): string {
  return name.toUpperCase().replaceAll(/[\s_-]/g, '');
}

/**
 * The system that a text names: `CGCS2000`, `wgs84`, `GCJ-02`.
 *
 * @param where what the positions belong to, for the message
 * @throws QingshanError `no-coordinate-system` when it names none; a system is never guessed
 */
export function readCoordinateSystem(text: string | null | undefined, where: Localized): CoordinateSystem {
  const found = COORDINATE_SYSTEMS.find((system) => plain(system) === plain(text ?? ''));
  if (found !== undefined) return found;
  throw new QingshanError('no-coordinate-system', { where, given: text ?? '', systems: COORDINATE_SYSTEMS.join(', ') });
}

export function isWithinFrame({ lon, lat }: LonLat, { west, south, east, north }: Frame): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

/**
 * A position as it is stored and drawn.
 *
 * @param where what lies there, for the message
 * @param frame where it must lie, in CGCS2000
 * @throws QingshanError `position-outside`
 */
export function toCgcs2000(point: LonLat, system: CoordinateSystem, where: Localized, frame: Frame = CHINA): LonLat {
  // The shift of GCJ-02 means nothing outside China.
  const isShifted = system === 'GCJ-02' && isWithinFrame(point, CHINA);
  const given: [number, number] = [point.lon, point.lat];
  const [lon, lat] = isShifted ? gcoord.transform(given, gcoord.GCJ02, gcoord.WGS84) : given;
  const converted = { lon: Number(lon.toFixed(PLACES)), lat: Number(lat.toFixed(PLACES)) };
  if (isWithinFrame(converted, frame)) return converted;
  const { name, west, south, east, north } = frame;
  throw new QingshanError('position-outside', { where, frame: name, ...point, west, south, east, north });
}
