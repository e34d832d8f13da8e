import { named } from '../named.ts';
import { roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { exact, quantity } from '../numbers.ts';
import { competitionRanks } from '../ranking/competition/method.ts';

/** The rankings of Beijing's bulletins: equal published values share a rank and the next one skips. */
export const townSchema = z.strictObject({
  id: z.string(),
  name: z.string().exactOptional(),
  district: z.string().exactOptional(),
  value: quantity.nullable(),
  plain: z.boolean().default(true).meta(named('是否平原地区镇街', 'whether the town lies in the plain')),
});
export type Town = z.output<typeof townSchema>;

export interface RankedTown {
  readonly rank: number;
  readonly id: string;
  readonly name: string;
  readonly district: string | null;
  readonly value: number;
  readonly shown: string;
}

/** Ranks towns by their published value. Towns of one rank keep the order in which they came. */
export function rankTowns(towns: readonly Town[], decimals: number, order: 'ascending' | 'descending'): RankedTown[] {
  const valued = towns.flatMap(({ id, name = id, district = null, value: given }) =>
    given === null ? [] : [{ id, name, district, given: exact(given), value: roundHalfEven(exact(given), decimals) }],
  );
  return competitionRanks(valued, order).map(({ rank, id, name, district, given, value }) => ({
    rank,
    id,
    name,
    district,
    value: given.toNumber(),
    shown: value.toFixed(decimals),
  }));
}

/** Towns by their district, in the order in which the districts first appear. */
export function byDistrict(towns: readonly Town[]): Map<string, Town[]> {
  const districts = new Map<string, Town[]>();
  for (const town of towns) {
    if (town.district === undefined) continue;
    districts.set(town.district, [...(districts.get(town.district) ?? []), town]);
  }
  return districts;
}
