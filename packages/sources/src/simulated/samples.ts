import { dayOfDate, HOUR_SECONDS, monthsOf, type Day, type Flag, type MonthOfPeriod } from '@qingshan/kernel';
import { ObservationBuilder } from '../columns.ts';
import { FLOW_STATE } from '../manual/layouts.ts';
import { momentOfSample } from '../manual/rows.ts';
import { randomOf, type Random } from './random.ts';
import * as figures from './sample-figures.ts';
import type { SimulatedObservations } from './simulate.ts';

/** A site of the demonstration that is sampled by hand. */
export interface SimulatedSampledSite {
  /** `sim/断面甲` */
  readonly id: string;
  readonly kind: 'section' | 'water-source' | 'well' | 'plot' | 'noise-point';
  /** Whether it counts for the district */
  readonly assessed: boolean;
  readonly body: 'river' | 'lake';
  readonly source: 'surface' | 'groundwater';
  /** The class asked of a section; it keeps it but for the storm */
  readonly target: number | null;
}

export interface SampleSimulation {
  readonly seed: number;
  readonly sites: readonly SimulatedSampledSite[];
}

/** Months in which each kind is sampled. */
const MONTHS: Readonly<Record<SimulatedSampledSite['kind'], readonly number[]>> = {
  section: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  'water-source': [2, 5, 8, 11],
  well: [5, 9],
  plot: [4],
  'noise-point': [3, 6, 9, 12],
};
/** Sections that do not count run dry before the rains. */
const DRY_MONTHS: ReadonlySet<number> = new Set([4, 5, 6]);
const STORM_MONTH = 7;
/** Laboratories report so many days after the sampling, at five in the afternoon. */
const DELAY_DAYS = 12;
const REPORT_HOURS = 17;

type Result = readonly [parameter: string, value: number, flag: Flag];

/** Samples of both simulated years; a row's receipt is the report of the laboratory. */
export function simulateSamples({ seed, sites }: SampleSimulation): SimulatedObservations {
  const rows = new ObservationBuilder();
  const years = { first: dayOfDate(2023, 1, 1) ?? 0, last: dayOfDate(2024, 12, 31) ?? 0 };
  const wells = sites.filter((s) => s.kind === 'well');
  for (const site of sites) {
    const number = rows.sites.number(site.id);
    for (const month of monthsOf(years).filter((m) => MONTHS[site.kind].includes(m.month))) {
      // A stream of its own for each sample, so that one more item or month leaves the others as they were.
      const random = randomOf(seed, 'sample', site.id, month.id);
      const day = month.first + random.whole(4, 11);
      for (const [parameter, value, flag] of sampleOf(site, wells.indexOf(site), month, random)) {
        rows.push(number, rows.parameters.number(parameter), momentOfSample(day), value, flag, rows.length + 1);
      }
    }
  }
  const observations = rows.finish();
  const received = observations.time.map((t) => receiptOf(Math.floor(t / (24 * HOUR_SECONDS))));
  return { ...observations, received };
}

function receiptOf(day: Day): number {
  return ((day + DELAY_DAYS) * 24 + REPORT_HOURS) * HOUR_SECONDS;
}

function sampleOf(site: SimulatedSampledSite, well: number, { month }: MonthOfPeriod, random: Random): Result[] {
  if (site.kind === 'plot') return drawn(figures.SOIL, random);
  if (site.kind === 'noise-point') return drawn(figures.NOISE, random);
  if (site.kind === 'section') return sectionOf(site, month, random);
  const underground = site.kind === 'well' || site.source === 'groundwater';
  if (!underground) return [...surfaceOf(site, month, random), ...drawn(figures.SUPPLEMENTARY, random)];
  const absent = figures.ABSENT_IN_WELLS.map((parameter): Result => [parameter, 0, 'valid']);
  const waterClass = figures.WELL_CLASSES[well % figures.WELL_CLASSES.length] ?? 3;
  return [...drawn(figures.WELLS[site.kind === 'well' ? waterClass : 3], random), ...absent];
}

function sectionOf(site: SimulatedSampledSite, month: number, random: Random): Result[] {
  if (!site.assessed && site.body === 'river' && DRY_MONTHS.has(month)) return [[FLOW_STATE, 0, 'valid']];
  const storm = site.assessed && site.target === 3 && month === STORM_MONTH;
  const results = surfaceOf(site, month, random).filter(([parameter]) => !storm || parameter !== figures.STORM[0]);
  return [[FLOW_STATE, 1, 'valid'], ...results, ...(storm ? drawn([figures.STORM], random) : [])];
}

function surfaceOf({ target, body }: SimulatedSampledSite, month: number, random: Random): Result[] {
  const waterClass = target !== null && target <= 2 ? 2 : 3;
  const warm = (figures.WATER_TEMPERATURE[month - 1] ?? 10) + random.between(-1.5, 1.5);
  return [
    ['wt', rounded(Math.max(0.1, warm), 1), 'valid'],
    ...drawn([...figures.SURFACE[waterClass], figures.PHOSPHORUS[body][waterClass]], random),
  ];
}

function drawn(wanted: readonly figures.Figure[], random: Random): Result[] {
  return wanted.map((figure): Result => {
    if (figure.length === 2) return [figure[0], figure[1], 'not-detected'];
    const [parameter, low, high, decimals] = figure;
    return [parameter, rounded(random.between(low, high), decimals), 'valid'];
  });
}

function rounded(value: number, decimals: number): number {
  return decimals < 0 ? Math.round(value / 10) * 10 : Number(value.toFixed(decimals));
}
