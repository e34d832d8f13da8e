import { roundHalfEven, snap, type Decimal } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema } from '../../judge.ts';
import { about, plain } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { hoursSchema } from '../daily-mean/method.ts';
import { dayOf, dayState, topWindowMean, type DayRule } from '../daily-series.ts';
import { classSchema, dateSchema, decimalsSchema } from '../period.ts';
import { reduceHours, WINDOW_MIN_HOURS, windowsOf, type Window } from '../reduce.ts';
import { dayRuleFor, decimalsFor, limitFor, unitOf } from '../rules.ts';

const PARAMETER = 'o3';

export const o3Max8hMethod = defineMethod({
  id: 'air.o3-max-8h',
  version: '1.0.0',
  title: localized('臭氧日最大8小时平均', 'O3 daily maximum 8-hour mean'),
  summary: localized(
    '8时至24时结束的17个8小时滑动平均（至少6个有效小时）中的最大值；有效窗口少于14个时，只有最大值（修约后）高于限值的日有效。',
    'Largest of the 17 moving 8-hour means that end at 08:00 to 24:00 (each with 6 valid hours or more); with fewer than 14 of them the day is valid only if its maximum, rounded, is above the limit.',
  ),
  basis: [
    { family: 'hj-663', clause: '6.1.2 臭氧日最大8小时平均的有效性' },
    { family: 'gb-3095', clause: '8小时平均的定义；浓度限值；表4' },
  ],
  input: z.strictObject({
    date: dateSchema,
    hours: hoursSchema,
    class: classSchema,
    judgeBy: judgeBySchema,
    decimals: decimalsSchema.exactOptional(),
  }),
  output: {
    value: localized('日最大8小时平均浓度（未修约）', 'daily maximum 8-hour mean, unrounded'),
    unit: 'ug/m3',
    details: {
      state: localized('有效，或无效的原因', 'valid, or why not'),
      windowEnd: localized('最大值窗口的结束时刻', 'hour at which the largest window ends'),
      windows: localized('各窗口的结束时刻、有效小时数与均值', 'end, valid hours and mean of each window'),
    },
  },
  evaluate(input, context) {
    const on = dayOf(input.date);
    const { rule, figures } = dayRuleFor(context, PARAMETER, 'mda8', input.class, on);
    const eightHours = editionFor(context, 'gb-3095', on).figure('validity', {
      parameter: PARAMETER,
      averaging: '8h',
      rule: 'min-hours',
    });
    const reduction = reduceHours(on, [input.hours]);
    const windows = windowsOf(input.hours);
    const state = dayState(reduction, 0, rule);
    const valid = reduction.windows[0] ?? 0;
    const value = valid === 0 ? null : snap(topWindowMean(reduction, 0));
    const rounding = decimalsFor(context, PARAMETER, on);
    const decimals = input.decimals ?? rounding.decimals;
    const limit = limitFor(context, PARAMETER, 'mda8', input.class, on);
    const judgement = value && limit && state === 'valid' ? judge(value, decimals, limit.bar, input.judgeBy) : null;
    const shown = value ? roundHalfEven(value, decimals).toFixed(decimals) : NO_VALUE;
    const end = value && endOf(windows, value);
    return {
      value: value?.toNumber() ?? null,
      shown,
      unit: unitOf(context, PARAMETER),
      verdict: judgement?.verdict ?? (state === 'valid' ? 'not-applicable' : 'insufficient-data'),
      limit: limit && plain(limit.bar.value),
      completeness: {
        valid,
        expected: windows.length,
        required: rule.statistic === 'day' ? null : rule.minWindows,
        of: 'windows',
      },
      editions: [editionFor(context, 'hj-663', on), editionFor(context, 'gb-3095', on)],
      trace: [
        ...(value ? [windowStep({ value, shown, end, valid }, [eightHours, rounding.figure])] : []),
        step(
          localized('数据有效性', 'Sufficiency of data'),
          validityText(rule, valid, state === 'valid', shown),
          figures,
        ),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail, [limit?.figure ?? null])] : []),
      ],
      warnings: [judgement?.warning ?? null],
      details: {
        state,
        windowEnd: end,
        windows: windows.map((w) => ({ end: w.end, hours: w.hours, mean: meanOfWindow(w)?.toNumber() ?? null })),
      },
    };
  },
});

function meanOfWindow(window: Window): Decimal | null {
  return window.hours >= WINDOW_MIN_HOURS ? snap(window.sum / window.hours) : null;
}

function endOf(windows: readonly Window[], value: Decimal): number | null {
  return windows.find((w) => meanOfWindow(w)?.eq(value))?.end ?? null;
}

function windowStep(
  { value, shown, end, valid }: { value: Decimal; shown: string; end: number | null; valid: number },
  figures: readonly Figure[],
) {
  const mean = about(value, 6);
  return step(
    localized('8小时滑动平均', 'Moving 8-hour means'),
    localized(
      `${valid} 个有效窗口中，${end} 时结束的最大：${mean}，修约为 ${shown}。`,
      `Of ${valid} valid windows the one ending at hour ${end} is largest: ${mean}, shown as ${shown}.`,
    ),
    figures,
  );
}

function validityText(rule: DayRule, windows: number, valid: boolean, shown: string) {
  if (windows === 0) return localized('没有有效窗口，当日无效。', 'No valid window: the day is not valid.');
  if (rule.statistic === 'day' || windows >= rule.minWindows) {
    return localized(`有效窗口 ${windows} 个，满足要求。`, `${windows} valid windows: enough.`);
  }
  const { minWindows, unlessAbove } = rule;
  return valid
    ? localized(
        `有效窗口 ${windows} 个，少于 ${minWindows} 个，但最大值 ${shown} 高于限值 ${unlessAbove}，当日有效。`,
        `${windows} valid windows, fewer than ${minWindows}, but the maximum ${shown} is above the limit ${unlessAbove}: the day is valid.`,
      )
    : localized(
        `有效窗口 ${windows} 个，少于 ${minWindows} 个，且最大值不高于限值 ${unlessAbove}，当日无效。`,
        `${windows} valid windows, fewer than ${minWindows}, and the maximum is not above the limit ${unlessAbove}: the day is not valid.`,
      );
}
