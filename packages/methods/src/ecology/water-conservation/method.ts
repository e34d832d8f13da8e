import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const area = quantity.default(0);

export const waterConservationMethod = defineMethod({
  id: 'ecology.water-conservation',
  version: '1.0.0',
  title: localized('水源涵养指数', 'Water conservation index'),
  summary: localized(
    '水源涵养生态功能区的专题指标：水域湿地、林地和草地面积加权除以区域面积，乘归一化系数；并给出林地、草地、水域湿地、耕地和建设用地各归一化指标。',
    'Of the water conservation function zones: water and wetland, wood and grass areas weighted, divided by the area and normalised; with the normalised shares of wood, grass, water, and cropland with construction land.',
  ),
  basis: [{ family: 'hj-192', clause: '6 生态功能区（系数由程序读得）' }],
  input: z.strictObject({
    year: yearSchema,
    area: quantity.meta(named('区域面积', 'area of the uni', 'km2')),
    river: area,
    lake: area,
    wetland: area.meta(named('滩涂和沼泽', 'flats and marsh', 'km2')),
    forest: area.meta(named('有林地', 'closed fores', 'km2')),
    shrub: area,
    otherWood: area,
    grassHigh: area,
    grassMedium: area,
    grassLow: area,
    crop: area.meta(named('耕地', 'cropland', 'km2')),
    built: area.meta(named('建设用地', 'construction land', 'km2')),
  }),
  output: {
    value: localized('水源涵养指数（不限于100）', 'water conservation index, not cut at 100'),
    unit: '1',
    details: {
      capped: localized('限制在0–100后的指数', 'index within 0 to 100'),
      shares: localized('各归一化面积指标', 'normalised area shares'),
    },
  },
  evaluate({ year, ...input }, context) {
    const on = lastDayOf(year);
    const edition = editionFor(context, 'hj-192', on);
    const weight = (of: string) => numberOf(edition.figure('conservation', { of }, on));
    const coefficient = (of: string) => numberOf(edition.figure('zone-coefficients', { zone: 'water', of }, on));
    const whole = exact(input.area);
    const sum = (...parts: (readonly [string, number | string])[]) =>
      parts.reduce((total, [of, x]) => total.plus(weight(of).times(exact(x))), new Decimal(0));
    const water = sum(['river', input.river], ['lake', input.lake], ['wetland', input.wetland]);
    const wood = sum(['forest-closed', input.forest], ['shrub', input.shrub], ['forest-open', input.otherWood]);
    const grass = sum(
      ['grass-high', input.grassHigh],
      ['grass-medium', input.grassMedium],
      ['grass-low', input.grassLow],
    );
    const weighted = weight('water').times(water).plus(weight('forest').times(wood)).plus(weight('grass').times(grass));
    const value = whole.gt(0) ? coefficient('conservation').times(weighted).div(whole) : null;
    const capped = value && Decimal.min(100, value);
    const share = (of: string, ...parts: (number | string)[]) =>
      whole.gt(0)
        ? coefficient(of)
            .times(parts.reduce<Decimal>((t, x) => t.plus(exact(x)), new Decimal(0)))
            .div(whole)
            .toNumber()
        : null;
    return {
      value: value?.toNumber() ?? null,
      shown: capped ? roundHalfEven(capped, 1).toFixed(1) : NO_VALUE,
      unit: '1',
      verdict: value ? 'not-applicable' : 'insufficient-data',
      editions: [edition],
      trace: [
        step(
          localized('水源涵养指数', 'Water conservation index'),
          value
            ? localized(
                `${about(coefficient('conservation'), 10)} × ${about(weighted)} ÷ ${about(whole)} = ${about(value)}。`,
                `${about(coefficient('conservation'), 10)} × ${about(weighted)} ÷ ${about(whole)} = ${about(value)}.`,
              )
            : localized('区域面积须大于 0。', 'The area has to be above 0.'),
          [...edition.figures('conservation', {}, on), ...edition.figures('zone-coefficients', { zone: 'water' }, on)],
        ),
      ],
      warnings: [
        value?.gt(100)
          ? warning('sub-index-outside', '指数超过100，按100显示。', 'The index is above 100 and shown as 100.')
          : null,
      ],
      details: {
        capped: capped?.toNumber() ?? null,
        shares: {
          forest: share('forest', input.forest, input.shrub, input.otherWood),
          grass: share('grass', input.grassHigh, input.grassMedium, input.grassLow),
          waterWetland: share('water-wetland', input.river, input.lake, input.wetland),
          cropBuilt: share('crop-built', input.crop, input.built),
        },
      },
    };
  },
});
