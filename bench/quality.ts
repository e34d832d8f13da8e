/**
 * The automatic checks on real hours of Beijing's stations: what they find there, what they find of faults that are
 * planted into them, and what they say to real dust storms. `npm run bench:quality`; docs/benchmarks.md quotes it.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHECKS, expectedOf, loadQualitySettings, suggest, type Stretch, type Suggestion } from '@qingshan/quality';
import { nearestTo, stationsOf, type Station } from './lib/beijing-days.ts';
import { readHours, type HoursOfYear } from './lib/beijing-hours.ts';
import { plant, type FaultKind } from './lib/planted-faults.ts';

const FOLDER = fileURLToPath(new URL('../../shared/data/air-beijing-hourly', import.meta.url));
const YEARS = [2016, 2019, 2022, 2023];
const NAMES = { pm25: 'PM2.5', pm10: 'PM10', o3: 'O3' } as const;
type Parameter = keyof typeof NAMES;
const PARAMETERS = Object.keys(NAMES) as Parameter[];
/** ug/m3: an hour in which the median of all stations' PM10 lies above is one of a dust storm, for this comparison. */
const STORM = 500;
const NEIGHBOURS = 8;

const settings = loadQualitySettings();

function hoursOf(data: HoursOfYear, parameter: Parameter): ReadonlyMap<string, Float64Array> {
  return data.get(NAMES[parameter]) ?? new Map();
}

interface Site {
  readonly name: string;
  readonly own: Float64Array;
  readonly expected: Float64Array;
  readonly companion: Float64Array | null;
}

function sitesOf(data: HoursOfYear, parameter: Parameter, places: readonly Station[]): Site[] {
  const hours = hoursOf(data, parameter);
  return [...hours].map(([name, own]) => {
    const near = nearestTo(places, name, NEIGHBOURS).flatMap((other) => hours.get(other) ?? []);
    const companion = parameter === 'pm25' ? (hoursOf(data, 'pm10').get(name) ?? null) : null;
    return { name, own, expected: expectedOf(near, own.length), companion };
  });
}

function find(site: Site, parameter: Parameter): Suggestion[] {
  const of = settings[parameter];
  if (!of) throw new Error(`no settings of ${parameter}`);
  return suggest(site, of);
}

const known = (values: Float64Array): number => values.reduce((n, x) => (Number.isNaN(x) ? n : n + 1), 0);
const meets = (a: Stretch, b: Stretch): boolean => a.first <= b.last && b.first <= a.last;
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

class Tally {
  readonly #counts = new Map<string, number>();
  add(key: string, n = 1): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + n);
  }
  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
}

/** Stretches of hours that any check found, as one set. */
function flagged(found: readonly Stretch[], length: number): Uint8Array {
  const marks = new Uint8Array(length);
  for (const { first, last } of found) marks.fill(1, first, last + 1);
  return marks;
}

function stormHours(data: HoursOfYear): Uint8Array {
  const pm10 = [...hoursOf(data, 'pm10').values()];
  const length = pm10[0]?.length ?? 0;
  return Uint8Array.from(expectedOf(pm10, length), (x) => (x > STORM ? 1 : 0));
}

function asPublished(data: HoursOfYear, places: readonly Station[], tally: Tally): void {
  const storm = stormHours(data);
  for (const parameter of PARAMETERS) {
    for (const site of sitesOf(data, parameter, places)) {
      const found = find(site, parameter);
      tally.add(`${parameter} values`, known(site.own));
      for (const { check } of found) tally.add(`${parameter} ${check}`);
      const marks = flagged(found, site.own.length);
      for (let i = 0; i < site.own.length; i++) {
        if (Number.isNaN(site.own[i] ?? Number.NaN)) continue;
        tally.add(`${parameter} flagged`, marks[i]);
        if (!storm[i]) continue;
        tally.add(`${parameter} storm`);
        tally.add(`${parameter} storm flagged`, marks[i]);
      }
    }
  }
}

function withFaults(data: HoursOfYear, places: readonly Station[], seed: number, tally: Tally): void {
  for (const parameter of PARAMETERS) {
    for (const [i, site] of sitesOf(data, parameter, places).entries()) {
      const { values, planted } = plant(site.own, seed + i);
      const found = find({ ...site, own: values }, parameter);
      const right = found.filter((f) => planted.some((p) => meets(f, p)));
      tally.add(`${parameter} found`, found.length);
      tally.add(`${parameter} right`, right.length);
      for (const p of planted) {
        tally.add(`${parameter} ${p.kind} planted`);
        if (found.some((f) => meets(f, p))) tally.add(`${parameter} ${p.kind} met`);
      }
    }
  }
}

const KINDS: readonly FaultKind[] = ['spike', 'flat line', 'times 10', 'thousandth'];

function main(): void {
  if (!existsSync(FOLDER)) {
    console.error(`No real data at ${FOLDER}.`);
    process.exitCode = 1;
    return;
  }
  const [real, faulty] = [new Tally(), new Tally()];
  for (const year of YEARS) {
    const data = readHours(FOLDER, year, Object.values(NAMES));
    const places = stationsOf(FOLDER, year);
    asPublished(data, places, real);
    withFaults(data, places, year * 100, faulty);
  }
  console.log(`\nAs published, ${YEARS.join(', ')}: findings by check`);
  console.log(`| | values | ${CHECKS.map(({ id }) => id).join(' | ')} | hours flagged | in dust storms |`);
  console.log(`|---|---|${CHECKS.map(() => '---|').join('')}---|---|`);
  for (const p of PARAMETERS) {
    const counts = CHECKS.map(({ id }) => real.of(`${p} ${id}`)).join(' | ');
    const storm = `${real.of(`${p} storm flagged`)} of ${real.of(`${p} storm`)}`;
    const rate = percent(real.of(`${p} flagged`), real.of(`${p} values`));
    console.log(`| ${NAMES[p]} | ${real.of(`${p} values`)} | ${counts} | ${rate} | ${storm} |`);
  }
  console.log('\nWith planted faults: share of each kind that is found; precision of all findings');
  console.log(`| | ${KINDS.join(' | ')} | findings | precision |\n|---|${KINDS.map(() => '---|').join('')}---|---|`);
  for (const p of PARAMETERS) {
    const shares = KINDS.map((k) => percent(faulty.of(`${p} ${k} met`), faulty.of(`${p} ${k} planted`))).join(' | ');
    const [found, right] = [faulty.of(`${p} found`), faulty.of(`${p} right`)];
    console.log(`| ${NAMES[p]} | ${shares} | ${found} | ${percent(right, found)} |`);
  }
}

main();
