import { named } from '../../named.ts';
import { type Assessment, type Localized, type Verdict } from '@qingshan/kernel';
import { z } from 'zod';
import type { DailySeries } from '../../daily.ts';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { judgeBySchema } from '../../judge.ts';
import { conclude, localized, step, type Outcome } from '../../result.ts';
import { seriesOf, seriesSchema } from '../daily-series.ts';
import { meanOf } from '../period-mean/method.ts';
import { percentileOf } from '../period-percentile/method.ts';
import { classSchema, emptySeries, periodOf, study, throughSchema } from '../period.ts';
import { annualItemsOf, annualParameters, namesOf } from '../rules.ts';

const series = seriesSchema.exactOptional();
const settings = z.strictObject({
  year: z
    .string()
    .regex(/^\d{4}$/)
    .meta(named('年', 'year, 2023')),
  through: throughSchema.exactOptional(),
  class: classSchema,
  judgeBy: judgeBySchema,
});
type Settings = z.output<typeof settings>;

interface Item {
  readonly parameter: string;
  readonly verdict: Verdict;
  readonly mean: Assessment | null;
  readonly percentile: Assessment | null;
}

export const annualEvaluationMethod = defineMethod({
  id: 'air.annual-evaluation',
  version: '1.0.0',
  title: localized('环境空气质量年度评价', 'Annual air quality assessment'),
  summary: localized(
    '六项污染物的年均值和特定百分位数都不超过限值为该项达标，六项全部达标为该地达标。',
    'A pollutant attains when both its annual mean and its percentile are within the limits; a place attains when all six do.',
  ),
  basis: [
    { family: 'hj-663', clause: '年评价项目；达标判定' },
    { family: 'gb-3095', clause: '浓度限值；表4 数据统计的有效性' },
  ],
  input: settings.extend({
    series: z.strictObject({ so2: series, no2: series, pm10: series, pm25: series, co: series, o3: series }).meta(
      named('六项逐日有效值', 'daily values of the six', null, {
        zh: '六项逐日有效值（臭氧为日最大8小时平均）',
        en: 'daily values of the six, O3 as 8-hour maxima',
      }),
    ),
  }),
  output: {
    value: localized('达标项目数', 'number of pollutants that attain'),
    unit: '1',
    details: {
      items: localized('各项年均值与百分位数的评价结果', 'assessments of mean and percentile of each pollutant'),
    },
  },
  evaluate(input, context) {
    const all = Object.entries(input.series).map(([parameter, s]) => [parameter, seriesOf(s)] as const);
    return annualOutcome(input, Object.fromEntries(all), context);
  },
});

/** The method on daily series as the application holds them, by parameter. */
export function assessAnnual(
  question: Settings,
  all: Readonly<Record<string, DailySeries>>,
  context: MethodContext,
): Assessment {
  return conclude(annualEvaluationMethod, annualOutcome(question, all, context));
}

function annualOutcome(
  question: Settings,
  all: Readonly<Record<string, DailySeries>>,
  context: MethodContext,
): Outcome {
  const on = periodOf(question.year).last;
  const hj663 = editionFor(context, 'hj-663', on);
  const items = annualParameters(context, on).map((parameter) =>
    evaluate(question, parameter, all[parameter], context),
  );
  const attained = items.filter((item) => item.verdict === 'met').length;
  const parts = items.flatMap((item) => [item.mean, item.percentile]).filter((part) => part !== null);
  return {
    value: attained,
    shown: `${attained}/${items.length}`,
    unit: '1',
    verdict: worst(items.map((item) => item.verdict)),
    limit: String(items.length),
    completeness: {
      valid: items.filter((item) => item.verdict !== 'insufficient-data').length,
      expected: items.length,
      required: items.length,
      of: 'samples',
    },
    editions: [hj663, editionFor(context, 'gb-3095', on)],
    trace: [
      ...items.map((item) => itemStep(item, namesOf(context, [item.parameter]))),
      step(
        localized('判定', 'Verdict'),
        localized(`${items.length} 项中 ${attained} 项达标。`, `${attained} of ${items.length} pollutants attain.`),
        [hj663.find('attainment', { rule: 'parameter' }), hj663.find('attainment', { rule: 'place' })],
      ),
    ],
    warnings: [...new Map(parts.flatMap((part) => part.warnings).map((w) => [w.code + w.text.zh, w])).values()],
    details: { items },
  };
}

function evaluate(
  { year, ...rest }: Settings,
  parameter: string,
  daily: DailySeries | undefined,
  context: MethodContext,
): Item {
  const question = { ...rest, parameter, period: year };
  const data = daily ?? emptySeries(year);
  const rule = annualItemsOf(context, parameter, periodOf(year).last);
  const days = study(question, data, context);
  const mean = rule?.mean ? meanOf(question, days, context) : null;
  const percentile = percentileOf(question, days, context);
  return { parameter, mean, percentile, verdict: worst([mean ?? percentile, percentile].map((part) => part.verdict)) };
}

/** One failure decides; without one, lack of data does. */
function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('not-met')) return 'not-met';
  return verdicts.every((v) => v === 'met') ? 'met' : 'insufficient-data';
}

const VERDICT_TEXTS = {
  met: localized('达标', 'attains'),
  'not-met': localized('不达标', 'does not attain'),
  'insufficient-data': localized('数据不足', 'insufficient data'),
  'not-applicable': localized('不评价', 'not assessed'),
} as const;

function describe(what: string, part: Assessment | null): string[] {
  return part ? [`${what} ${part.shown}${part.limit === null ? '' : ` / ${part.limit}`}`] : [];
}

function itemStep(item: Item, name: Localized) {
  const p = `P${String(item.percentile?.details['percentile'])}`;
  const zh = [...describe('年均', item.mean), ...describe(p, item.percentile)].join('，');
  const en = [...describe('mean', item.mean), ...describe(p, item.percentile)].join(', ');
  const verdict = VERDICT_TEXTS[item.verdict];
  const clauses = [item.mean, item.percentile].flatMap((part) => part?.clauses ?? []);
  return step(
    name,
    localized(`${zh}：${verdict.zh}。`, `${en}: ${verdict.en}.`),
    clauses.map((clause) => ({ clause })),
  );
}
