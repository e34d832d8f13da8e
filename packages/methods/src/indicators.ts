import { formatDay, QingshanError, type Localized } from '@qingshan/kernel';
import { assessAnnual } from './air/annual-evaluation/method.ts';
import { compositeIndexMethod } from './air/composite-index/method.ts';
import { aqiInput, dailyAqi } from './air/daily-aqi.ts';
import { dustfallMeanMethod } from './air/dustfall-mean/method.ts';
import { goodDaysMethod } from './air/good-days/method.ts';
import { assessMean } from './air/period-mean/method.ts';
import { assessPercentile } from './air/period-percentile/method.ts';
import { townsImprovingMethod } from './air/towns-improving/method.ts';
import type { DailySeries } from './daily.ts';
import { editionFor } from './define.ts';
import type {
  DailyIndicator,
  Indicator,
  IndicatorHead,
  IndicatorQuestion,
  MonthlyIndicator,
  SeriesNeed,
  TownsIndicator,
} from './indicator-types.ts';
import { accountIndicators } from './account-indicators.ts';
import { sampleIndicators } from './samples/sample-indicators.ts';
import { localized } from './result.ts';

const SIX: readonly SeriesNeed[] = [
  ...['so2', 'no2', 'pm10', 'pm25', 'co'].map((p) => ({ key: p, parameter: p, statistic: 'day' as const })),
  { key: 'o3', parameter: 'o3', statistic: 'mda8' },
];

/** Items of the daily AQI reports of both generations. */
const REPORT: readonly SeriesNeed[] = [
  ...['so2', 'no2', 'pm10', 'pm25', 'co'].map((p) => ({ key: `${p}-day`, parameter: p, statistic: 'day' as const })),
  { key: 'o3-mda8', parameter: 'o3', statistic: 'mda8' },
  { key: 'o3-max-1h', parameter: 'o3', statistic: 'max-1h' },
];

function need(series: Readonly<Record<string, DailySeries>>, key: string): DailySeries {
  const found = series[key];
  if (!found) throw new RangeError(`series ${key} was not gathered`);
  return found;
}

function periodQuestion(question: IndicatorQuestion, parameter: string) {
  const { period, through, target } = question;
  return {
    parameter,
    period: period.id,
    through: formatDay(through),
    class: '2' as const,
    judgeBy: 'shown' as const,
    ...(target ? { target: { value: target.value, direction: target.direction, text: target.text } } : {}),
  };
}

function meanIndicator(parameter: string, name: string): DailyIndicator {
  return {
    id: `air.${parameter}.annual-mean`,
    title: localized(`${name} 平均浓度`, `Mean ${name}`),
    short: localized(name, name),
    unit: 'ug/m3',
    better: 'lower',
    method: 'air.period-mean',
    parameters: [parameter],
    gather: 'daily',
    needs: SIX.filter((n) => n.key === parameter),
    projection: 'annual-mean',
    assess: (question, series, context) =>
      assessMean(periodQuestion(question, parameter), need(series, parameter), context),
  };
}

function percentileIndicator(parameter: string, name: string, p: number, what: Localized): DailyIndicator {
  return {
    id: `air.${parameter}.p${p}`,
    title: localized(`${name} ${what.zh}`, `${name} ${what.en}`),
    short: localized(`${name} P${p}`, `${name} P${p}`),
    unit: parameter === 'co' ? 'mg/m3' : 'ug/m3',
    better: 'lower',
    method: 'air.period-percentile',
    parameters: [parameter],
    gather: 'daily',
    needs: SIX.filter((n) => n.key === parameter),
    projection: null,
    assess: (question, series, context) =>
      assessPercentile(periodQuestion(question, parameter), need(series, parameter), context),
  };
}

function goodDaysIndicator(
  measure: 'good-day-ratio' | 'heavy-days',
  texts: Pick<IndicatorHead, 'title' | 'short' | 'unit' | 'better'>,
): DailyIndicator {
  return {
    id: `air.aqi.${measure}`,
    ...texts,
    method: goodDaysMethod.id,
    parameters: SIX.map((n) => n.parameter),
    gather: 'daily',
    needs: REPORT,
    projection: null,
    assess: (question, series, context) => {
      const { first } = question.period;
      const last = Math.min(question.period.last, question.through);
      const days = aqiInput(dailyAqi(series, { first, last }, context));
      const { target } = question;
      return goodDaysMethod.assess(
        {
          period: question.period.id,
          through: formatDay(question.through),
          days: { first: formatDay(first), aqi: [...days.aqi], primary: days.primary.map((p) => p.slice()) },
          measure,
          judgeBy: 'shown',
          ...(target ? { target: { value: target.value, direction: target.direction, text: target.text } } : {}),
        },
        context,
      );
    },
  };
}

const compositeIndicator: DailyIndicator = {
  id: 'air.composite-index',
  title: localized('环境空气质量综合指数', 'Composite air quality index'),
  short: localized('综合指数', 'Composite'),
  unit: '1',
  better: 'lower',
  method: compositeIndexMethod.id,
  parameters: SIX.map((n) => n.parameter),
  gather: 'daily',
  needs: SIX,
  projection: null,
  assess: (question, series, context) => {
    const running = question.through < question.period.last;
    const edition = editionFor(context, 'city-ranking', question.period.last);
    // As published: rounded by HJ 663. A finished period without enough days has no statistic.
    const statistic = (parameter: string) => {
      const figure = edition.figure('composite-inputs', { parameter, item: 'statistic' }, question.period.last);
      const assess = figure.value === 'percentile' ? assessPercentile : assessMean;
      const found = assess(periodQuestion(question, parameter), need(series, parameter), context);
      const usable = found.value !== null && (running || found.details['daysSuffice'] === true);
      return usable ? found.shown : null;
    };
    const concentrations = {
      so2: statistic('so2'),
      no2: statistic('no2'),
      pm10: statistic('pm10'),
      pm25: statistic('pm25'),
      co: statistic('co'),
      o3: statistic('o3'),
    };
    return compositeIndexMethod.assess(
      { period: question.period.id, through: formatDay(question.through), concentrations, weighted: false },
      context,
    );
  },
};

const annualIndicator: DailyIndicator = {
  id: 'air.annual-evaluation',
  title: localized('六项污染物年度评价', 'Annual assessment of the six pollutants'),
  short: localized('年度评价', 'Annual'),
  unit: '1',
  better: 'higher',
  method: 'air.annual-evaluation',
  parameters: SIX.map((n) => n.parameter),
  gather: 'daily',
  needs: SIX,
  projection: null,
  assess: (question, series, context) =>
    assessAnnual(
      { year: question.period.id.slice(0, 4), through: formatDay(question.through), class: '2', judgeBy: 'shown' },
      series,
      context,
    ),
};

const dustfallIndicator: MonthlyIndicator = {
  id: 'air.dustfall.monthly-mean',
  title: localized('降尘量', 'Dustfall'),
  short: localized('降尘', 'Dustfall'),
  unit: 't/(km2·month)',
  better: 'lower',
  method: dustfallMeanMethod.id,
  parameters: ['dustfall'],
  gather: 'monthly',
  assess: ({ period, through, target }, points, context) =>
    dustfallMeanMethod.assess(
      {
        period: period.id,
        through: formatDay(through),
        unit: 't/(km2·month)',
        points: points.map((p) => ({ id: p.id, months: { ...p.months } })),
        judgeBy: 'shown',
        ...(target
          ? {
              target: {
                value: target.value,
                direction: target.direction,
                text: target.text,
                unit: target.unit === 't/(km2·30d)' ? target.unit : 't/(km2·month)',
              },
            }
          : {}),
      },
      context,
    ),
};

const townsIndicator: TownsIndicator = {
  id: 'air.towns.pm25-improving',
  title: localized('PM2.5 同比改善的镇街', 'Towns with lower PM2.5 than last year'),
  short: localized('镇街改善', 'Towns improving'),
  unit: '1',
  better: 'higher',
  method: townsImprovingMethod.id,
  parameters: ['pm25'],
  gather: 'towns',
  of: 'air.pm25.annual-mean',
  assess: ({ period, through }, towns, context) =>
    townsImprovingMethod.assess(
      {
        period: period.id,
        through: formatDay(through),
        parameter: 'pm25',
        towns: towns.map((t) => ({ ...t })),
        judgeBy: 'exact',
      },
      context,
    ),
};

/** Every indicator there is; a new method's indicators are added here. */
export const indicators: readonly Indicator[] = [
  meanIndicator('pm25', 'PM2.5'),
  meanIndicator('pm10', 'PM10'),
  meanIndicator('no2', 'NO2'),
  meanIndicator('so2', 'SO2'),
  percentileIndicator('co', 'CO', 95, localized('日均值第95百分位数', '95th percentile of daily means')),
  percentileIndicator('o3', 'O3', 90, localized('日最大8小时第90百分位数', '90th percentile of 8-hour maxima')),
  percentileIndicator('pm25', 'PM2.5', 95, localized('日均值第95百分位数', '95th percentile of daily means')),
  percentileIndicator('pm10', 'PM10', 95, localized('日均值第95百分位数', '95th percentile of daily means')),
  percentileIndicator('no2', 'NO2', 98, localized('日均值第98百分位数', '98th percentile of daily means')),
  percentileIndicator('so2', 'SO2', 98, localized('日均值第98百分位数', '98th percentile of daily means')),
  annualIndicator,
  goodDaysIndicator('good-day-ratio', {
    title: localized('优良天数比率', 'Good-day ratio'),
    short: localized('优良天数比率', 'Good days'),
    unit: '%',
    better: 'higher',
  }),
  goodDaysIndicator('heavy-days', {
    title: localized('重污染天数', 'Heavy-pollution days'),
    short: localized('重污染天', 'Heavy days'),
    unit: 'days',
    better: 'lower',
  }),
  compositeIndicator,
  dustfallIndicator,
  townsIndicator,
  ...accountIndicators.map((account) => sampleIndicators.find((i) => i.id === account.id) ?? account),
];

/** `null` for an indicator that is not built: its targets have no data yet. */
export function findIndicator(id: string): Indicator | null {
  return indicators.find((i) => i.id === id) ?? null;
}

/** @throws QingshanError `not-found` */
export function indicatorById(id: string): Indicator {
  const found = findIndicator(id);
  if (!found)
    throw new QingshanError('not-found', {
      what: { zh: '指标', en: 'indicator' },
      id,
      hint: indicators.map((i) => i.id).join('、'),
    });
  return found;
}
