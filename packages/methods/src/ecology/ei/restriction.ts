import { named } from '../../named.ts';
import { roundHalfEven, type Day, type Decimal } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { exact, quantity } from '../../numbers.ts';

/**
 * What events take off the index. The formula adds a restriction index, the program that was read overwrites the value
 * by one just under the limit: overwriting is the default, adding a setting (docs/adr/0005).
 */
export const restrictionSchema = z
  .strictObject({
    level: z
      .enum(['1', '2', '3'])
      .default('1')
      .meta(
        named('限制等级', 'level of restriction', null, {
          zh: '1 无限制，2 降一级，3 不得为优良并降一级',
          en: '1 none, 2 one grade down, 3 neither of the best two and one down',
        }),
      ),
    apply: z.enum(['overwrite', 'add']).default('overwrite'),
    points: quantity.default(0).meta(
      named('加上的环境限制指数', 'index that is added', null, {
        zh: 'apply 为 add 时加上的环境限制指数',
        en: 'index that is added',
      }),
    ),
  })
  .meta(named('环境限制', 'restriction'));
export type Restriction = z.output<typeof restrictionSchema>;

export interface Restricted {
  readonly value: Decimal;
  readonly figures: readonly Figure[];
  /** A level was given, but the document says nothing for values this low, or nothing at all */
  readonly noRule: boolean;
}

/** @param judged the value by which the grade before the restriction is found */
export function restricted(
  value: Decimal,
  judged: Decimal,
  { level, apply, points }: Restriction,
  edition: Edition,
  on: Day,
): Restricted {
  if (apply === 'add') {
    const rounding = edition.find('rounding', { of: 'restriction' }, on);
    const added = rounding ? roundHalfEven(exact(points), numberOf(rounding).toNumber()) : exact(points);
    return { value: value.plus(added), figures: rounding ? [rounding] : [], noRule: false };
  }
  if (level === '1') return { value, figures: [], noRule: false };
  const steps = edition.figures('restriction', { level }, on);
  const hit = steps.find((f) => judged.gte(exact(f.keys['from'] ?? '0')));
  return hit ? { value: numberOf(hit), figures: [hit], noRule: false } : { value, figures: steps, noRule: true };
}
