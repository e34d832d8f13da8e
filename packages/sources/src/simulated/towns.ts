import { randomOf } from './random.ts';

/** A site of the demonstration that is to have data. */
export interface SimulatedSite {
  /** `sim/大峪街道站` */
  readonly id: string;
  readonly kind: 'air-station' | 'dust-jar';
  readonly town: string;
  readonly terrain: 'plain' | 'mountain';
  /** Whether it stands for the district; the calibration holds for the mean of these stations */
  readonly assessed: boolean;
}

/** What makes a town differ from the mean of the assessed stations, as factors. */
export interface TownCharacter {
  readonly fine: number;
  readonly coarse: number;
  readonly gases: number;
  readonly o3: number;
  /** On PM2.5 and coarse dust of 2024, beyond what the whole district changes */
  readonly change2024: number;
}

/** Towns in which 2024 is no better than 2023. */
const WORSENING_TOWNS = 2;
const WORSENING = 1.12;

/** The last ones of an order by chance, but the same chance for ever. */
function chosen(sites: readonly SimulatedSite[], count: number, seed: number, why: string): Set<string> {
  const order = sites
    .map((site) => ({ id: site.id, by: randomOf(seed, why, site.id).next() }))
    .toSorted((a, b) => a.by - b.by);
  return new Set(order.slice(0, count).map((o) => o.id));
}

/** Towns with the longest gap are chosen among these as well. */
export function notAssessed(sites: readonly SimulatedSite[], count: number, seed: number, why: string): Set<string> {
  return chosen(
    sites.filter((s) => !s.assessed),
    count,
    seed,
    why,
  );
}

function rawCharacter(site: SimulatedSite, seed: number, worsening: boolean): TownCharacter {
  const random = randomOf(seed, 'town', site.town);
  const plain = site.terrain === 'plain';
  return {
    fine: plain ? random.between(0.97, 1.07) : random.between(0.8, 0.93),
    coarse: plain ? random.between(0.9, 1.15) : random.between(0.65, 0.85),
    gases: plain ? random.between(0.9, 1.1) : random.between(0.5, 0.7),
    o3: plain ? random.between(0.98, 1.02) : random.between(1.01, 1.06),
    change2024: worsening ? WORSENING : random.between(0.97, 1.03),
  };
}

/** Characters of the air stations, scaled so that the assessed ones have mean 1 in everything. */
export function charactersOf(stations: readonly SimulatedSite[], seed: number): Map<string, TownCharacter> {
  const worse = notAssessed(stations, WORSENING_TOWNS, seed, 'worsening');
  const raw = new Map(stations.map((s) => [s.id, rawCharacter(s, seed, worse.has(s.id))]));
  const reference = stations.filter((s) => s.assessed).flatMap((s) => raw.get(s.id) ?? []);
  const mean = (of: (c: TownCharacter) => number): number =>
    reference.length === 0 ? 1 : reference.reduce((sum, c) => sum + of(c), 0) / reference.length;
  const scale: TownCharacter = {
    fine: mean((c) => c.fine),
    coarse: mean((c) => c.coarse),
    gases: mean((c) => c.gases),
    o3: mean((c) => c.o3),
    change2024: mean((c) => c.fine * c.change2024) / mean((c) => c.fine),
  };
  return new Map(
    [...raw].map(([id, c]) => [
      id,
      {
        fine: c.fine / scale.fine,
        coarse: c.coarse / scale.coarse,
        gases: c.gases / scale.gases,
        o3: c.o3 / scale.o3,
        change2024: c.change2024 / scale.change2024,
      },
    ]),
  );
}
