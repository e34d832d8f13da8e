import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, step } from '../../result.ts';
import { fu, omegaOf, zhang, ZHANG_COVERS, zhangWeight } from '../budyko.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

export const evapotranspirationMethod = defineMethod({
  id: 'ecology.evapotranspiration',
  version: '1.0.0',
  title: localized('实际蒸散发（Budyko 曲线）', 'Actual evapotranspiration (Budyko curves)'),
  summary: localized(
    '由年降水量和潜在蒸散发求实际蒸散发：Zhang 曲线（w 由植被或直接给出），或 Fu 曲线（ω 由土壤有效水算得，最大5）。',
    'Actual evapotranspiration of a year from rain and potential evapotranspiration: the Zhang curve with w by cover or as given, or the Fu curve with ω from the water that the soil holds, at most 5.',
  ),
  basis: [{ family: 'gep-guide', clause: '蒸散发曲线（待核对）' }],
  input: z.strictObject({
    year: yearSchema,
    rain: quantity.meta(named('年降水量', 'rain of the year', 'mm')),
    potential: quantity.meta(named('潜在蒸散发', 'potential evapotranspiration', 'mm')),
    curve: z.enum(['zhang', 'fu']).default('zhang'),
    cover: z.enum(ZHANG_COVERS).default('forest').meta(named('Zhang 曲线的植被', 'cover of the Zhang curve')),
    w: quantity
      .exactOptional()
      .meta(named('Zhang 曲线的 w', 'w as given', null, { zh: 'Zhang 曲线的 w，代替植被', en: 'w as given' })),
    soil: z
      .strictObject({
        z: quantity.meta(named('季节常数 Z', 'seasonality constant')),
        depth: quantity.meta(named('土层深度', 'soil depth', 'mm')),
        root: quantity.meta(named('根系深度', 'root depth', 'mm')),
        available: quantity.meta(
          named('植物有效水含量', 'plant available water content', null, {
            zh: '植物有效水含量，0–1',
            en: 'plant available water content',
          }),
        ),
      })
      .exactOptional()
      .meta(
        named('植被与土壤', 'vegetation and soil', null, {
          zh: 'Fu 曲线用；没有植被时不填，蒸散发取潜在值和降水的较小者',
          en: 'for the Fu curve',
        }),
      ),
  }),
  output: {
    value: localized('实际蒸散发，mm', 'actual evapotranspiration, mm'),
    unit: null,
    details: {
      share: localized('占降水的比例', 'share of the rain'),
      omega: localized('Fu 曲线的 ω', 'ω of the Fu curve'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const edition = editionFor(context, 'gep-guide', on);
    const [rain, potential] = [exact(input.rain), exact(input.potential)];
    const weight = input.w === undefined ? zhangWeight(input.cover, edition, on) : null;
    const soil = input.soil && {
      z: exact(input.soil.z),
      depth: Decimal.min(exact(input.soil.depth), exact(input.soil.root)),
      available: exact(input.soil.available),
      rain,
    };
    const found = input.curve === 'fu' && soil ? omegaOf(soil, edition, on) : null;
    const share =
      input.curve === 'zhang'
        ? zhang(rain, potential, weight ? numberOf(weight) : exact(input.w ?? 0))
        : found
          ? fu(rain, potential, found.omega)
          : Decimal.min(1, rain.gt(0) ? potential.div(rain) : 0);
    const value = share.times(rain);
    const formula = edition.figure('budyko', { item: input.curve }, on);
    return {
      value: value.toNumber(),
      shown: roundHalfEven(value, 1).toFixed(1),
      unit: 'mm',
      verdict: 'not-applicable',
      editions: [edition],
      trace: [
        step(
          localized('蒸散发', 'Evapotranspiration'),
          localized(
            `x = ${about(rain.gt(0) ? potential.div(rain) : 0)}，ET/P = ${about(share, 6)}，ET = ${about(value)} mm。`,
            `x = ${about(rain.gt(0) ? potential.div(rain) : 0)}, ET/P = ${about(share, 6)}, ET = ${about(value)} mm.`,
          ),
          [formula, weight, ...(found?.figures ?? [])],
        ),
      ],
      details: { share: share.toNumber(), omega: found?.omega.toNumber() ?? null },
    };
  },
});
