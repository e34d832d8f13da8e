import { named } from '../../named.ts';
import { formatDay, type Day, type Decimal } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { dateSchema } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { exact, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { LEVELS, reachedLevel, type Reached } from '../levels.ts';

const inputSchema = z.strictObject({
  first: dateSchema.meta(
    named('预报第一天', 'first day of the forecast', null, {
      zh: '预报第一天，决定所用预案',
      en: 'first day of the forecast; decides the plan',
    }),
  ),
  forecast: z
    .array(quantity.nullable())
    .min(1)
    .meta(
      named('逐日预测 AQI', 'forecast daily AQI', null, {
        zh: '逐日预测 AQI，没有预报为 null',
        en: 'forecast daily AQI, null where there is none',
      }),
    ),
  regime: z.enum(['beijing', 'national']).default('beijing').meta(named('预案', 'plan of Beijing or national')),
  cause: z
    .enum(['pm25', 'o3', 'sand'])
    .default('pm25')
    .meta(named('造成污染的污染物', 'what the pollution comes from')),
  together: z
    .enum(['same-run', 'anywhere'])
    .default('same-run')
    .meta(
      named('须同时满足的条件', 'conditions that hold together', null, {
        zh: '须同时满足的条件：same-run 在同一次过程内，anywhere 不要求',
        en: 'conditions that hold together: within one episode, or anywhere',
      }),
    ),
  mergeGap: z
    .int()
    .min(0)
    .max(3)
    .default(0)
    .meta(
      named('合并间隔', 'gap that is merged', null, {
        zh: '两次过程间隔不超过几天按一次计',
        en: 'days between two episodes that still make them one',
      }),
    ),
});
type Input = z.output<typeof inputSchema>;

export const heavyPollutionMethod = defineMethod({
  id: 'alerts.heavy-pollution',
  version: '1.0.0',
  title: localized('空气重污染预警级别', 'Level of a heavy-pollution alert'),
  summary: localized(
    '由逐日预测 AQI 按所在日期的预案（北京2013、2016、2018、2023年，国家2024年）确定预警级别，取满足的最高级别；臭氧和沙尘按预案只作提示。',
    'Level of alert from the forecast daily AQI under the plan of the day (Beijing 2013, 2016, 2018, 2023; national 2024), the highest one that is met; ozone and sand lead to advice only where the plan says so.',
  ),
  basis: [
    { family: 'alert-beijing', clause: '预警分级' },
    { family: 'alert-national', clause: '应急响应规则' },
  ],
  input: inputSchema,
  output: {
    value: localized('级别：0 无，1 蓝，2 黄，3 橙，4 红', '0 none, 1 blue, 2 yellow, 3 orange, 4 red'),
    unit: '1',
    details: {
      level: localized('级别：none、blue、yellow、orange、red', 'none, blue, yellow, orange or red'),
      name: localized('级别名称', 'name of the level'),
      from: localized('触发的过程第一天', 'first day of the episode'),
      to: localized('触发的过程最后一天', 'last day of the episode'),
    },
  },
  evaluate(input, context) {
    const first = dayOf(input.first);
    const edition = editionFor(context, `alert-${input.regime}`, first);
    const forecast = input.forecast.map((aqi) => (aqi === null ? null : exact(aqi)));
    const known = forecast.filter((aqi) => aqi !== null).length;
    const advice = edition.find('rules', { rule: `cause-${input.cause}` });
    const reached = advice ? null : reachedLevel(edition, forecast, input);
    const name = reached ? (edition.figure('names', { level: reached.level }).text ?? null) : null;
    return {
      value: known === 0 ? null : reached ? LEVELS.indexOf(reached.level) + 1 : 0,
      shown: known === 0 ? NO_VALUE : (name?.zh ?? '无'),
      unit: '1',
      verdict: known === 0 ? 'insufficient-data' : 'not-applicable',
      provisional: known < forecast.length,
      completeness: { valid: known, expected: forecast.length, required: null, of: 'days' },
      editions: [edition],
      trace: [
        forecastStep(forecast, first),
        advice
          ? step(localized('预警级别', 'Level'), advice.text ?? localized('', ''), [advice])
          : levelStep(reached, first, edition),
      ],
      warnings: [
        missingWarning(forecast.length - known),
        advice ? null : runWarning(reached, forecast, input, edition),
      ],
      details: {
        level: reached?.level ?? 'none',
        name,
        from: reached ? formatDay(first + reached.run.first) : null,
        to: reached ? formatDay(first + reached.run.last) : null,
      },
    };
  },
});

function forecastStep(forecast: readonly (Decimal | null)[], first: Day) {
  const list = forecast
    .map((aqi, i) => `${formatDay(first + i).slice(5)} ${aqi === null ? NO_VALUE : plain(aqi)}`)
    .join(', ');
  return step(localized('预测日 AQI', 'Forecast daily AQI'), localized(`${list}。`, `${list}.`));
}

function levelStep(reached: Reached | null, first: Day, edition: Edition) {
  const title = localized('预警级别', 'Level');
  const rule = edition.figure('rules', { rule: 'consecutive' });
  if (!reached) {
    const none = localized('没有达到任何预警级别。', 'The conditions of no level are met.');
    return step(title, none, [rule, ...edition.figures('levels')]);
  }
  const name = edition.figure('names', { level: reached.level }).text ?? localized('', '');
  const conditions = reached.figures.map(conditionText);
  const span = `${formatDay(first + reached.run.first)}..${formatDay(first + reached.run.last)}`;
  return step(
    title,
    localized(
      `${span} 满足${conditions.map((c) => c.zh).join('，且')}：${name.zh}。`,
      `${span}: ${conditions.map((c) => c.en).join(' and ')}: ${name.en}.`,
    ),
    [...reached.figures, rule],
  );
}

function conditionText({ keys, value, unit }: Figure) {
  const sign = keys['than'] === 'at-least' ? '≥' : '>';
  const hours = unit === 'hours';
  return localized(
    `AQI${sign}${keys['index']} 持续 ${value} ${hours ? '小时' : '天'}`,
    `AQI ${sign} ${keys['index']} for ${value} ${hours ? 'h' : 'd'}`,
  );
}

function missingWarning(missing: number) {
  if (missing === 0) return null;
  return warning(
    'forecast-missing',
    `有 ${missing} 天没有预报，级别可能更高。`,
    `${missing} days have no forecast; the level may be higher.`,
  );
}

/** The plans do not say how several episodes count; it is pointed out where that decides. */
function runWarning(reached: Reached | null, forecast: readonly (Decimal | null)[], input: Input, edition: Edition) {
  const strictest = reachedLevel(edition, forecast, { together: 'anywhere', mergeGap: Math.max(1, input.mergeGap) });
  if (!strictest || strictest.level === reached?.level) return null;
  const name = edition.figure('names', { level: strictest.level }).text;
  return warning(
    'several-episodes',
    `有几次过程或间隔的严重污染日；合并计算为${name?.zh}，预案没有写明。`,
    `There are several episodes or separate severe days; counted together they give a ${name?.en}, on which the plan is silent.`,
  );
}
