import { named } from '../../named.ts';
import { roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, step } from '../../result.ts';

export const roundingMethod = defineMethod({
  id: 'common.rounding',
  version: '1.0.0',
  title: localized('数值修约', 'Rounding'),
  summary: localized(
    '按 GB/T 8170 一次修约到给定位数：四舍六入五成双。',
    'Rounds to the given decimals in one step, half to even (GB/T 8170).',
  ),
  basis: [{ family: 'gb-t-8170', clause: '数值修约规则' }],
  input: z.strictObject({
    on: dateSchema
      .default('2024-01-01')
      .meta(named('日期', 'day', null, { zh: '日期，决定所用版本', en: 'day; decides the edition' })),
    value: quantity,
    decimals: z.int().min(0).max(12).meta(named('保留的小数位数', 'decimals kept')),
  }),
  output: { value: localized('修约后的数值', 'rounded value'), unit: '1', details: {} },
  evaluate({ on, value, decimals }, context) {
    const edition = editionFor(context, 'gb-t-8170', dayOf(on));
    const rounded = roundHalfEven(exact(value), decimals);
    const shown = rounded.toFixed(decimals);
    return {
      value: rounded.toNumber(),
      shown,
      unit: '1',
      verdict: 'not-applicable',
      editions: [edition],
      trace: [
        step(
          localized('修约', 'Rounding'),
          localized(
            `${plain(exact(value))} 保留 ${decimals} 位小数：${shown}。`,
            `${plain(exact(value))} to ${decimals} decimals: ${shown}.`,
          ),
          [
            edition.figure('rounding-rules', { rule: 'half-even' }),
            edition.figure('rounding-rules', { rule: 'one-step' }),
          ],
        ),
      ],
    };
  },
});
