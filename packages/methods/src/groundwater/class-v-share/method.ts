import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, plain } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';

export const classVShareMethod = defineMethod({
  id: 'groundwater.class-v-share',
  version: '1.0.0',
  title: localized('地下水Ⅴ类水比例', 'Share of class V groundwater'),
  summary: localized(
    '参评点位中Ⅴ类水的比例；不高于下达的控制比例为保持稳定。没有类别的点位不计入分母。',
    'Share of the assessed wells that are class V; stable when not above the share that was set. Wells without a class are left out of both numbers.',
  ),
  basis: [{ family: 'gb-t-14848', clause: '区域评价：Ⅴ类水比例' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('时段末日', 'last day of the period', null, {
        zh: '时段末日，决定所用版本',
        en: 'last day of the period; decides the edition',
      }),
    ),
    wells: z
      .array(
        z.strictObject({
          id: z.string(),
          name: z.string().exactOptional(),
          class: z
            .int()
            .min(1)
            .max(5)
            .nullable()
            .meta(named('类别', 'class', null, { zh: '类别，未定为 null', en: 'class, null without one' })),
        }),
      )
      .meta(named('点位及其类别', 'wells and their classes')),
    target: targetSchema.exactOptional(),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('Ⅴ类水比例（未修约）', 'share of class V, unrounded'),
    unit: '%',
    details: {
      classes: localized('各类别的点位数', 'wells of each class'),
      classV: localized('Ⅴ类点位', 'wells of class V'),
      leftOut: localized('没有类别的点位', 'wells without a class'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'gb-t-14848', dayOf(input.on));
    const read = (item: string) => edition.figure('area', { item });
    const decimals = numberOf(read('decimals')).toNumber();
    const assessed = input.wells.filter((w) => w.class !== null);
    const bad = assessed.filter((w) => w.class === numberOf(read('class')).toNumber());
    const share = assessed.length === 0 ? null : new Decimal(bad.length).times(100).div(assessed.length);
    const bar = input.target ? targetBar(input.target) : null;
    const judgement = share && bar ? judge(share, decimals, bar, input.judgeBy) : null;
    const shown = share ? roundHalfEven(share, decimals).toFixed(decimals) : NO_VALUE;
    const count = (reached: number) => assessed.filter((w) => w.class === reached).length;
    return {
      value: share?.toNumber() ?? null,
      shown,
      unit: '%',
      verdict: judgement?.verdict ?? (share ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: assessed.length, expected: input.wells.length, required: null, of: 'samples' },
      editions: [edition],
      trace: [
        step(
          localized('Ⅴ类水比例', 'Share of class V'),
          share
            ? localized(
                `${bad.length} ÷ ${assessed.length} × 100% = ${about(share)}%，修约为 ${shown}%。`,
                `${bad.length} ÷ ${assessed.length} × 100 % = ${about(share)} %, shown as ${shown} %.`,
              )
            : localized('没有参评点位。', 'No well has a class.'),
          [read('class-v-share'), read('class'), read('decimals')],
        ),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [judgement?.warning ?? null],
      details: {
        classes: Object.fromEntries([1, 2, 3, 4, 5].map((reached) => [reached, count(reached)])),
        classV: bad.map((w) => w.id),
        leftOut: input.wells.filter((w) => w.class === null).map((w) => w.id),
      },
    };
  },
});
