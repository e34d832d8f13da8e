import { named } from '../../named.ts';
import { roundHalfEven, snap } from '@qingshan/kernel';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema } from '../../judge.ts';
import { about, plain } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { dayOf, dayState, dayValue } from '../daily-series.ts';
import { classSchema, dateSchema, decimalsSchema } from '../period.ts';
import { reduceHours } from '../reduce.ts';
import { dayRuleFor, decimalsFor, limitFor, unitOf } from '../rules.ts';

/** The 24 hourly values of a monitoring day as JSON. */
export const hoursSchema = z
  .array(z.number().nullable())
  .length(24)
  .meta(
    named('24个小时值', '24 hourly values', null, {
      zh: '24个小时值，第 i 个为 i 时结束的一小时（1至24时），无效为 null',
      en: '24 hourly values, the i-th ends at hour i (1 to 24)',
    }),
  );

export const dailyMeanMethod = defineMethod({
  id: 'air.daily-mean',
  version: '1.0.0',
  title: localized('日平均浓度', 'Daily mean concentration'),
  summary: localized(
    '一个监测日24个小时值的算术平均；有效小时数不足时数值仅供参考、不判定；与日平均限值比较。',
    'Mean of the 24 hourly values of a monitoring day; with too few valid hours the value is provisional and not judged; compared with the daily limit.',
  ),
  basis: [{ family: 'gb-3095', clause: '日平均的定义；浓度限值；表4 数据统计的有效性' }],
  input: z.strictObject({
    date: dateSchema,
    parameter: z.string().meta(named('监测项目', 'parameter id, pm25')),
    hours: hoursSchema,
    class: classSchema,
    judgeBy: judgeBySchema,
    decimals: decimalsSchema.exactOptional(),
  }),
  output: {
    value: localized('日平均浓度（未修约）', 'daily mean, unrounded'),
    unit: null,
    details: { state: localized('有效，或无效的原因', 'valid, or why not') },
  },
  evaluate(input, context) {
    const on = dayOf(input.date);
    const { rule, figures } = dayRuleFor(context, input.parameter, 'day', input.class, on);
    const reduction = reduceHours(on, [input.hours]);
    const state = dayState(reduction, 0, rule);
    const hours = reduction.hours[0] ?? 0;
    const required = rule.statistic === 'day' ? rule.minHours : null;
    const value = hours === 0 ? null : snap(dayValue(reduction, 0, 'day'));
    const rounding = decimalsFor(context, input.parameter, on);
    const decimals = input.decimals ?? rounding.decimals;
    const limit = limitFor(context, input.parameter, 'day', input.class, on);
    const judgement = value && limit && state === 'valid' ? judge(value, decimals, limit.bar, input.judgeBy) : null;
    const shown = value ? roundHalfEven(value, decimals).toFixed(decimals) : NO_VALUE;
    const sum = about(reduction.sum[0] ?? 0);
    return {
      value: value?.toNumber() ?? null,
      shown,
      unit: unitOf(context, input.parameter),
      verdict: judgement?.verdict ?? (state === 'valid' ? 'not-applicable' : 'insufficient-data'),
      limit: limit && plain(limit.bar.value),
      completeness: { valid: hours, expected: 24, required, of: 'hours' },
      editions: [editionFor(context, 'gb-3095', on), editionFor(context, 'hj-663', on)],
      trace: [
        step(
          localized('数据有效性', 'Sufficiency of data'),
          localized(
            `有效小时 ${hours} 个，至少需要 ${required} 个：${state === 'valid' ? '有效' : '无效，数值仅供参考'}。`,
            `${hours} valid hours, at least ${required} required: ${state === 'valid' ? 'valid' : 'not valid, the value is provisional'}.`,
          ),
          figures,
        ),
        ...(value
          ? [
              step(
                localized('日平均', 'Daily mean'),
                localized(
                  `${sum} ÷ ${hours} = ${about(value, 6)}，修约为 ${shown}。`,
                  `${sum} ÷ ${hours} = ${about(value, 6)}, shown as ${shown}.`,
                ),
                [rounding.figure],
              ),
            ]
          : []),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail, [limit?.figure ?? null])] : []),
      ],
      warnings: [judgement?.warning ?? null],
      details: { state },
    };
  },
});
