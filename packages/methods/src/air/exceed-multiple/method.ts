import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, type Outcome } from '../../result.ts';
import { dayOf } from '../daily-series.ts';
import { classSchema, dateSchema } from '../period.ts';
import { limitFor, rateFor } from '../rules.ts';

const on = dateSchema.meta(named('日期', 'day', null, { zh: '日期，决定所用版本', en: 'day; decides the editions' }));

export const exceedMultipleMethod = defineMethod({
  id: 'air.exceed-multiple',
  version: '1.0.0',
  title: localized('超标倍数', 'Exceed multiple'),
  summary: localized(
    '浓度高于限值时 B = (C − S) ÷ S，不高于限值时不计算超标倍数（记 0）。限值可直接给出，也可按监测项目、平均时间和类别取自 GB 3095。',
    'B = (C − S) ÷ S where the concentration is above the limit, otherwise there is none (0). The limit is given, or taken from GB 3095 by parameter, averaging time and class.',
  ),
  basis: [
    { family: 'hj-663', clause: '超标倍数' },
    { family: 'gb-3095', clause: '浓度限值' },
  ],
  input: z.union([
    z.strictObject({ on, concentration: quantity, limit: quantity }),
    z.strictObject({
      on,
      concentration: quantity,
      parameter: z.string(),
      averaging: z.enum(['year', 'day', 'mda8', 'hour']),
      class: classSchema,
    }),
  ]),
  output: {
    value: localized('超标倍数；不超标为 0', 'exceed multiple; 0 when not exceeding'),
    unit: '1',
    details: { exceeding: localized('是否超标', 'whether the limit is exceeded') },
  },
  evaluate(input, context) {
    const day = dayOf(input.on);
    const standard = 'limit' in input ? null : limitFor(context, input.parameter, input.averaging, input.class, day);
    const limit = 'limit' in input ? exact(input.limit) : (standard?.bar.value ?? null);
    const rule = rateFor(context, 'exceed-multiple', 'decimals', day);
    const editions = ['hj-663', 'gb-3095'].map((family) => editionFor(context, family, day));
    if (!limit || limit.lte(0)) return noLimit(editions, rule.figure);
    const concentration = exact(input.concentration);
    const exceeding = concentration.gt(limit);
    const value = exceeding ? concentration.minus(limit).div(limit) : new Decimal(0);
    const shown = exceeding ? roundHalfEven(value, rule.value).toFixed(rule.value) : '0';
    const [c, s] = [plain(concentration), plain(limit)];
    const how = exceeding
      ? localized(
          `(${c} − ${s}) ÷ ${s} = ${roundHalfEven(value, 6).toFixed()}，修约为 ${shown}。`,
          `(${c} − ${s}) ÷ ${s} = ${roundHalfEven(value, 6).toFixed()}, shown as ${shown}.`,
        )
      : localized(`${c} 不高于限值 ${s}，不超标。`, `${c} is not above the limit ${s}: not exceeding.`);
    return {
      value: value.toNumber(),
      shown,
      unit: '1',
      verdict: exceeding ? 'not-met' : 'met',
      limit: s,
      editions,
      trace: [step(localized('超标倍数', 'Exceed multiple'), how, [rule.figure, standard?.figure ?? null])],
      details: { exceeding },
    };
  },
});

function noLimit(editions: Outcome['editions'], figure: Figure): Outcome {
  return {
    value: null,
    shown: NO_VALUE,
    unit: '1',
    verdict: 'not-applicable',
    editions,
    trace: [
      step(
        localized('超标倍数', 'Exceed multiple'),
        localized('没有大于 0 的限值，不计算。', 'There is no limit above 0; not computed.'),
        [figure],
      ),
    ],
    details: { exceeding: null },
  };
}
