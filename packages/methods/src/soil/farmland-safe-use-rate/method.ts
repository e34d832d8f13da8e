import { named } from '../../named.ts';
import { roundHalfEven } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, exact, plain } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { areaSchema } from '../area.ts';

export const farmlandSafeUseRateMethod = defineMethod({
  id: 'soil.farmland-safe-use-rate',
  version: '1.0.0',
  title: localized('受污染耕地安全利用率', 'Safe-use rate of polluted farmland'),
  summary: localized(
    'A =（B + C + D）÷ E × 100%：采取措施的轻度、轻中度、重度污染耕地占全部受污染耕地的比例；没有受污染耕地时不判定。',
    'A = (B + C + D) ÷ E × 100 %: polluted farmland of the three degrees with the measures it needs, as a share of all polluted farmland; nothing is judged where there is none.',
  ),
  basis: [{ family: 'farmland-safe-use', clause: '核算公式' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('时段末日', 'last day of the period', null, {
        zh: '时段末日，决定所用版本',
        en: 'last day of the period; decides the edition',
      }),
    ),
    b: areaSchema.meta(named('B：轻度污染、优先保护措施', 'lightly polluted, priority protection')),
    c: areaSchema.meta(named('C：轻中度污染、措施到位且农产品达标', 'light to moderate, produce meets standards')),
    d: areaSchema.meta(named('D：重度污染、严格管控措施', 'heavily polluted, strict control')),
    e: areaSchema.meta(named('E：受污染耕地总面积（同一单位）', 'all polluted farmland, same unit')),
    target: targetSchema
      .omit({ direction: true })
      .exactOptional()
      .meta(named('要求的安全利用率', 'rate that is asked for', '%')),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('安全利用率（未修约）', 'safe-use rate, unrounded'),
    unit: '%',
    details: { safe: localized('安全利用的面积 B + C + D', 'area in safe use, B + C + D') },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'farmland-safe-use', dayOf(input.on));
    const read = (item: string) => edition.figure('rate', { item });
    const decimals = numberOf(read('decimals')).toNumber();
    const [b, c, d, e] = [exact(input.b), exact(input.c), exact(input.d), exact(input.e)];
    const safe = b.plus(c).plus(d);
    const wrong = safe.gt(e);
    const value = wrong || e.isZero() ? null : safe.times(100).div(e);
    const bar = input.target ? targetBar({ ...input.target, direction: 'at-least' }) : null;
    const judgement = value && bar ? judge(value, decimals, bar, input.judgeBy) : null;
    const shown = value ? roundHalfEven(value, decimals).toFixed(decimals) : NO_VALUE;
    const sum = `(${plain(b)} + ${plain(c)} + ${plain(d)}) ÷ ${plain(e)}`;
    return {
      value: value?.toNumber() ?? null,
      shown,
      unit: '%',
      verdict: judgement?.verdict ?? (wrong ? 'insufficient-data' : 'not-applicable'),
      limit: bar ? plain(bar.value) : null,
      editions: [edition],
      trace: [
        step(
          localized('安全利用率', 'Safe-use rate'),
          value
            ? localized(
                `${sum} × 100% = ${about(value)}%，修约为 ${shown}%。`,
                `${sum} × 100 % = ${about(value)} %, shown as ${shown} %.`,
              )
            : wrong
              ? localized('各部分之和大于总面积，不计算。', 'The parts are more than the whole; nothing is computed.')
              : localized('没有受污染耕地，不判定。', 'There is no polluted farmland; nothing is judged.'),
          ['formula', 'b', 'c', 'd', 'e', 'decimals'].map(read),
        ),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [
        judgement?.warning ?? null,
        wrong
          ? warning(
              'parts-exceed-total',
              `B + C + D = ${plain(safe)} 大于 E = ${plain(e)}，请核对面积。`,
              `B + C + D = ${plain(safe)} is more than E = ${plain(e)}; check the areas.`,
            )
          : null,
      ],
      details: { safe: plain(safe) },
    };
  },
});
