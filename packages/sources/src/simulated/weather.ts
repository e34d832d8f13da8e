import { calendarOf, daysIn, monthsOf, yearPeriod, type Day } from '@qingshan/kernel';
import { autoregressive, randomOf } from './random.ts';

/** A value for each month, January to December. */
export type ByMonth = readonly number[];

/** The calendar of the simulated hours. Hour `i` is the one that ends at 01:00 of the first day plus `i` hours. */
export interface Hours {
  readonly first: Day;
  readonly days: number;
  readonly count: number;
  /** By day: year and month (0..11) */
  readonly year: Int16Array;
  readonly month: Uint8Array;
}

export function hoursOf(first: Day, last: Day): Hours {
  const days = daysIn({ first, last });
  const dates = Array.from({ length: days }, (_, i) => calendarOf(first + i));
  return {
    first,
    days,
    count: days * 24,
    year: Int16Array.from(dates, (d) => d.year),
    month: Uint8Array.from(dates, (d) => d.month - 1),
  };
}

/** What the whole district shares hour by hour, before towns and instruments differ. */
export interface Weather {
  /** PM2.5, NO2 and CO stand higher in stagnant air: standard normal, in episodes of several days */
  readonly stagnation: Float64Array;
  /** O3 and its sunshine: standard normal by day */
  readonly sunshine: Float64Array;
  /** Coarse dust of roads and soil: standard normal, faster */
  readonly coarse: Float64Array;
  /** Sand that comes from outside, ug/m3 of PM10 */
  readonly sand: Float64Array;
}

/** Day to day persistence of stagnation: about that of the residuals of real daily means in Beijing (0.5). */
const STAGNATION = 0.6;
const SUNSHINE = 0.45;

/** From noon to noon in a straight line. */
function hourly(daily: Float64Array, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const at = Math.min(daily.length - 1, Math.max(0, (i + 1 - 12) / 24));
    const [day, part] = [Math.floor(at), at % 1];
    const here = daily[day] ?? 0;
    return here + part * ((daily[day + 1] ?? here) - here);
  });
}

/**
 * Four to six sand storms a spring: they rise within three hours and sink over half a day or more. At most one a week,
 * so that a month keeps clear days.
 */
function sandOf(hours: Hours, seed: number): Float64Array {
  const sand = new Float64Array(hours.count);
  for (const year of new Set(hours.year)) {
    const random = randomOf(seed, 'sand', String(year));
    const spring = monthsOf(yearPeriod(year)).slice(2, 5);
    const start = spring[0]?.first ?? 0;
    const storms = random.whole(4, 6);
    for (let k = 0; k < storms; k++) {
      const day = start + Math.floor((k * 76) / storms) + random.whole(0, 6);
      const from = (day - hours.first) * 24 + random.whole(4, 16);
      const peak = k === 0 ? random.between(1900, 2800) : random.between(300, 1500);
      const decay = random.between(6, 13);
      for (let i = 0; i < 72; i++) {
        const at = from + i;
        if (at < 0 || at >= hours.count) continue;
        sand[at] = (sand[at] ?? 0) + peak * Math.min(1, (i + 1) / 3) * Math.exp(-Math.max(0, i - 2) / decay);
      }
    }
  }
  return sand;
}

export function weatherOf(hours: Hours, seed: number): Weather {
  const daily = (name: string, persistence: number): Float64Array =>
    autoregressive(randomOf(seed, 'weather', name), hours.days, persistence);
  return {
    stagnation: hourly(daily('stagnation', STAGNATION), hours.count),
    sunshine: daily('sunshine', SUNSHINE),
    coarse: autoregressive(randomOf(seed, 'weather', 'coarse'), hours.count, 0.95),
    sand: sandOf(hours, seed),
  };
}
