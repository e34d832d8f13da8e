import { named } from '../../named.ts';
import { roundHalfEven, type Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema, type Bar } from '../../judge.ts';
import { about, exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';

const depth = quantity.nullable();

export const levelChangeMethod = defineMethod({
  id: 'groundwater.level-change',
  version: '1.0.0',
  title: localized('地下水水位变化', 'Change of the groundwater level'),
  summary: localized(
    '两期都有埋深的监测井平均埋深之差：上期减本期，正值为水位回升；没有计划目标时以不下降为准。',
    'Difference of the mean depth to water of the wells that have both values: before minus now, positive is a rise. Without a target the level must not fall.',
  ),
  basis: [{ family: 'groundwater-level', clause: '水位控制' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('本期日期', 'day of the later values', null, {
        zh: '本期日期，决定所用版本',
        en: 'day of the later values; decides the edition',
      }),
    ),
    wells: z
      .array(z.strictObject({ id: z.string(), name: z.string().exactOptional(), before: depth, now: depth }))
      .meta(
        named('各井上期和本期埋深', 'depth to water before and now', 'm', {
          zh: '各井上期和本期埋深，m，缺测为 null',
          en: 'depth to water before and now, m, null when missing',
        }),
      ),
    target: targetSchema
      .omit({ direction: true })
      .exactOptional()
      .meta(named('至少应回升的米数', 'rise that is asked for, m')),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('平均水位变化，正值为回升（未修约）', 'mean change of the level, positive is a rise, unrounded'),
    unit: 'm',
    details: {
      wells: localized('各井水位变化', 'change of each well'),
      unpaired: localized('缺一期数值、未参加平均的井', 'wells without one of the values, left out'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'groundwater-level', dayOf(input.on));
    const read = (item: string) => edition.figure('level', { item });
    const decimals = numberOf(read('decimals')).toNumber();
    const changes = input.wells.flatMap(({ id, before, now }) =>
      before === null || now === null ? [] : [{ id, change: exact(before).minus(exact(now)) }],
    );
    const value = meanChange(changes.map((c) => c.change));
    const bar: Bar = input.target
      ? targetBar({ ...input.target, direction: 'at-least' })
      : { value: numberOf(read('target')), direction: 'at-least', name: localized('不下降', 'no fall') };
    const judgement = value ? judge(value, decimals, bar, input.judgeBy) : null;
    const shown = value ? signed(roundHalfEven(value, decimals), decimals) : NO_VALUE;
    return {
      value: value?.toNumber() ?? null,
      shown,
      unit: 'm',
      verdict: judgement?.verdict ?? 'insufficient-data',
      limit: plain(bar.value),
      completeness: { valid: changes.length, expected: input.wells.length, required: null, of: 'samples' },
      editions: [edition],
      trace: [
        step(
          localized('平均变化', 'Mean change'),
          value
            ? localized(
                `${changes.length} 口井平均水位变化 ${about(value)} m，记为 ${shown}。`,
                `The mean level of ${changes.length} wells changed by ${about(value)} m, shown as ${shown}.`,
              )
            : localized('没有两期都有埋深的井。', 'No well has both values.'),
          [read('control'), read('change'), read('decimals')],
        ),
        ...(judgement
          ? [step(localized('判定', 'Verdict'), judgement.detail, input.target ? [] : [read('target')])]
          : []),
      ],
      warnings: [judgement?.warning ?? null],
      details: {
        wells: changes.map((c) => ({ id: c.id, change: c.change.toNumber() })),
        unpaired: input.wells.filter((w) => w.before === null || w.now === null).map((w) => w.id),
      },
    };
  },
});

function meanChange(changes: readonly Decimal[]): Decimal | null {
  const [first, ...rest] = changes;
  return first ? rest.reduce((a, b) => a.plus(b), first).div(changes.length) : null;
}

function signed(value: Decimal, decimals: number): string {
  return `${value.gt(0) ? '+' : ''}${value.isZero() ? (0).toFixed(decimals) : value.toFixed(decimals)}`;
}
