import { named } from '../../named.ts';
import {
  Decimal,
  formatDay,
  monthsOf,
  roundHalfEven,
  type Day,
  type Localized,
  type TraceStep,
} from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { plain } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { aqiRules } from '../aqi.ts';
import { dayOf } from '../daily-series.ts';
import {
  dateSchema,
  editionWarning,
  periodSchema,
  reachOf,
  stillRunning,
  throughSchema,
  type Reach,
} from '../period.ts';
import { rateFor } from '../rules.ts';

const MEASURES = ['good-day-ratio', 'good-days', 'heavy-days'] as const;
type Measure = (typeof MEASURES)[number];

const TITLES: Readonly<Record<Measure, Localized>> = {
  'good-day-ratio': localized('优良天数比率', 'Good-day ratio'),
  'good-days': localized('优良天数', 'Good days'),
  'heavy-days': localized('重污染天数', 'Heavy-pollution days'),
};

interface Counted {
  readonly day: Day;
  readonly aqi: number;
  readonly primary: readonly string[];
}

export const goodDaysMethod = defineMethod({
  id: 'air.good-days',
  version: '1.0.0',
  title: localized('优良天数与重污染天数', 'Good days and heavy-pollution days'),
  summary: localized(
    '由逐日 AQI 统计优良天数比率（优良天数 ÷ 有效天数）、重污染天数、各级别天数和首要污染物天数；只有给出目标时才判定。',
    'From daily AQIs: good-day ratio (good days ÷ valid days), heavy-pollution days, days by level and by primary pollutant; judged only against a given target.',
  ),
  basis: [
    { family: 'hj-663', clause: '优良天数比率、重污染天' },
    { family: 'hj-633', clause: '空气质量指数级别' },
  ],
  input: z.strictObject({
    period: periodSchema,
    through: throughSchema.exactOptional(),
    days: z
      .strictObject({
        first: dateSchema,
        aqi: z.array(z.int().min(0).max(500).nullable()).max(36_600),
        primary: z.array(z.array(z.string())).exactOptional(),
      })
      .meta(
        named('逐日 AQI', 'daily AQI', null, {
          zh: '逐日 AQI（无效日为 null）和首要污染物',
          en: 'daily AQI, null on invalid days, and primary pollutants',
        }),
      ),
    measure: z.enum(MEASURES).default('good-day-ratio').meta(named('主要结果', 'which number is the value')),
    target: targetSchema.exactOptional(),
    judgeBy: judgeBySchema,
  }),
  output: {
    value: localized(
      '优良天数比率（%）、优良天数或重污染天数',
      'good-day ratio (%), good days or heavy-pollution days',
    ),
    unit: null,
    details: {
      through: localized('数据截止日', 'last day that counts'),
      validDays: localized('有效天数', 'valid days'),
      goodDays: localized('优良天数', 'good days'),
      heavyDays: localized('重污染天数', 'heavy-pollution days'),
      byLevel: localized('各级别天数', 'days by level'),
      byPrimary: localized('各首要污染物天数（并列各计一天）', 'days by primary pollutant, ties counted for each'),
      months: localized('逐月天数、有效天数、优良天数与重污染天数', 'days, valid, good and heavy days of each month'),
      heavyDayList: localized('重污染日', 'heavy-pollution days'),
      invalidDays: localized('没有有效 AQI 的日', 'days without a valid AQI'),
    },
  },
  evaluate(input, context) {
    const reach = reachOf(input.period, input.through);
    const on = reach.period.last;
    const first = dayOf(input.days.first);
    const days = input.days.aqi.flatMap((aqi, i): Counted[] =>
      aqi === null || !inReach(first + i, reach)
        ? []
        : [{ day: first + i, aqi, primary: input.days.primary?.[i] ?? [] }],
    );
    const good = rateFor(context, 'good-days', 'index-up-to', on);
    const heavy = rateFor(context, 'heavy-days', 'index-above', on);
    const counts = {
      valid: days.length,
      good: count(days, (d) => d.aqi <= good.value),
      heavy: count(days, (d) => d.aqi > heavy.value),
    };
    const ratioDecimals = rateFor(context, 'good-days', 'decimals', on);
    const decimals = input.measure === 'good-day-ratio' ? ratioDecimals.value : 0;
    const value = valueOf(input.measure, counts);
    const bar = input.target ? targetBar(input.target) : null;
    const judgement = value && bar && !reach.running ? judge(value, decimals, bar, input.judgeBy) : null;
    const expected = reach.span ? reach.span.last - reach.span.first + 1 : 0;
    return {
      value: value?.toNumber() ?? null,
      shown: value ? roundHalfEven(value, decimals).toFixed(decimals) : NO_VALUE,
      unit: input.measure === 'good-day-ratio' ? '%' : 'days',
      verdict: judgement?.verdict ?? (value && !reach.running ? 'not-applicable' : 'insufficient-data'),
      limit: bar ? plain(bar.value) : null,
      completeness: { valid: counts.valid, expected, required: null, of: 'days' },
      editions: ['hj-663', 'hj-633'].map((family) => editionFor(context, family, on)),
      trace: [
        step(
          localized('逐日指数', 'Daily indices'),
          localized(
            `${expected} 天中有效 ${counts.valid} 天：AQI ≤ ${good.value} 的 ${counts.good} 天，> ${heavy.value} 的 ${counts.heavy} 天。`,
            `${counts.valid} of ${expected} days valid: ${counts.good} with AQI ≤ ${good.value}, ${counts.heavy} with AQI > ${heavy.value}.`,
          ),
          [good.figure, heavy.figure],
        ),
        ...(input.measure === 'good-day-ratio' && value
          ? [ratioStep(counts, value, decimals, ratioDecimals.figure)]
          : []),
        verdictStep(reach, judgement?.detail ?? null, value === null ? null : TITLES[input.measure]),
      ],
      warnings: [judgement?.warning ?? null, editionWarning(context, reach.period.id)],
      details: { through: formatDay(reach.through), ...detailsOf(days, reach, context, good.value, heavy.value) },
    };
  },
});

function inReach(day: Day, reach: Reach): boolean {
  return reach.span !== null && day >= reach.span.first && day <= reach.span.last;
}

function count<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.filter(test).length;
}

function valueOf(measure: Measure, counts: { valid: number; good: number; heavy: number }): Decimal | null {
  if (counts.valid === 0) return null;
  if (measure === 'good-days') return new Decimal(counts.good);
  if (measure === 'heavy-days') return new Decimal(counts.heavy);
  return new Decimal(counts.good).times(100).div(counts.valid);
}

function ratioStep(
  counts: { valid: number; good: number },
  value: Decimal,
  decimals: number,
  figure: Figure,
): TraceStep {
  const shown = roundHalfEven(value, decimals).toFixed(decimals);
  return step(
    localized('比率', 'Ratio'),
    localized(
      `${counts.good} ÷ ${counts.valid} × 100% = ${roundHalfEven(value, 4).toFixed()}%，修约为 ${shown}%。`,
      `${counts.good} ÷ ${counts.valid} × 100 % = ${roundHalfEven(value, 4).toFixed()} %, shown as ${shown} %.`,
    ),
    [figure],
  );
}

/** @param title what has no target, `null` where there is no value */
function verdictStep(reach: Reach, detail: Localized | null, title: Localized | null): TraceStep {
  const verdict = localized('判定', 'Verdict');
  if (detail) return step(verdict, detail);
  if (reach.running) return step(verdict, stillRunning(reach));
  if (!title) return step(verdict, localized('没有有效日，不判定。', 'There is no valid day; not judged.'));
  return step(verdict, localized(`没有${title.zh}目标，不判定。`, 'There is no target; not judged.'));
}

function detailsOf(days: readonly Counted[], reach: Reach, context: MethodContext, good: number, heavy: number) {
  const { levels } = aqiRules(context, 'daily', reach.period.last);
  const levelOf = (aqi: number) => levels.find((l) => l.to === null || aqi <= l.to)?.level;
  const primary = Map.groupBy(
    days.flatMap((d) => d.primary),
    (p) => p,
  );
  const valid = new Set(days.map((d) => d.day));
  const span = reach.span ?? { first: 0, last: -1 };
  const invalid = Array.from({ length: span.last - span.first + 1 }, (_, i) => span.first + i).filter(
    (d) => !valid.has(d),
  );
  return {
    validDays: days.length,
    goodDays: count(days, (d) => d.aqi <= good),
    heavyDays: count(days, (d) => d.aqi > heavy),
    byLevel: Object.fromEntries(levels.map((l) => [l.level, count(days, (d) => levelOf(d.aqi) === l.level)])),
    byPrimary: Object.fromEntries([...primary].map(([parameter, list]) => [parameter, list.length])),
    months: monthsOf(span).map((month) => {
      const own = days.filter((d) => d.day >= month.first && d.day <= month.last);
      return {
        id: month.id,
        days: month.last - month.first + 1,
        valid: own.length,
        good: count(own, (d) => d.aqi <= good),
        heavy: count(own, (d) => d.aqi > heavy),
      };
    }),
    heavyDayList: days
      .filter((d) => d.aqi > heavy)
      .map((d) => ({ day: formatDay(d.day), aqi: d.aqi, primary: d.primary })),
    invalidDays: invalid.map(formatDay),
  };
}
