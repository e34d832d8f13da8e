import { named } from '../../named.ts';
import { Decimal, roundHalfEven } from '@qingshan/kernel';
import type { Edition } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { numberOf } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, exact, plain, quantity, type Quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { zoneSchema } from '../sound.ts';

const pointSchema = z.strictObject({
  id: z.string(),
  zone: zoneSchema,
  day: quantity.nullable().meta(named('昼间等效声级 Ld', 'daytime level Ld')),
  night: quantity.nullable().meta(named('夜间等效声级 Ln', 'night-time level Ln')),
});
type Point = z.output<typeof pointSchema>;
type NoisePeriod = 'day' | 'night';

interface Rate {
  readonly met: number;
  readonly judged: number;
  readonly percent: Decimal | null;
}

export const noiseComplianceRateMethod = defineMethod({
  id: 'noise.compliance-rate',
  version: '1.0.0',
  title: localized('功能区声环境达标率', 'Compliance rate of functional zones'),
  summary: localized(
    '昼间或夜间达标点次占全部点次的比例，昼间、夜间分别统计。',
    'Points (or point-times) within the limit of their zone as a share of all, for day and night apart.',
  ),
  basis: [{ family: 'gb-3096', clause: '表1' }],
  input: z.strictObject({
    on: dateSchema.meta(
      named('时段末日', 'last day of the period', null, {
        zh: '时段末日，决定所用版本',
        en: 'last day of the period; decides the edition',
      }),
    ),
    period: z.enum(['day', 'night']).meta(named('判定昼间还是夜间', 'which rate is judged')),
    points: z.array(pointSchema).meta(named('各点次的功能区与 Ld、Ln', 'zone, Ld and Ln of each point')),
    target: targetSchema
      .omit({ direction: true })
      .exactOptional()
      .meta(named('要求的达标率', 'rate that is asked for', '%')),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized('达标率（未修约）', 'compliance rate, unrounded'),
    unit: '%',
    details: {
      day: localized('昼间达标数、点次数、达标率', 'points met, points judged and rate by day'),
      night: localized('夜间达标数、点次数、达标率', 'points met, points judged and rate at night'),
      exceeding: localized('判定时段超标的点位', 'points above the limit in the period judged'),
    },
  },
  evaluate(input, context) {
    const edition = editionFor(context, 'gb-3096', dayOf(input.on));
    const [rule, rounding] = ['compliance', 'decimals'].map((name) => edition.figure('rules', { rule: name }));
    const decimals = numberOf(edition.figure('rules', { rule: 'decimals' })).toNumber();
    const rates = { day: rateOf(input.points, 'day', edition), night: rateOf(input.points, 'night', edition) };
    const { met, judged, percent } = rates[input.period];
    const bar = input.target ? targetBar({ ...input.target, direction: 'at-least' }) : null;
    const judgement = percent && bar ? judge(percent, decimals, bar, input.judgeBy) : null;
    const show = (x: Decimal | null) => (x ? roundHalfEven(x, decimals).toFixed(decimals) : NO_VALUE);
    return {
      value: percent?.toNumber() ?? null,
      shown: show(percent),
      unit: '%',
      verdict: judgement?.verdict ?? (percent ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: judged, expected: input.points.length, required: null, of: 'samples' },
      editions: [edition],
      trace: [
        step(
          localized('达标率', 'Compliance rate'),
          percent
            ? localized(
                `${met} ÷ ${judged} × 100% = ${about(percent)}%，修约为 ${show(percent)}%。`,
                `${met} ÷ ${judged} × 100 % = ${about(percent)} %, shown as ${show(percent)} %.`,
              )
            : localized('没有可以判断的点次。', 'No point can be judged.'),
          [rule ?? null, rounding ?? null, ...edition.figures('limits', { period: input.period })],
        ),
        ...(judgement ? [step(localized('判定', 'Verdict'), judgement.detail)] : []),
      ],
      warnings: [judgement?.warning ?? null],
      details: {
        day: { ...rates.day, percent: show(rates.day.percent) },
        night: { ...rates.night, percent: show(rates.night.percent) },
        exceeding: input.points
          .filter((p) => within(p.zone, p[input.period], input.period, edition) === false)
          .map((p) => p.id),
      },
    };
  },
});

function within(zone: string, level: Quantity | null, period: NoisePeriod, edition: Edition): boolean | null {
  if (level === null) return null;
  const decimals = numberOf(edition.figure('rules', { rule: 'decimals' })).toNumber();
  return roundHalfEven(exact(level), decimals).lte(numberOf(edition.figure('limits', { zone, period })));
}

function rateOf(points: readonly Point[], period: NoisePeriod, edition: Edition): Rate {
  const results = points.map((p) => within(p.zone, p[period], period, edition)).filter((ok) => ok !== null);
  const met = results.filter(Boolean).length;
  const percent = results.length === 0 ? null : new Decimal(met).times(100).div(results.length);
  return { met, judged: results.length, percent };
}
