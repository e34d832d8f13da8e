import { EACH_ONCE, named } from '../../named.ts';
import { z } from 'zod';
import { defineMethod } from '../../define.ts';
import { quantity } from '../../numbers.ts';
import { localized } from '../../result.ts';
import { aqiOutput, aqiOutcome } from '../aqi-report.ts';
import { dayOf } from '../daily-series.ts';
import { dateSchema } from '../period.ts';

const value = quantity.nullable().exactOptional();

export const aqiDailyMethod = defineMethod({
  id: 'air.aqi-daily',
  version: '1.0.0',
  title: localized('日报空气质量指数（AQI）', 'Daily air quality index (AQI)'),
  summary: localized(
    '由各项日浓度按 HJ 633 计算分指数、AQI、级别、首要污染物；2012年版含臭氧1小时最大，2026年版先修约并有缺项规则。',
    'Sub-indices, AQI, level and primary pollutants from the concentrations of a day by HJ 633; the 2012 edition includes the 1-hour maximum of O3, the 2026 edition rounds first and has a missing-data rule.',
  ),
  basis: [
    { family: 'hj-633', clause: '分指数和指数的计算；日报' },
    { family: 'hj-663', clause: '优良天数' },
  ],
  input: z.strictObject({
    date: dateSchema.meta(named('日期', 'day', null, { zh: '日期，决定所用版本', en: 'day; decides the edition' })),
    concentrations: z
      .strictObject({
        'so2-day': value,
        'no2-day': value,
        'co-day': value,
        'pm10-day': value,
        'pm25-day': value,
        'o3-mda8': value,
        'o3-max-1h': value,
      })
      .meta(
        named('日均值', 'daily values', null, {
          zh: '日均值（CO 为 mg/m3，其余 ug/m3）、臭氧日最大8小时和日最大1小时；缺测为 null',
          en: 'daily values (CO mg/m3, others ug/m3)',
        }),
      ),
    notInPlan: z
      .array(z.enum(['so2', 'no2', 'co', 'pm10', 'pm25', 'o3']))
      .meta(EACH_ONCE)
      .default([])
      .meta(
        named('不在监测方案内的项目', 'parameters outside the monitoring plan', null, {
          zh: '不在监测方案内且三年内未成为首要污染物的项目（HJ 633-2026 5.3.2）',
          en: 'parameters outside the monitoring plan',
        }),
      ),
    preRound: z.boolean().default(true).meta(named('浓度先修约', 'round concentrations first')),
  }),
  output: aqiOutput,
  evaluate(input, context) {
    return aqiOutcome('daily', { ...input, on: dayOf(input.date) }, context);
  },
});
