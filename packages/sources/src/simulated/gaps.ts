import { monthsOf, yearPeriod } from '@qingshan/kernel';
import { randomOf } from './random.ts';
import type { Hours } from './weather.ts';

/** What becomes of the hour of an instrument: 0 a value, 1 no value, 2 a value while it is being maintained. */
export const PRESENT = 0;
export const ABSENT = 1;
export const MAINTENANCE = 2;

/** Every so many months, on average, the power or the line of a station fails for up to 30 hours. */
const MONTHS_BETWEEN_OUTAGES = 2;

/**
 * Hours in which a whole station is silent. At most one outage a month, so that the month keeps the days that it needs;
 * `long` adds ten days in July 2024, so that one month of one station does not.
 */
export function stationGaps(hours: Hours, seed: number, station: string, long: boolean): Uint8Array {
  const state = new Uint8Array(hours.count);
  const random = randomOf(seed, 'station-gaps', station);
  for (const month of monthsOf({ first: hours.first, last: hours.first + hours.days - 1 })) {
    const at = random.whole(month.first - hours.first, month.last - hours.first - 2) * 24 + random.whole(0, 23);
    const length = random.whole(1, 30);
    if (random.next() * MONTHS_BETWEEN_OUTAGES < 1) state.fill(ABSENT, at, at + length);
  }
  const july = monthsOf(yearPeriod(2024))[6];
  if (long && july) {
    const from = (july.first + 8 - hours.first) * 24 + 10;
    state.fill(ABSENT, from, from + 10 * 24);
  }
  return state;
}

/**
 * The station's gaps and those of one instrument: a check of one to three hours about once a month, and short faults.
 * Neither alone costs a day its 20 hours.
 */
export function instrumentGaps(
  hours: Hours,
  seed: number,
  station: string,
  parameter: string,
  whole: Uint8Array,
): Uint8Array {
  const state = new Uint8Array(hours.count);
  const random = randomOf(seed, 'instrument-gaps', station, parameter);
  for (let day = random.whole(5, 20); day < hours.days; day += random.whole(26, 34)) {
    const from = day * 24 + random.whole(9, 14);
    state.fill(MAINTENANCE, from, from + random.whole(1, 3));
  }
  for (let day = random.whole(0, 60); day < hours.days; day += random.whole(15, 60)) {
    const from = day * 24 + random.whole(0, 23);
    state.fill(ABSENT, from, from + random.whole(1, 4));
  }
  return state.map((s, i) => (whole[i] === ABSENT ? ABSENT : s));
}
