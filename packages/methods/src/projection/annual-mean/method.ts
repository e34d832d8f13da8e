import { named } from '../../named.ts';
import { calendarOf, Decimal, formatRounded, type Assessment, type Completeness, type Warning } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf, seriesOf, seriesSchema } from '../../air/daily-series.ts';
import { dateSchema, decimalsSchema, periodOf } from '../../air/period.ts';
import { annualItemsOf, decimalsFor, unitOf } from '../../air/rules.ts';
import type { DailySeries } from '../../daily.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { targetSchema } from '../../judge.ts';
import { exact, plain } from '../../numbers.ts';
import { conclude, localized, NO_VALUE, warning, type Outcome } from '../../result.ts';
import { projectAnnualMean, type Projection, type ProjectionState } from './project.ts';
import { allowanceStep, modelStep, toDateStep } from './steps.ts';

const fields = {
  parameter: z.string().meta(named('监测项目', 'parameter id, pm25')),
  period: z.string().regex(/^\d{4}$/, '只能推算自然年：2024 / only a calendar year: 2024'),
  through: dateSchema.meta(
    named('数据截止日', 'last day that counts', null, {
      zh: '数据截止日，其后的数据不看',
      en: 'last day that counts; nothing later is looked at',
    }),
  ),
  series: seriesSchema.meta(
    named('逐日有效值', 'valid daily values', null, {
      zh: '当年及以前各年的逐日有效值，首尾相接',
      en: 'valid daily values of earlier years and of this one, end to end',
    }),
  ),
  target: targetSchema.refine((t) => t.direction === 'at-most', '只支持“不高于” / only at-most'),
  judgeBy: z
    .enum(['exact', 'shown'])
    .default('exact')
    .meta(
      named('推算的上限', 'bound that is projected', null, {
        zh: '以目标值本身（exact）还是修约后仍算达标的上限（shown）推算',
        en: 'the target itself, or what rounds to it',
      }),
    ),
  decimals: decimalsSchema.exactOptional(),
};
const question = z.strictObject(fields);
export type ProjectionRequest = Omit<z.output<typeof question>, 'series'>;

export const annualMeanMethod = defineMethod({
  id: 'projection.annual-mean',
  version: '1.0.0',
  title: localized('年均值达标推算', 'Projection of an annual mean'),
  summary: localized(
    '对“不高于”的年均值目标：累计均值、上年同期、余下天数允许的平均浓度，以及由本点位历史推算的达标概率和年均值分布。概率来自统计模型，不是标准的规定。',
    'For an annual mean that is to stay at most at a target: mean to date, same period last year, the mean that the rest of the year may have, and the probability and distribution that the history of the place gives. The probability comes from a statistical model, not from a standard.',
  ),
  basis: [{ family: 'hj-663', clause: '年评价；修约' }],
  input: question,
  output: {
    value: localized('累计均值（未修约）', 'mean to date, unrounded'),
    unit: null,
    details: {
      state: localized(
        '状态：not-begun、no-data、open、out-of-reach、complete',
        'not-begun, no-data, open, out-of-reach or complete',
      ),
      toDate: localized('累计均值及有效天数', 'mean to date and its valid days'),
      lastYear: localized('上年同期', 'same period last year'),
      daysLeft: localized('余下天数', 'days left'),
      validDaysLeft: localized('预计有效的余下天数', 'days left that are expected to be valid'),
      allowance: localized('余下天数允许的平均浓度', 'mean that the rest of the year may have'),
      probability: localized('达标概率，0 到 1', 'probability of meeting the target, 0 to 1'),
      limits: localized(
        '按目标值和按修约值的允许浓度与概率',
        'allowance and probability by the exact target and by rounding',
      ),
      annual: localized('年均值的 5%、25%、50%、75%、95% 分位', '5, 25, 50, 75 and 95 % quantiles of the annual mean'),
      rest: localized('余下天数平均浓度的分位', 'quantiles of the mean of the rest of the year'),
      fan: localized('各月末的累计均值：实际或分位', 'cumulative mean at each month end: actual, or quantiles'),
      historyYears: localized('用到的以往年份', 'earlier years used'),
      missingMonths: localized('历史资料不足的月份', 'months that the history does not cover'),
    },
  },
  evaluate({ series, ...request }, context) {
    return projectionOutcome(request, seriesOf(series), context);
  },
});

/** The method on a daily series as the application holds it. */
export function assessProjection(request: ProjectionRequest, series: DailySeries, context: MethodContext): Assessment {
  return conclude(annualMeanMethod, projectionOutcome(request, series, context));
}

/** The largest value that is still shown as at most the target. */
function shownLimit(target: Decimal, decimals: number): Decimal {
  return target.toDecimalPlaces(decimals, Decimal.ROUND_FLOOR).plus(new Decimal(10).pow(-decimals).div(2));
}

function projectionOutcome(request: ProjectionRequest, series: DailySeries, context: MethodContext): Outcome {
  const { first, last } = periodOf(request.period);
  const through = Math.min(dayOf(request.through), last);
  const rounding = decimalsFor(context, request.parameter, last);
  const decimals = request.decimals ?? rounding.decimals;
  const target = exact(request.target.value);
  const both = { exact: target, shown: shownLimit(target, decimals) };
  const rules = request.judgeBy === 'exact' ? (['exact', 'shown'] as const) : (['shown', 'exact'] as const);
  const limits = [both[rules[0]].toNumber(), both[rules[1]].toNumber()] as const;
  const found = projectAnnualMean(series, { year: calendarOf(first).year, through, limits });
  const [main] = found.limits;
  const { toDate } = found;
  const annual = annualItemsOf(context, request.parameter, last)?.figures.slice(0, 1) ?? [];
  return {
    value: toDate?.mean ?? null,
    shown: toDate ? formatRounded(toDate.mean, decimals) : NO_VALUE,
    unit: unitOf(context, request.parameter),
    verdict: VERDICTS[found.state],
    limit: plain(target),
    provisional: true,
    completeness: completenessOf(found),
    editions: [editionFor(context, 'hj-663', last)],
    trace: [
      toDateStep(found, through, annual),
      allowanceStep(found, both[rules[0]], request.decimals === undefined ? [...annual, rounding.figure] : annual),
      modelStep(found, main),
    ],
    warnings: warningsOf(found),
    details: {
      ...found,
      allowance: main?.allowance ?? null,
      probability: main?.probability ?? null,
      limits: found.limits.map(({ limit, allowance, probability }, i) => ({
        rule: rules[i],
        limit,
        allowance,
        probability,
      })),
    },
  };
}

/** A running year is not judged, unless nothing can save it; a complete one is judged by `air.period-mean`. */
const VERDICTS = {
  'not-begun': 'insufficient-data',
  'no-data': 'insufficient-data',
  open: 'insufficient-data',
  'out-of-reach': 'not-met',
  complete: 'not-applicable',
} as const satisfies Record<ProjectionState, Outcome['verdict']>;

function completenessOf({ toDate }: Projection): Completeness | null {
  return toDate && { valid: toDate.validDays, expected: toDate.days, required: null, of: 'days' };
}

function warningsOf({ state, historyYears, missingMonths, annual }: Projection): (Warning | null)[] {
  if (state === 'complete') return [];
  return [
    missingMonths.length > 0
      ? warning(
          'history-too-short',
          '以往年份的资料没有覆盖全年各月，不给出达标概率。',
          'Earlier years do not cover every month of the year, so no probability is given.',
        )
      : null,
    annual && historyYears.length === 1
      ? warning(
          'short-history',
          '只有一年历史资料，季节变化和趋势都不确定，概率仅供参考。',
          'There is only one earlier year; season and trend are uncertain and the probability is a rough guide.',
        )
      : null,
  ];
}
