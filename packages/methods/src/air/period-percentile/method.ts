import { named } from '../../named.ts';
import type { Assessment, TraceStep } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import type { DailySeries } from '../../daily.ts';
import { defineMethod, type MethodContext } from '../../define.ts';
import { about, plain } from '../../numbers.ts';
import { conclude, localized, step, type Outcome } from '../../result.ts';
import { seriesOf } from '../daily-series.ts';
import {
  periodDetails,
  periodFields,
  periodOutcome,
  study,
  type PeriodQuestion,
  type PeriodStudy,
  type StatisticQuestion,
} from '../period.ts';
import { annualItemsOf, limitFor, statisticClauses, statisticOf } from '../rules.ts';
import { percentile, sortedValues, type Percentile } from '../statistics.ts';

export const periodPercentileMethod = defineMethod({
  id: 'air.period-percentile',
  version: '1.0.0',
  title: localized('时段百分位数浓度', 'Percentile concentration of a period'),
  summary: localized(
    '有效日均值（臭氧为日最大8小时平均）从小到大排序，按 k = 1 + (n − 1)·p/100 线性内插；全年与日平均（8小时平均）限值比较。',
    'Valid daily values (O3: daily maximum 8-hour means) in ascending order, interpolated at k = 1 + (n − 1)·p/100; a year is judged against the limit of the daily value.',
  ),
  basis: [
    { family: 'hj-663', clause: '年评价；百分位数的计算' },
    { family: 'gb-3095', clause: '浓度限值；表4 数据统计的有效性' },
  ],
  input: z.strictObject({
    ...periodFields,
    percentile: z
      .number()
      .gt(0)
      .max(100)
      .exactOptional()
      .meta(
        named('百分位', 'percentile', null, {
          zh: '百分位，缺省按标准',
          en: 'percentile, by default that of the edition',
        }),
      ),
  }),
  output: {
    value: localized('百分位数浓度（未修约）', 'percentile concentration, unrounded'),
    unit: null,
    details: {
      percentile: localized('百分位', 'percentile'),
      position: localized('位置 k', 'position k'),
      ...periodDetails,
    },
  },
  evaluate(question, context) {
    return percentileOutcome(question, study(question, seriesOf(question.series), context), context);
  },
});

type Question = StatisticQuestion & { readonly percentile?: number };

/** The method on a daily series as the application holds it. */
export function assessPercentile(
  question: Omit<PeriodQuestion, 'series'> & { readonly percentile?: number },
  series: DailySeries,
  context: MethodContext,
): Assessment {
  return percentileOf(question, study(question, series, context), context);
}

/** The method on days that were studied before, for assessments that need several statistics of them. */
export function percentileOf(question: Question, days: PeriodStudy, context: MethodContext): Assessment {
  return conclude(periodPercentileMethod, percentileOutcome(question, days, context));
}

function percentileOutcome(question: Question, days: PeriodStudy, context: MethodContext): Outcome {
  const { parameter } = question;
  const on = days.period.last;
  const rule = question.percentile === undefined ? annualItemsOf(context, parameter, on) : null;
  const p = question.percentile ?? rule?.percentile;
  const values = days.span ? sortedValues(days.series, days.span) : new Float64Array();
  const found = p === undefined ? null : percentile(values, p);
  const clauses = [...statisticClauses(context, 'percentile', on), ...(rule?.figures ?? [])];
  // The limit is for the percentile that the edition names; another one may be asked for, but is not judged by it.
  const official = days.period.kind === 'year' && rule !== null;
  const statistic = {
    value: found?.value ?? null,
    steps: found ? [percentileStep(found, values.length, p ?? 0, clauses)] : [],
    limit: official ? limitFor(context, parameter, statisticOf(parameter), question.class, on) : null,
    details: { percentile: p ?? null, position: found?.position.toNumber() ?? null },
  };
  return periodOutcome(question, days, statistic, context);
}

function percentileStep(found: Percentile, n: number, p: number, figures: readonly Figure[]): TraceStep {
  const s = found.position.floor();
  const k = plain(found.position);
  const formula = found.lower.eq(found.upper)
    ? about(found.value, 6)
    : `${about(found.lower)} + (${about(found.upper)} − ${about(found.lower)}) × ${plain(found.position.minus(s))} = ${about(found.value, 6)}`;
  return step(
    localized(`第 ${p} 百分位数`, `Percentile ${p}`),
    localized(
      `${n} 个有效值从小到大排序，k = 1 + (${n} − 1) × ${p}/100 = ${k}；X(${s.toFixed()}) 起内插：${formula}。`,
      `${n} valid values in ascending order, k = 1 + (${n} − 1) × ${p}/100 = ${k}; interpolated from X(${s.toFixed()}): ${formula}.`,
    ),
    figures,
  );
}
