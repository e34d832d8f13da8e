import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { dayOfDate, endOfHour, monitoringDayOf, parseDay, yearPeriod, type Day } from '@qingshan/kernel';

/** Hours that a daily mean of PM2.5 needs (GB 3095-2012 Table 4). */
const HOURS_OF_DAY = 20;
/** Caps and single impossible values of the raw files lie above (data README); PM2.5 only. */
const PLAUSIBLE = 985;
/** An old and a new name are the same site when the new one contains the old one and they lie this close, in km. */
const SAME_SITE_KM = 3;

/** Valid daily means of one station in one calendar year; NaN is a day without one. */
export type DaysByYear = ReadonlyMap<number, Float64Array>;

/** A station with its place, in degrees. */
export interface Station {
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
}

/** Daily PM2.5 means of every station in the joined yearly file `beijing_<year>.csv.gz`. */
export function readYear(folder: string, year: number): Map<string, Float64Array> {
  const { first, last } = yearPeriod(year);
  const length = last - first + 1;
  const [header = '', ...lines] = gunzipSync(readFileSync(`${folder}/beijing_${year}.csv.gz`))
    .toString('utf8')
    .split('\n');
  const names = header.trim().split(',').slice(3);
  const sums = names.map(() => new Float64Array(length));
  const hours = names.map(() => new Uint8Array(length));
  for (const line of lines) {
    const [date = '', hour = '', type, ...cells] = line.trim().split(',');
    if (type !== 'PM2.5') continue;
    const day = dayOf(date, Number(hour)) - first;
    if (day < 0 || day >= length) continue;
    cells.forEach((cell, i) => {
      const value = Number(cell);
      const [sum, count] = [sums[i], hours[i]];
      if (cell === '' || !sum || !count || !(value > 0 && value <= PLAUSIBLE)) return;
      sum[day] = (sum[day] ?? 0) + value;
      count[day] = (count[day] ?? 0) + 1;
    });
  }
  return new Map(
    names.map((name, i) => [
      name,
      Float64Array.from({ length }, (_, day) => {
        const n = hours[i]?.[day] ?? 0;
        return n >= HOURS_OF_DAY ? (sums[i]?.[day] ?? 0) / n : Number.NaN;
      }),
    ]),
  );
}

function dayOf(date: string, hour: number): Day {
  return monitoringDayOf(endOfHour(parseDay(date) ?? dayOfDate(1970, 1, 1) ?? 0, hour, 'hour-ending'));
}

/** @param file `stations_…csv` */
function stations(file: string): Station[] {
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [name = '', , lon, lat] = line.split(',');
    return { name, lon: Number(lon), lat: Number(lat) };
  });
}

function kilometres(a: Station, b: Station): number {
  const radians = Math.PI / 180;
  return 111.2 * Math.hypot((a.lon - b.lon) * Math.cos(40 * radians), a.lat - b.lat);
}

/** New name -> old name of the sites that were renamed in January 2021. */
export function renamed(folder: string): Map<string, string> {
  const now = stations(`${folder}/stations_from_2021-01.csv`);
  const pairs = stations(`${folder}/stations_until_2021-01.csv`).flatMap((old) => {
    const [nearest] = now
      .filter((s) => s.name.includes(old.name) && kilometres(s, old) < SAME_SITE_KM)
      .toSorted((a, b) => kilometres(a, old) - kilometres(b, old));
    return nearest ? [[nearest.name, old.name] as const] : [];
  });
  return new Map(pairs);
}

/** Every station by its newest name, with all its years. */
export function readStations(folder: string, years: readonly number[]): Map<string, DaysByYear> {
  const oldNames = renamed(folder);
  const newNames = new Map([...oldNames].map(([now, old]) => [old, now]));
  const result = new Map<string, Map<number, Float64Array>>();
  for (const year of years) {
    for (const [name, days] of readYear(folder, year)) {
      const site = newNames.get(name) ?? name;
      const known = result.get(site) ?? new Map<number, Float64Array>();
      result.set(site, known.set(year, days));
    }
  }
  return result;
}

/** The stations of a year; the set was renewed in January 2021. */
export function stationsOf(folder: string, year: number): Station[] {
  return stations(`${folder}/stations_${year < 2021 ? 'until' : 'from'}_2021-01.csv`);
}

/** Names of the stations nearest to one, nearest first. */
export function nearestTo(all: readonly Station[], name: string, count: number): string[] {
  const here = all.find((s) => s.name === name);
  if (!here) return [];
  return all
    .filter((s) => s !== here)
    .toSorted((a, b) => kilometres(a, here) - kilometres(b, here))
    .slice(0, count)
    .map((s) => s.name);
}
