import { dayOfDate, endOfHour, HOUR_SECONDS, monthsOf, type Day, type Localized, type Moment } from '@qingshan/kernel';
import { ObservationBuilder } from '../columns.ts';
import type { ParsedObservations } from '../define.ts';
import { DUSTFALL_OF_MONTH } from './figures.ts';
import { ABSENT, instrumentGaps, MAINTENANCE, stationGaps } from './gaps.ts';
import { backgroundOf, type Background } from './pollutants.ts';
import { randomOf, type Random } from './random.ts';
import { charactersOf, notAssessed, type SimulatedSite, type TownCharacter } from './towns.ts';
import { hoursOf, weatherOf, type Hours } from './weather.ts';

/** Stands wherever simulated data are shown. */
export const SIMULATED_LABEL: Localized = { zh: '模拟数据', en: 'Simulated data' };

/**
 * Seed of the demonstration. Of the nine seeds tried its good days come closest to the published share of the district
 * (January to November 2024: 76.5 %).
 */
export const DEMONSTRATION_SEED = 5;

export interface SimulationRequest {
  /** The same seed gives the same data for ever. */
  readonly seed: number;
  readonly sites: readonly SimulatedSite[];
  /** From 2023-01-01 on at the earliest, to 2024-12-31 at the latest */
  readonly first: Day;
  readonly last: Day;
}

export interface SimulatedObservations extends ParsedObservations {
  /** Moment at which each row was received */
  readonly received: Float64Array;
}

const PARAMETERS = ['pm25', 'pm10', 'so2', 'no2', 'o3', 'co'] as const;
type AirParameter = (typeof PARAMETERS)[number];

/** Hourly values arrive twenty minutes after their hour; dustfall on the 8th of the next month at ten. */
const HOURLY_DELAY = 20 * 60;
const DUSTFALL_DAY = 8;
const DUSTFALL_HOUR = 10;

/**
 * Hourly values of six pollutants at every air station and monthly dustfall at every jar, in the units of
 * `standards/parameters.yaml`; docs/simulated-data.md says how they come about.
 *
 * @throws RangeError for days outside 2023 and 2024
 */
export function simulate(request: SimulationRequest): SimulatedObservations {
  const { sites, first, last } = request;
  // Always both years, so that the days of a shorter stretch have the values that they have in the whole.
  const [start, end] = [dayOfDate(2023, 1, 1) ?? first, dayOfDate(2024, 12, 31) ?? last];
  if (first < start || last > end || first > last) throw new RangeError('only days of 2023 and 2024 are simulated');
  const rows = new ObservationBuilder();
  const hours = hoursOf(start, end);
  const range = { from: (first - start) * 24, to: (last - start + 1) * 24 };
  simulateAir(rows, hours, range, request);
  for (const jar of sites.filter((s) => s.kind === 'dust-jar')) simulateDustfall(rows, jar, request);
  const observations = rows.finish();
  return { ...observations, received: receiptsOf(observations) };
}

interface HourRange {
  readonly from: number;
  readonly to: number;
}

function simulateAir(
  rows: ObservationBuilder,
  hours: Hours,
  range: HourRange,
  { seed, sites }: SimulationRequest,
): void {
  const stations = sites.filter((s) => s.kind === 'air-station');
  if (stations.length === 0) return;
  const background = backgroundOf(hours, weatherOf(hours, seed));
  const characters = charactersOf(stations, seed);
  const broken = notAssessed(stations, 1, seed, 'long-gap');
  for (const station of stations) {
    const character = characters.get(station.id);
    if (!character) continue;
    const values = stationValues(hours, background, character, (name) => randomOf(seed, 'noise', station.id, name));
    const gaps = stationGaps(hours, seed, station.id, broken.has(station.id));
    for (const parameter of PARAMETERS) {
      const state = instrumentGaps(hours, seed, station.id, parameter, gaps);
      pushHours(rows, hours, range, { station: station.id, parameter, values: values[parameter], state });
    }
  }
}

interface InstrumentHours {
  readonly station: string;
  readonly parameter: string;
  readonly values: Float64Array;
  readonly state: Uint8Array;
}

function pushHours(rows: ObservationBuilder, hours: Hours, range: HourRange, of: InstrumentHours): void {
  const [site, parameter] = [rows.sites.number(of.station), rows.parameters.number(of.parameter)];
  const start = endOfHour(hours.first, 1, 'hour-ending');
  for (let i = range.from; i < range.to; i++) {
    const state = of.state[i];
    if (state === ABSENT) continue;
    const flag = state === MAINTENANCE ? 'maintenance' : 'valid';
    rows.push(site, parameter, start + i * HOUR_SECONDS, of.values[i] ?? 0, flag, rows.length + 1);
  }
}

/** A station's own hour-to-hour noise: a factor around 1 that wanders by some per cent. */
function noise(random: Random, count: number, spread: number): Float64Array {
  const persistence = 0.85;
  const fresh = spread * Math.sqrt(1 - persistence ** 2);
  const factors = new Float64Array(count);
  let x = spread * random.normal();
  for (let i = 0; i < count; i++) {
    factors[i] = Math.exp(x - spread ** 2 / 2);
    x = persistence * x + fresh * random.normal();
  }
  return factors;
}

function stationValues(
  hours: Hours,
  background: Background,
  character: TownCharacter,
  random: (name: string) => Random,
): Record<AirParameter, Float64Array> {
  const noisy = (name: AirParameter, factor: number, spread: number): Float64Array =>
    noise(random(name), hours.count, spread).map((f) => f * factor);
  const written = (name: 'so2' | 'no2' | 'o3', factors: Float64Array): Float64Array =>
    factors.map((f, i) => Math.max(1, Math.round(f * (background[name][i] ?? 0))));
  const change = (i: number): number => (hours.year[Math.floor(i / 24)] === 2024 ? character.change2024 : 1);
  const fine = noisy('pm25', character.fine, 0.16);
  const pm25 = fine.map((f, i) => Math.max(1, Math.round(f * change(i) * (background.pm25[i] ?? 0))));
  const coarse = noisy('pm10', character.coarse, 0.22);
  return {
    pm25,
    // What is fine is also coarse: PM10 is PM2.5 and something on top.
    pm10: coarse.map((f, i) => (pm25[i] ?? 0) + Math.round(f * change(i) * (background.coarse[i] ?? 0))),
    so2: written('so2', noisy('so2', character.gases, 0.25)),
    no2: written('no2', noisy('no2', character.gases, 0.18)),
    o3: written('o3', noisy('o3', character.o3, 0.07)),
    co: noisy('co', Math.sqrt(character.gases), 0.12).map((f, i) =>
      Math.max(0.2, Math.round(10 * f * (background.co[i] ?? 0)) / 10),
    ),
  };
}

/** Whole months only; the value stands at the end of its month. */
function simulateDustfall(
  rows: ObservationBuilder,
  jar: SimulatedSite,
  { seed, first, last }: SimulationRequest,
): void {
  const random = randomOf(seed, 'dustfall', jar.id);
  const town = jar.terrain === 'plain' ? random.between(1, 1.2) : random.between(0.8, 0.98);
  const [site, parameter] = [rows.sites.number(jar.id), rows.parameters.number('dustfall')];
  const whole = { first: dayOfDate(2023, 1, 1) ?? first, last: dayOfDate(2024, 12, 31) ?? last };
  for (const month of monthsOf(whole)) {
    const value = town * (DUSTFALL_OF_MONTH[month.year]?.[month.month - 1] ?? 0) * Math.exp(0.08 * random.normal());
    if (month.first < first || month.last > last) continue;
    const time = endOfHour(month.last, 24, 'hour-ending');
    rows.push(site, parameter, time, Math.round(10 * value) / 10, 'valid', rows.length + 1);
  }
}

function receiptsOf({ parameters, parameter, time }: ParsedObservations): Float64Array {
  const dustfall = parameters.indexOf('dustfall');
  const dustfallDelay: Moment = ((DUSTFALL_DAY - 1) * 24 + DUSTFALL_HOUR) * HOUR_SECONDS;
  return time.map((t, i) => t + (parameter[i] === dustfall ? dustfallDelay : HOURLY_DELAY));
}
