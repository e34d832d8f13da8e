import { named } from '../named.ts';
import { roundHalfEven, type Decimal } from '@qingshan/kernel';
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
  const byId = new Map(towns.map((t) => [t.id, t]));
  const values = towns.flatMap(({ id, value }) => (value === null ? [] : [{ id, value: rounded(value, decimals) }]));
  return competitionRanks(values, order).map(({ id, rank, value }) => ({
    rank,
    id,
    name: byId.get(id)?.name ?? id,
    district: byId.get(id)?.district ?? null,
    value: exact(byId.get(id)?.value ?? 0).toNumber(),
    shown: value.toFixed(decimals),
  }));
}

function rounded(value: number | string, decimals: number): Decimal {
  return roundHalfEven(exact(value), decimals);
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
