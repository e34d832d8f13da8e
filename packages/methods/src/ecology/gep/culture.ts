import { named } from '../../named.ts';
import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { exact, quantity } from '../../numbers.ts';
import { Lookup, worth, type ServiceResult } from './service.ts';

/** Cultural services by travel cost and premium. */
export const travelSchema = z.strictObject({
  zones: z.array(
    z.strictObject({
      name: z.string(),
      visits: quantity.meta(named('人次', 'visits')),
      spending: quantity.meta(named('人均直接花费', 'spending of a visit', 'yuan')),
      hours: quantity.meta(
        named('人均时间', 'hours of a visit', null, { zh: '人均时间，小时', en: 'hours of a visit' }),
      ),
    }),
  ),
  wage: quantity.meta(named('小时工资', 'wage of an hour', 'yuan')),
  timeShare: quantity.meta(named('时间价值占工资的比例', 'share of the wage that time is worth')),
});

/** Σ visits × (spending + hours × wage × share): the cost that was borne, not a consumer surplus. */
export function travelCost(input: z.output<typeof travelSchema>, lookup: Lookup): ServiceResult {
  const hour = exact(input.wage).times(exact(input.timeShare));
  return {
    products: input.zones.map((zone) => {
      const cost = exact(zone.spending).plus(exact(zone.hours).times(hour));
      return worth(zone.name, exact(zone.visits), 'visits', exact(zone.visits).times(cost));
    }),
    figures: lookup.edition('gep-guide').figures('formulas', { service: 'recreation' }),
  };
}

export const landscapeSchema = z.strictObject({
  rows: z.array(
    z.strictObject({
      name: z.string(),
      quantity: quantity.meta(
        named('受益面积', 'area that benefits', 'm2', {
          zh: '受益面积（m2）或间夜数',
          en: 'area that benefits, or room nights',
        }),
      ),
      premium: quantity.meta(named('单位溢价', 'premium of a unit', 'yuan')),
    }),
  ),
});

export function landscapeValue(input: z.output<typeof landscapeSchema>, lookup: Lookup): ServiceResult {
  return {
    products: input.rows.map((row) =>
      worth(row.name, exact(row.quantity), '1', exact(row.quantity).times(exact(row.premium))),
    ),
    figures: lookup.edition('gep-guide').figures('formulas', { service: 'landscape' }),
  };
}

/** A value that statistics or another account give, in 10^4 yuan. */
export const givenSchema = z.strictObject({
  value: quantity.meta(
    named('价值', 'value from statistics or another account', '10^4 yuan', {
      zh: '价值，万元（统计或另行核算）',
      en: 'value from statistics or another account, 10^4 yuan',
    }),
  ),
});

export function givenValue(input: z.output<typeof givenSchema>, lookup: Lookup, service: string): ServiceResult {
  const yuan = exact(input.value).times(10000);
  const formulas = lookup.edition('gep-guide').figures('formulas', {});
  const own = formulas.filter((f) => f.keys['service'] === service);
  const supply = formulas.filter((f) => f.keys['service'] === 'supply');
  return { products: [worth('given', new Decimal(1), '1', yuan)], figures: own.length > 0 ? own : supply };
}
