import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { about, exact, quantity, type Quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { landSchema } from '../ei/sub-indices.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const CLASSES = ['forest', 'grass', 'water', 'crop', 'built', 'unused'] as const;

export const reserveHabitatMethod = defineMethod({
  id: 'ecology.reserve-habitat',
  version: '1.0.0',
  title: localized('自然保护区生境质量指数', 'Habitat quality of a nature reserve'),
  summary: localized(
    '按保护区类型（森林、草原与草甸、荒漠、水域湿地）取一级地类权重和归一化系数，乘二级权重（推断）；只有一级地类面积时不乘二级权重并提示。',
    'First-level land weights and coefficient by type of reserve, with the second-level weights applied inside (inferred); with first-level areas alone these are left out and it is said.',
  ),
  basis: [{ family: 'hj-192', clause: '6 自然保护区（系数由程序读得）' }],
  input: z.strictObject({
    year: yearSchema,
    reserve: z.enum(['forest', 'steppe', 'desert', 'wetland']).meta(named('保护区类型', 'type of reserve')),
    area: quantity.meta(named('区域面积', 'area', 'km2')),
    land: landSchema.exactOptional(),
    classes: z
      .partialRecord(z.enum(CLASSES), quantity)
      .exactOptional()
      .meta(named('只有一级地类时', 'first-level classes, where nothing finer is known', 'km2')),
  }),
  output: {
    value: localized('生境质量指数（不限于100）', 'habitat quality, not cut at 100'),
    unit: '1',
    details: {
      level: localized('采用到几级地类权重：1 或 2', 'level of land weights that was applied: 1 or 2'),
      capped: localized('限制在0–100后的指数', 'index within 0 to 100'),
    },
  },
  evaluate({ year, reserve, land, classes, area }, context) {
    const on = lastDayOf(year);
    const edition = editionFor(context, 'hj-192', on);
    const own = (of: string) => edition.figure('reserves', { reserve, of }, on);
    const figures: Figure[] = [own('coefficient')];
    const weighted = land
      ? sumOf(land, (sub) => {
          const inside = edition.figures('land', { sub }, on)[0];
          const first = inside && own(inside.keys['class'] ?? '');
          if (!inside || !first) return new Decimal(0);
          figures.push(first, inside);
          return numberOf(first).times(numberOf(inside));
        })
      : sumOf(classes ?? {}, (of) => {
          figures.push(own(of));
          return numberOf(own(of));
        });
    const known = land ?? classes;
    const coefficient = numberOf(own('coefficient'));
    const value = known && exact(area).gt(0) ? coefficient.times(weighted).div(exact(area)) : null;
    const capped = value && Decimal.min(100, value);
    const text = `${about(coefficient, 10)} × ${about(weighted)} ÷ ${about(area)} = ${value ? about(value) : NO_VALUE}`;
    return {
      value: value?.toNumber() ?? null,
      shown: capped ? roundHalfEven(capped, 1).toFixed(1) : NO_VALUE,
      unit: '1',
      verdict: value ? 'not-applicable' : 'insufficient-data',
      editions: [edition],
      trace: [
        step(
          localized('生境质量', 'Habitat quality'),
          value ? localized(`${text}。`, `${text}.`) : localized('缺少地类面积。', 'Land areas are missing.'),
          figures,
        ),
      ],
      warnings: [
        !land && classes
          ? warning(
              'first-level-only',
              '未乘二级地类权重，结果偏高。',
              'Second-level weights were not applied; the result is too high.',
            )
          : null,
        value?.gt(100)
          ? warning('sub-index-outside', '指数超过100，按100显示。', 'The index is above 100 and shown as 100.')
          : null,
      ],
      details: { level: land ? 2 : 1, capped: capped?.toNumber() ?? null },
    };
  },
});

function sumOf(areas: Readonly<Partial<Record<string, Quantity>>>, weight: (of: string) => Decimal): Decimal {
  return Object.entries(areas).reduce(
    (sum, [of, x]) => (x === undefined ? sum : sum.plus(weight(of).times(exact(x)))),
    new Decimal(0),
  );
}
