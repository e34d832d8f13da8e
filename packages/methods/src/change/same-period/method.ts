import { named } from '../../named.ts';
import { roundHalfEven, type Decimal } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, plain, quantity, type Quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning, type Outcome } from '../../result.ts';

export interface Change {
  /** current − previous */
  readonly absolute: Decimal;
  /** In percent of the previous value; `null` when that is 0 */
  readonly percent: Decimal | null;
}

export function changeOf(current: Decimal, previous: Decimal): Change {
  const absolute = current.minus(previous);
  return { absolute, percent: previous.isZero() ? null : absolute.times(100).div(previous.abs()) };
}

/** A value as it is compared: rounded when decimals are given. */
export function comparable(value: Quantity, decimals: number | undefined): Decimal {
  return decimals === undefined ? exact(value) : roundHalfEven(exact(value), decimals);
}

const GOALS = ['lower', 'not-higher', 'higher', 'not-lower'] as const;

const HOLDS: Readonly<Record<(typeof GOALS)[number], (absolute: Decimal) => boolean>> = {
  lower: (d) => d.lt(0),
  'not-higher': (d) => d.lte(0),
  higher: (d) => d.gt(0),
  'not-lower': (d) => d.gte(0),
};

export const samePeriodMethod = defineMethod({
  id: 'change.same-period',
  version: '1.0.0',
  title: localized('同比变化', 'Change against the same period last year'),
  summary: localized(
    '本期减上年同期的变化量和变化率（%）；给出 decimals 时先按该位数修约再比较。只有给出要求（下降、不升、上升、不降）时才判定。',
    'Absolute and relative change against the same period last year; with `decimals` both values are rounded first. Judged only against a given goal.',
  ),
  basis: [{ family: 'city-ranking', clause: '变化程度' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('时段末日', 'last day of the period', null, {
        zh: '时段末日，决定所用版本',
        en: 'last day of the period; decides the edition',
      }),
    ),
    current: quantity.nullable().meta(named('本期值', 'value of this period')),
    previous: quantity.nullable().meta(named('上年同期值', 'value of the same period last year')),
    unit: z.string().default('ug/m3'),
    decimals: z.int().min(0).max(6).exactOptional().meta(named('先修约到的位数', 'decimals to round to first')),
    percentDecimals: z.int().min(0).max(6).default(1).meta(named('变化率保留位数', 'decimals of the rate')),
    goal: z.enum(GOALS).exactOptional().meta(named('要求', 'what is asked for')),
  }),
  output: {
    value: localized('变化率', 'relative change'),
    unit: '%',
    details: {
      absolute: localized('变化量', 'absolute change'),
      unit: localized('变化量的单位', 'unit of the absolute change'),
      trend: localized('up、down 或 flat', 'up, down or flat'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'city-ranking', dayOf(input.on));
    const { current, previous, decimals } = input;
    if (current === null || previous === null) return noComparison(input.unit, edition);
    const [now, before] = [comparable(current, decimals), comparable(previous, decimals)];
    const { absolute, percent } = changeOf(now, before);
    const places = input.percentDecimals;
    const rate = percent && roundHalfEven(percent, places);
    const shown = rate
      ? `${rate.gt(0) ? '+' : ''}${rate.isZero() ? (0).toFixed(places) : rate.toFixed(places)}`
      : NO_VALUE;
    const trend = absolute.gt(0) ? 'up' : absolute.lt(0) ? 'down' : 'flat';
    const sign = before.isNegative() ? `(${plain(before)})` : plain(before);
    return {
      value: percent?.toNumber() ?? null,
      shown,
      unit: '%',
      verdict: input.goal === undefined ? 'not-applicable' : HOLDS[input.goal](absolute) ? 'met' : 'not-met',
      editions: [edition],
      trace: [
        step(
          localized('变化量', 'Absolute change'),
          localized(`${plain(now)} − ${sign} = ${plain(absolute)}。`, `${plain(now)} − ${sign} = ${plain(absolute)}.`),
        ),
        step(
          localized('变化率', 'Relative change'),
          percent
            ? localized(
                `${plain(absolute)} ÷ ${plain(before.abs())} × 100% = ${shown}%。`,
                `${plain(absolute)} ÷ ${plain(before.abs())} × 100 % = ${shown} %.`,
              )
            : localized('上年同期为 0，变化率没有意义。', 'The previous value is 0; there is no rate.'),
          [edition.figure('composite-rules', { rule: 'change' })],
        ),
      ],
      warnings: [
        percent
          ? null
          : warning('previous-is-zero', '上年同期为 0，没有变化率。', 'The previous value is 0; there is no rate.'),
      ],
      details: { absolute: absolute.toNumber(), unit: input.unit, trend },
    };
  },
});

function noComparison(unit: string, edition: Edition): Outcome {
  return {
    value: null,
    shown: NO_VALUE,
    unit: '%',
    verdict: 'insufficient-data',
    editions: [edition],
    trace: [
      step(localized('变化', 'Change'), localized('本期或上年同期没有数值。', 'One of the two periods has no value.'), [
        edition.figure('composite-rules', { rule: 'change' }),
      ]),
    ],
    details: { absolute: null, unit, trend: null },
  };
}
