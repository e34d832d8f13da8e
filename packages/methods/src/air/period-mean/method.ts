import type { Assessment, Decimal, Localized, PeriodKind, TraceStep } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import type { DailySeries } from '../../daily.ts';
import { defineMethod, type MethodContext } from '../../define.ts';
import { about } from '../../numbers.ts';
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
import { limitFor, statisticClauses } from '../rules.ts';
import { periodMean, totals } from '../statistics.ts';

const KINDS: Readonly<Record<PeriodKind, Localized>> = {
  year: localized('年平均', 'Annual mean'),
  half: localized('半年平均', 'Half-year mean'),
  quarter: localized('季平均', 'Quarterly mean'),
  month: localized('月平均', 'Monthly mean'),
  day: localized('日平均', 'Daily mean'),
  custom: localized('时段平均', 'Mean of the period'),
};

export const periodMeanMethod = defineMethod({
  id: 'air.period-mean',
  version: '1.0.0',
  title: localized('时段平均浓度', 'Mean concentration of a period'),
  summary: localized(
    '月、季、半年、年及任意时段的平均浓度：有效日均值的算术平均（日均值不先修约）；全年按有效天数判断能否评价，与年平均限值或计划目标比较。',
    'Mean of a month, quarter, half-year, year or any period: arithmetic mean of the valid, unrounded daily values; a year needs enough valid days and is judged against the annual limit or a target.',
  ),
  basis: [
    { family: 'gb-3095', clause: '年、季、月平均的定义；表4 数据统计的有效性' },
    { family: 'hj-663', clause: '年评价；修约' },
  ],
  input: z.strictObject(periodFields),
  output: {
    value: localized('时段平均浓度（未修约）', 'mean concentration of the period, unrounded'),
    unit: null,
    details: periodDetails,
  },
  evaluate(question, context) {
    return meanOutcome(question, study(question, seriesOf(question.series), context), context);
  },
});

/** The method on a daily series as the application holds it. */
export function assessMean(
  question: Omit<PeriodQuestion, 'series'>,
  series: DailySeries,
  context: MethodContext,
): Assessment {
  return meanOf(question, study(question, series, context), context);
}

/** The method on days that were studied before, for assessments that need several statistics of them. */
export function meanOf(question: StatisticQuestion, days: PeriodStudy, context: MethodContext): Assessment {
  return conclude(periodMeanMethod, meanOutcome(question, days, context));
}

function meanOutcome(question: StatisticQuestion, days: PeriodStudy, context: MethodContext): Outcome {
  const { series, span, period } = days;
  const value = span ? periodMean(series, span) : null;
  const limit =
    period.kind === 'year' ? limitFor(context, question.parameter, 'year', question.class, period.last) : null;
  const clauses = statisticClauses(context, 'mean', period.last);
  const steps = value && span ? [meanStep(KINDS[period.kind], totals(series, span), value, clauses)] : [];
  return periodOutcome(question, days, { value, steps, limit }, context);
}

function meanStep(
  title: Localized,
  { sum, count }: { sum: number; count: number },
  value: Decimal,
  clauses: readonly Figure[],
): TraceStep {
  return step(
    title,
    localized(
      `${count} 个有效日均值之和 ${about(sum)} ÷ ${count} = ${about(value, 6)}。`,
      `Sum of ${count} valid daily values ${about(sum)} ÷ ${count} = ${about(value, 6)}.`,
    ),
    clauses,
  );
}
