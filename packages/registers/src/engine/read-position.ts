import { fault, value, type Reading } from './reading.ts';

/** Whole degrees around China (73°E to 136°E, 3°N to 54°N). */
const LON = { min: 73, max: 136 };
const LAT = { min: 3, max: 54 };

const DECIMAL = /^[ENWS东经北纬:]*\s*(\d{1,3}(?:\.\d+)?)\s*°?\s*[EN]?$/i;
const SEXAGESIMAL =
  /^[EN东经北纬:]*\s*(\d{1,3})\s*[°度]\s*(\d{1,2})\s*['′分]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″秒]|''|′′))?\s*[EN]?$/i;

/** Parts of a degree are kept to the seventh place, a centimetre. */
const PLACES = 1e7;

/** Degrees of `116.105`, `116.105°E`, `东经116°6′18″`; `null` when it is nothing of the kind. */
export function degreesOf(text: string): number | null {
  const plain = DECIMAL.exec(text);
  if (plain) return Number(plain[1]);
  const m = SEXAGESIMAL.exec(text);
  if (!m || Number(m[2]) > 59 || Number(m[3] ?? 0) >= 60) return null;
  const degrees = Number(m[1]) + Number(m[2]) / 60 + Number(m[3] ?? 0) / 3600;
  return Math.round(degrees * PLACES) / PLACES;
}

function within(x: number, { min, max }: { min: number; max: number }): boolean {
  return x >= min && x <= max;
}

/** A position of its two cells, in plain width. Both empty: nothing. */
export function readPosition(lonText: string, latText: string): Reading {
  if (lonText === '' && latText === '') return { faults: [] };
  if (lonText === '' || latText === '') return fault('position-incomplete');
  const [lon, lat] = [degreesOf(lonText), degreesOf(latText)];
  if (lon === null || lat === null) return fault('bad-position');
  if (within(lon, LON) && within(lat, LAT)) return value({ lon, lat });
  return fault(within(lat, LON) && within(lon, LAT) ? 'position-swapped' : 'bad-position');
}

/** The two parts of a position written in one cell: `116.105, 39.940`. */
export function splitPosition(text: string): readonly [lon: string, lat: string] {
  const [lon = '', lat = ''] = text.trim().split(/[,;、\s]+(?=\S)/);
  return [lon, lat];
}
