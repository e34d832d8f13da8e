import { ANNUAL_MEAN, O3_P90, PM25_OF_MONTH } from './figures.ts';
import type { ByMonth, Hours, Weather } from './weather.ts';

/** District-wide hourly values, unrounded, over all hours. */
export interface Background {
  readonly pm25: Float64Array;
  /** PM10 without PM2.5: road and soil dust, and sand */
  readonly coarse: Float64Array;
  readonly so2: Float64Array;
  readonly no2: Float64Array;
  readonly o3: Float64Array;
  readonly co: Float64Array;
}

/** How far episodes swing (standard deviation of the logarithm): more in winter than in summer. */
const SWING: ByMonth = [1, 1, 0.95, 0.75, 0.6, 0.5, 0.5, 0.5, 0.7, 0.95, 1, 1];
const COARSE_SEASON: ByMonth = [0.8, 0.9, 1.5, 1.6, 1.3, 0.9, 0.65, 0.6, 0.75, 1.0, 1.1, 0.9];
const NO2_SEASON: ByMonth = [1.4, 1.2, 1.1, 0.9, 0.75, 0.65, 0.6, 0.65, 0.85, 1.2, 1.4, 1.4];
const SO2_SEASON: ByMonth = [1.3, 1.2, 1.1, 1.0, 0.9, 0.8, 0.75, 0.75, 0.85, 1.0, 1.15, 1.25];
const CO_SEASON: ByMonth = [1.4, 1.2, 1.05, 0.85, 0.8, 0.85, 0.9, 0.9, 0.9, 1.0, 1.15, 1.3];
/** Level of the daily 8-hour maximum of O3, relative */
const O3_SEASON: ByMonth = [55, 68, 88, 112, 136, 150, 140, 128, 112, 82, 58, 48];

/** By hour of the day that ends at 1..24; each has mean 1. */
const PM25_DAY = aroundMean((h) => 1 + 0.1 * Math.cos((2 * Math.PI * (h - 1)) / 24));
const NO2_DAY = aroundMean((h) => 0.75 + 0.5 * bell(h, 8, 2) + 0.85 * bell(h, 20, 3));
const GAS_DAY = aroundMean((h) => 1 + 0.12 * Math.cos((2 * Math.PI * (h - 9)) / 12));
const COARSE_DAY = aroundMean((h) => 0.8 + 0.35 * bell(h, 9, 3) + 0.4 * bell(h, 18, 4));
/** O3 relative to the mean of its best eight hours, 12:00 to 20:00 */
const O3_DAY = relativeToBest((h) => 0.3 + 0.8 * bell(h, 16.5, 4.2));

function bell(hour: number, peak: number, width: number): number {
  return Math.exp(-0.5 * ((hour - peak) / width) ** 2);
}

function aroundMean(shape: (hour: number) => number): Float64Array {
  const raw = Float64Array.from({ length: 24 }, (_, i) => shape(i + 1));
  const mean = raw.reduce((a, b) => a + b, 0) / 24;
  return raw.map((x) => x / mean);
}

function relativeToBest(shape: (hour: number) => number): Float64Array {
  const raw = Float64Array.from({ length: 24 }, (_, i) => shape(i + 1));
  const best = raw.subarray(12, 20).reduce((a, b) => a + b, 0) / 8;
  return raw.map((x) => x / best);
}

type Recipe = (hour: number, day: number, ofDay: number, month: number) => number;

function fill(hours: Hours, recipe: Recipe): Float64Array {
  return Float64Array.from({ length: hours.count }, (_, i) => {
    const day = Math.floor(i / 24);
    return recipe(i, day, i % 24, hours.month[day] ?? 0);
  });
}

/** Scales the hours of each group of days so that their mean is the wanted one. */
function scaleTo(
  values: Float64Array,
  hours: Hours,
  group: (day: number) => number,
  wanted: (day: number) => number,
): void {
  const sums = new Map<number, { sum: number; count: number }>();
  values.forEach((x, i) => {
    const key = group(Math.floor(i / 24));
    const total = sums.get(key) ?? { sum: 0, count: 0 };
    total.sum += x;
    total.count++;
    sums.set(key, total);
  });
  values.forEach((x, i) => {
    const day = Math.floor(i / 24);
    const total = sums.get(group(day));
    if (total) values[i] = (x * wanted(day) * total.count) / total.sum;
  });
}

/** A table of the year of a day. @throws RangeError for a year that is not simulated */
function ofYear<T>(table: Readonly<Record<number, T>>, hours: Hours, day: number): T {
  const year = hours.year[day] ?? 0;
  const entry = table[year];
  if (entry === undefined) throw new RangeError(`no figures to simulate ${year} with`);
  return entry;
}

/** Sand carries some fine dust: its part of the PM10 that it brings. */
const FINE_PART_OF_SAND = 0.08;

function pm25Of(hours: Hours, weather: Weather): Float64Array {
  const level = fill(hours, (i, _, h, m) => {
    const episode = Math.exp((SWING[m] ?? 0) * (weather.stagnation[i] ?? 0)) * (PM25_DAY[h] ?? 1);
    return episode + (FINE_PART_OF_SAND * (weather.sand[i] ?? 0)) / 30;
  });
  const month = (day: number): number => (hours.year[day] ?? 0) * 12 + (hours.month[day] ?? 0);
  scaleTo(level, hours, month, (day) => ofYear(PM25_OF_MONTH, hours, day)[hours.month[day] ?? 0] ?? 0);
  return level;
}

function coarseOf(hours: Hours, weather: Weather, pm25: Float64Array): Float64Array {
  const dust = fill(hours, (i, _, h, m) => {
    const calm = 0.25 * (weather.stagnation[i] ?? 0);
    return (COARSE_SEASON[m] ?? 1) * (COARSE_DAY[h] ?? 1) * Math.exp(0.4 * (weather.coarse[i] ?? 0) + calm);
  });
  const rest = meansByYear(hours, (i) => (pm25[i] ?? 0) + (weather.sand[i] ?? 0));
  scaleTo(
    dust,
    hours,
    (day) => hours.year[day] ?? 0,
    (day) => ofYear(ANNUAL_MEAN, hours, day).pm10 - (rest.get(hours.year[day] ?? 0) ?? 0),
  );
  return dust.map((x, i) => x + (weather.sand[i] ?? 0));
}

function meansByYear(hours: Hours, value: (hour: number) => number): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (let i = 0; i < hours.count; i++) {
    const year = hours.year[Math.floor(i / 24)] ?? 0;
    const total = sums.get(year) ?? { sum: 0, count: 0 };
    sums.set(year, { sum: total.sum + value(i), count: total.count + 1 });
  }
  return new Map([...sums].map(([year, { sum, count }]) => [year, sum / count]));
}

function gasOf(hours: Hours, gas: 'no2' | 'so2' | 'co', recipe: Recipe): Float64Array {
  const level = fill(hours, recipe);
  scaleTo(
    level,
    hours,
    (day) => hours.year[day] ?? 0,
    (day) => ofYear(ANNUAL_MEAN, hours, day)[gas],
  );
  return level;
}

/** The 90th percentile of a year's days is scaled to the wanted one. */
function o3Of(hours: Hours, weather: Weather): Float64Array {
  const level = Float64Array.from(
    { length: hours.days },
    (_, day) => (O3_SEASON[hours.month[day] ?? 0] ?? 0) * Math.exp(0.22 * (weather.sunshine[day] ?? 0)),
  );
  for (const year of new Set(hours.year)) {
    const days = level.filter((_, day) => hours.year[day] === year).toSorted();
    const p90 = days[Math.round(0.9 * (days.length - 1))] ?? 1;
    hours.year.forEach((y, day) => {
      if (y === year) level[day] = ((level[day] ?? 0) * ofYear(O3_P90, hours, day)) / p90;
    });
  }
  return fill(hours, (_, day, h) => (level[day] ?? 0) * (O3_DAY[h] ?? 0));
}

export function backgroundOf(hours: Hours, weather: Weather): Background {
  const still = (i: number, k: number): number => Math.exp(k * (weather.stagnation[i] ?? 0));
  const pm25 = pm25Of(hours, weather);
  return {
    pm25,
    coarse: coarseOf(hours, weather, pm25),
    no2: gasOf(hours, 'no2', (i, _, h, m) => (NO2_SEASON[m] ?? 1) * (NO2_DAY[h] ?? 1) * still(i, 0.3)),
    so2: gasOf(hours, 'so2', (i, _, h, m) => (SO2_SEASON[m] ?? 1) * (GAS_DAY[h] ?? 1) * still(i, 0.15)),
    co: gasOf(hours, 'co', (i, _, h, m) => (CO_SEASON[m] ?? 1) * (GAS_DAY[h] ?? 1) * still(i, 0.35)),
    o3: o3Of(hours, weather),
  };
}
