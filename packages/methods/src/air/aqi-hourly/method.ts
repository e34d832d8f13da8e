import { EACH_ONCE, named } from '../../named.ts';
import { z } from 'zod';
import { defineMethod } from '../../define.ts';
import { quantity } from '../../numbers.ts';
import { localized } from '../../result.ts';
import { aqiOutput, aqiOutcome } from '../aqi-report.ts';
import { dayOf } from '../daily-series.ts';
import { dateSchema } from '../period.ts';

const value = quantity.nullable().exactOptional();

export const aqiHourlyMethod = defineMethod({
  id: 'air.aqi-hourly',
  version: '1.0.0',
  title: localized('实时报空气质量指数（AQI）', 'Hourly air quality index (AQI)'),
  summary: localized(
    '由各项小时浓度按 HJ 633 计算实时报 AQI；2012年版颗粒物用24小时滑动平均、臭氧另有8小时滑动平均，2026年版颗粒物1小时浓度用日均分级限值。',
    'Real-time AQI from the concentrations of an hour by HJ 633; the 2012 edition takes particles as 24-hour rolling means and adds the 8-hour rolling mean of O3, the 2026 edition looks hourly particles up in the daily breakpoints.',
  ),
  basis: [
    { family: 'hj-633', clause: '分指数和指数的计算；实时报' },
    { family: 'hj-663', clause: '优良' },
  ],
  input: z.strictObject({
    date: dateSchema.meta(named('日期', 'day', null, { zh: '日期，决定所用版本', en: 'day; decides the edition' })),
    concentrations: z
      .strictObject({
        'so2-hour': value,
        'no2-hour': value,
        'co-hour': value,
        'o3-hour': value,
        'o3-8h': value,
        'pm10-hour': value,
        'pm25-hour': value,
        'pm10-24h': value,
        'pm25-24h': value,
      })
      .meta(
        named('各项浓度', 'concentrations', null, {
          zh: '1小时、8小时滑动和24小时滑动平均浓度（CO 为 mg/m3，其余 ug/m3）；缺测为 null',
          en: 'hourly and rolling means (CO mg/m3, others ug/m3)',
        }),
      ),
    notInPlan: z
      .array(z.enum(['so2', 'no2', 'co', 'pm10', 'pm25', 'o3']))
      .meta(EACH_ONCE)
      .default([])
      .meta(
        named('不在监测方案内的项目', 'parameters outside the monitoring plan', null, {
          zh: '不在监测方案内的项目（HJ 633-2026 5.3.2）',
          en: 'parameters outside the monitoring plan',
        }),
      ),
    preRound: z.boolean().default(true).meta(named('浓度先修约', 'round concentrations first')),
  }),
  output: aqiOutput,
  evaluate(input, context) {
    return aqiOutcome('hourly', { ...input, on: dayOf(input.date) }, context);
  },
});
