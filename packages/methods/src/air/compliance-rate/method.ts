import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { plain } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { dayOf } from '../daily-series.ts';
import { dateSchema } from '../period.ts';
import { rateFor } from '../rules.ts';

export const complianceRateMethod = defineMethod({
  id: 'air.compliance-rate',
  version: '1.0.0',
  title: localized('达标率', 'Compliance rate'),
  summary: localized(
    '达标天数 ÷ 有效天数 × 100%；只有给出目标时才判定。',
    'Compliant days ÷ valid days × 100 %; judged only against a given target.',
  ),
  basis: [{ family: 'hj-663', clause: '达标率' }],
  input: z
    .strictObject({
      on: dateSchema.meta(
        named('时段末日', 'last day of the period', null, {
          zh: '时段末日，决定所用版本',
          en: 'last day of the period; decides the edition',
        }),
      ),
      compliantDays: z.int().min(0),
      validDays: z.int().min(0),
      target: targetSchema.exactOptional(),
      judgeBy: judgeBySchema,
    })
    .refine((x) => x.compliantDays <= x.validDays, '达标天数多于有效天数 / more compliant than valid days'),
  output: { value: localized('达标率', 'compliance rate'), unit: '%', details: {} },
  evaluate(input, context) {
    const day = dayOf(input.on);
    const rule = rateFor(context, 'compliance', 'decimals', day);
    const { compliantDays, validDays } = input;
    const value = validDays === 0 ? null : new Decimal(compliantDays).times(100).div(validDays);
    const bar = input.target ? targetBar(input.target) : null;
    const judgement = value && bar ? judge(value, rule.value, bar, input.judgeBy) : null;
    const shown = value ? roundHalfEven(value, rule.value).toFixed(rule.value) : NO_VALUE;
    const title = localized('达标率', 'Compliance rate');
    const verdict = localized('判定', 'Verdict');
    return {
      value: value?.toNumber() ?? null,
      shown,
      unit: '%',
      verdict: judgement?.verdict ?? (value ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: validDays, expected: validDays, required: null, of: 'days' },
      editions: [editionFor(context, 'hj-663', day)],
      trace: [
        value
          ? step(
              title,
              localized(
                `${compliantDays} ÷ ${validDays} × 100% = ${roundHalfEven(value, 4).toFixed()}%，修约为 ${shown}%。`,
                `${compliantDays} ÷ ${validDays} × 100 % = ${roundHalfEven(value, 4).toFixed()} %, shown as ${shown} %.`,
              ),
              [rule.figure],
            )
          : step(title, localized('没有有效天数。', 'There is no valid day.'), [rule.figure]),
        ...(judgement ? [step(verdict, judgement.detail)] : []),
      ],
      warnings: [judgement?.warning ?? null],
    };
  },
});
