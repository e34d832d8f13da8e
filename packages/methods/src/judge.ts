import { named } from './named.ts';
import { Decimal, roundHalfEven, type Localized, type Verdict, type Warning } from '@qingshan/kernel';
import { z } from 'zod';
import { about, exact, plain, quantity } from './numbers.ts';
import { localized, warning } from './result.ts';

export const DIRECTIONS = ['at-most', 'at-least'] as const;
export type LimitDirection = (typeof DIRECTIONS)[number];

/** Judging the value as it is shown (rounded by the edition) or as it was computed. */
export const judgeBySchema = z
  .enum(['shown', 'exact'])
  .default('shown')
  .meta(
    named('并列的认定', 'ties by', null, {
      zh: '按修约值还是未修约值判定',
      en: 'judge the shown or the exact value',
    }),
  );
export type JudgeBy = z.output<typeof judgeBySchema>;

/** What a plan asks for, in the unit of the method's value. */
export const targetSchema = z
  .strictObject({
    value: quantity,
    direction: z.enum(DIRECTIONS).default('at-most'),
    text: z.strictObject({ zh: z.string(), en: z.string() }).exactOptional(),
  })
  .meta(
    named('计划目标', 'target of the plan', null, {
      zh: '计划目标',
      en: 'target of the plan; without it the limit of the standard judges',
    }),
  );
export type TargetInput = z.output<typeof targetSchema>;

/** A target of something of which more is better. */
export const atLeastSchema = targetSchema.extend({ direction: z.enum(DIRECTIONS).default('at-least') });

/** A limit or target that a value is compared with. */
export interface Bar {
  readonly value: Decimal;
  readonly direction: LimitDirection;
  /** `GB 3095-2012 二级年平均限值`, `计划目标` */
  readonly name: Localized;
}

export function targetBar(target: TargetInput): Bar {
  return {
    value: exact(target.value),
    direction: target.direction,
    name: target.text ?? localized('目标', 'target'),
  };
}

export interface Judgement {
  readonly verdict: Extract<Verdict, 'met' | 'not-met'>;
  /** The comparison written out */
  readonly detail: Localized;
  /** There when the shown and the exact value lead to different verdicts */
  readonly warning: Warning | null;
}

function holds(value: Decimal, bar: Bar): boolean {
  return bar.direction === 'at-most' ? value.lte(bar.value) : value.gte(bar.value);
}

/** Compares a value with a limit or target. A value on the limit meets it. */
export function judge(value: Decimal, decimals: number, bar: Bar, by: JudgeBy): Judgement {
  const shown = roundHalfEven(value, decimals);
  const judged = by === 'shown' ? shown : value;
  const met = holds(judged, bar);
  const written = by === 'shown' ? judged.toFixed(decimals) : about(judged, 6);
  const sign = judged.gt(bar.value) ? '>' : judged.lt(bar.value) ? '<' : '=';
  const limit = plain(bar.value);
  return {
    verdict: met ? 'met' : 'not-met',
    detail: localized(
      `${written} ${sign} ${limit}（${bar.name.zh}）：${met ? '达标' : '未达标'}。`,
      `${written} ${sign} ${limit} (${bar.name.en}): ${met ? 'met' : 'not met'}.`,
    ),
    warning:
      holds(shown, bar) === holds(value, bar)
        ? null
        : warning(
            'rounding-decides',
            `修约值 ${shown.toFixed(decimals)} 与未修约值 ${about(value, 6)} 的判定结果不同，本次按${by === 'shown' ? '修约值' : '未修约值'}判定。`,
            `The rounded value ${shown.toFixed(decimals)} and the exact value ${about(value, 6)} lead to different verdicts; ` +
              `the ${by === 'shown' ? 'rounded' : 'exact'} one was judged.`,
          ),
  };
}
