import { formatDay } from '@qingshan/kernel';
import { z } from 'zod';
import { dayOf } from '../../air/daily-series.ts';
import { classSchema, dateSchema } from '../../air/period.ts';
import { limitFor } from '../../air/rules.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { named } from '../../named.ts';
import { plain, quantity } from '../../numbers.ts';
import { localized, step } from '../../result.ts';
import { episodesOf, exceedanceOf } from '../exceedances.ts';

const wholeNumber = z.int().max(31);

export const exceedanceEpisodesMethod = defineMethod({
  id: 'alerts.exceedance-episodes',
  version: '1.0.0',
  title: localized('超标过程', 'Episodes of exceedance'),
  summary: localized(
    '逐日均值按当日施行的 GB 3095 限值判定超标，连成过程：中断不超过给定天数的算同一过程，超标天数不足的不算过程。天数由各区的立案规则给出，不是标准的规定。',
    'Daily values above the limit of GB 3095 in force, joined into episodes: a break of so many days at most does not end one, one with too few days is none. How many is a rule of the district, not of a standard.',
  ),
  basis: [
    { family: 'gb-3095', clause: '浓度限值' },
    { family: 'hj-663', clause: '数据修约、超标倍数' },
  ],
  input: z.strictObject({
    first: dateSchema.meta(named('第一天', 'first day')),
    parameter: z.string().meta(named('监测项目', 'parameter id, pm25')),
    averaging: z.enum(['day', 'mda8']).default('day').meta(named('平均时间', 'averaging time')),
    class: classSchema,
    values: z
      .array(quantity.nullable())
      .min(1)
      .max(366)
      .meta(
        named('逐日值', 'daily values', null, {
          zh: '逐日有效值，没有有效值为 null',
          en: 'valid daily values, null where there is none',
        }),
      ),
    atLeast: wholeNumber
      .min(1)
      .default(1)
      .meta(named('至少几天', 'days at least', 'd', { zh: '超标天数至少几天', en: 'days above the limit at least' })),
    gap: wholeNumber
      .min(0)
      .default(0)
      .meta(
        named('允许中断', 'days that do not end it', 'd', {
          zh: '中断几天以内算同一过程',
          en: 'days not above the limit that do not end an episode',
        }),
      ),
  }),
  output: {
    value: localized('过程数', 'number of episodes'),
    unit: '1',
    details: {
      days: localized('超标的日期、数值、限值、倍数', 'days above the limit, with value, limit and multiple'),
      episodes: localized('各过程的首日、末日和超标天数', 'first and last day of each episode, days above the limit'),
    },
  },
  evaluate(input, context) {
    const { parameter, averaging, values, atLeast, gap } = input;
    const first = dayOf(input.first);
    const of = { parameter, areaClass: input.class };
    const days = values.map((value, i) =>
      value === null ? null : exceedanceOf(context, of, averaging, first + i, Number(value)),
    );
    const above = days.flatMap((found, i) =>
      found ? [{ day: formatDay(first + i), value: found.shown, limit: found.limit, multiple: found.multiple }] : [],
    );
    const episodes = episodesOf(
      days.map((day) => day !== null),
      { atLeast, gap },
    ).map((run) => ({ first: formatDay(first + run.first), last: formatDay(first + run.last), days: run.days }));
    const known = values.filter((value) => value !== null).length;
    const limit = limitFor(context, parameter, averaging, input.class, first);
    const count = episodes.length;
    const list = above.map(({ day, value, limit: bar }) => `${day} ${value} > ${bar}`).join('; ');
    const spans = episodes.map((e) => `${e.first}..${e.last} (${e.days})`).join('; ');
    return {
      value: known === 0 ? null : count,
      shown: String(count),
      unit: '1',
      verdict: known === 0 ? 'insufficient-data' : 'not-applicable',
      limit: limit && plain(limit.bar.value),
      completeness: { valid: known, expected: values.length, required: null, of: 'days' },
      editions: ['gb-3095', 'hj-663'].map((family) => editionFor(context, family, first)),
      trace: [
        step(
          localized('超标日', 'Days above the limit'),
          localized(list === '' ? '没有超标日。' : `${list}。`, list === '' ? 'None.' : `${list}.`),
          [limit?.figure ?? null],
        ),
        step(
          localized('超标过程', 'Episodes'),
          localized(
            `至少 ${atLeast} 天、中断不超过 ${gap} 天：${spans === '' ? '没有过程' : spans}。`,
            `At least ${atLeast} days, breaks of ${gap} days at most: ${spans === '' ? 'none' : spans}.`,
          ),
        ),
      ],
      details: { days: above, episodes },
    };
  },
});
