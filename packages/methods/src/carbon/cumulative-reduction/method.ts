import { named } from '../../named.ts';
import type { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { decimalsOr } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, type Bar } from '../../judge.ts';
import { about, exact, formatRounded, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step } from '../../result.ts';
import { chain, neededPerYear, pathAt, type Link } from './chain.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const emissions = quantity.nullable().exactOptional();

const inputSchema = z.strictObject({
  baseYear: yearSchema.default(2020),
  year: yearSchema.meta(named('评价年度', 'year that is assessed')),
  years: z
    .array(
      z.strictObject({
        year: yearSchema,
        emissions: emissions.meta(
          named('排放总量', 'total emissions', '10^4 t', {
            zh: '排放总量，万吨，电力因子冻结',
            en: 'total emissions, 10^4 t, with the frozen electricity factor',
          }),
        ),
        current: emissions.meta(
          named('采用当年电力因子的排放总量', 'total emissions with the electricity factor of each year', '10^4 t'),
        ),
        growth: quantity
          .nullable()
          .exactOptional()
          .meta(
            named('实际增长指数', 'real growth index', null, { zh: '实际增长指数，上年 = 1', en: 'real growth index' }),
          ),
        rate: quantity
          .nullable()
          .exactOptional()
          .meta(
            named('公布的年度降低率', 'published yearly reduction in %', '%', {
              zh: '公布的年度降低率，%，代替上两项',
              en: 'published yearly reduction in %, instead of both',
            }),
          ),
      }),
    )
    .meta(named('基年和其后各年', 'the base year and those after it')),
  target: z
    .strictObject({
      value: quantity.meta(named('累计降低率目标', 'target of the cumulative reduction', '%')),
      by: yearSchema
        .exactOptional()
        .meta(named('目标年', 'year of the target', null, { zh: '目标年，缺省为评价年度', en: 'year of the target' })),
      tolerance: quantity.default(0).meta(
        named('“约”的允许差距', 'leeway of “about”', null, {
          zh: '目标写“约”时允许的差距，百分点',
          en: 'leeway of an “about” target, percentage points',
        }),
      ),
    })
    .exactOptional(),
  judgeBy: judgeBySchema,
  decimals: decimalsOr(2),
});
type Input = z.output<typeof inputSchema>;

export const cumulativeReductionMethod = defineMethod({
  id: 'carbon.cumulative-reduction',
  version: '1.0.0',
  title: localized('碳强度累计降低率', 'Cumulative reduction of carbon intensity'),
  summary: localized(
    '以基年为起点，逐年降低率连乘得到累计降低率（不相加），与目标比较；给出按年均速度的应达进度和今后每年需要的降低率，并列出采用当年电力因子时的结果。',
    'Yearly reductions chained on the base year (they do not add), against a target; with the path of a steady rate, the rate still needed, and the result under current electricity factors.',
  ),
  basis: [{ family: 'carbon-intensity', clause: '年度与累计降低率' }],
  input: inputSchema,
  output: {
    value: localized('累计降低率', 'cumulative reduction'),
    unit: '%',
    details: {
      yearly: localized('年度降低率，%', 'yearly reduction, %'),
      cumulative: localized('逐年累计降低率，%', 'cumulative reduction by year, %'),
      sumOfYearly: localized(
        '年度降低率之和，%（仅供对照，不能作为累计）',
        'sum of the yearly rates, for contrast only',
      ),
      current: localized(
        '采用当年电力因子的累计降低率，%',
        'cumulative reduction under current electricity factors, %',
      ),
      path: localized('按年均速度应达到的累计降低率，%', 'reduction that a steady rate would have reached, %'),
      behind: localized('落后于年均速度，百分点', 'percentage points behind the steady path'),
      remaining: localized('尚需降低（相对评价年度），%', 'reduction still needed on the assessed year, %'),
      neededPerYear: localized('今后每年需要的降低率，%', 'yearly reduction still needed, %'),
      missing: localized('不能计算的年份', 'years that cannot be computed'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const edition = editionFor(context, 'carbon-intensity', on);
    const rule = (name: string) => edition.figure('rules', { rule: name }, on);
    const links = chain(input.years, input.baseYear, input.year);
    const reached = links.at(-1)?.cumulative ?? null;
    const missing = links.filter((l) => l.yearly === null).map((l) => l.year);
    const goal = goalOf(input, reached);
    const judged =
      reached && goal?.bar && !goal.running ? judge(reached.times(100), input.decimals, goal.bar, input.judgeBy) : null;
    const shown = reached ? formatRounded(reached.times(100), input.decimals) : NO_VALUE;
    return {
      value: percent(reached),
      shown,
      unit: '%',
      verdict: !reached || goal?.running ? 'insufficient-data' : (judged?.verdict ?? 'not-applicable'),
      limit: goal ? plain(goal.bar.value) : null,
      editions: [edition],
      trace: [
        step(localized('年度降低率', 'Yearly reduction'), yearlyText(links), [rule('yearly'), rule('gdp')]),
        step(localized('累计降低率', 'Cumulative reduction'), cumulativeText(links, shown), [rule('cumulative')]),
        ...(goal?.path ? [step(localized('年均路径', 'Steady path'), goal.text, [rule('path')])] : []),
        ...(judged ? [step(localized('判定', 'Verdict'), judged.detail)] : []),
        ...(goal?.running ? [step(localized('判定', 'Verdict'), notYet(goal.by))] : []),
      ],
      warnings: [judged?.warning ?? null],
      details: {
        yearly: Object.fromEntries(links.map((l) => [l.year, percent(l.yearly)])),
        cumulative: Object.fromEntries(links.map((l) => [l.year, percent(l.cumulative)])),
        sumOfYearly: missing.length > 0 ? null : links.reduce((sum, l) => sum + (percent(l.yearly) ?? 0), 0),
        current: percent(currentOf(input)),
        path: percent(goal?.path ?? null),
        behind: goal?.path && reached ? percent(goal.path.minus(reached)) : null,
        remaining: percent(goal?.remaining ?? null),
        neededPerYear: percent(goal?.needed ?? null),
        missing,
      },
    };
  },
});

function percent(share: Decimal | null): number | null {
  return share && share.times(100).toNumber();
}

function currentOf({ years, baseYear, year }: Input): Decimal | null {
  return (
    chain(
      years.map((y) => ({ year: y.year, emissions: y.current, growth: y.growth })),
      baseYear,
      year,
    ).at(-1)?.cumulative ?? null
  );
}

/** The target as a limit, and where a steady rate would stand by now. */
function goalOf(input: Input, reached: Decimal | null) {
  if (!input.target) return null;
  const { value, tolerance, by = input.year } = input.target;
  const target = exact(value).div(100);
  const [done, all] = [input.year - input.baseYear, by - input.baseYear];
  const path = all > 0 ? pathAt(target, done, all) : null;
  const needed = reached && neededPerYear(target, reached, all - done);
  const remaining = reached && exact(1).minus(exact(1).minus(target).div(exact(1).minus(reached)));
  const bar: Bar = {
    value: exact(value).minus(exact(tolerance)),
    direction: 'at-least',
    name: localized(
      exact(tolerance).isZero() ? '目标' : `目标约 ${plain(value)}%，允许差 ${plain(tolerance)} 个百分点`,
      exact(tolerance).isZero() ? 'target' : `target about ${plain(value)} %, leeway ${plain(tolerance)} points`,
    ),
  };
  const [p, n] = [path && about(path.times(100)), needed && about(needed.times(100))];
  const text = localized(
    `按年均速度，到 ${input.year} 年应累计降低 ${p}%${n ? `；今后每年需再降低 ${n}%` : ''}。`,
    `At a steady rate ${p} % would be reached by ${input.year}${n ? `; ${n} % a year are still needed` : ''}.`,
  );
  return { bar, path, needed, remaining, text, by, running: by > input.year };
}

function notYet(by: number) {
  return localized(`目标年为 ${by} 年，暂不判定。`, `The target is for ${by}; nothing is judged yet.`);
}

function yearlyText(links: readonly Link[]) {
  const text = links.map((l) => `${l.year} ${l.yearly ? `${about(l.yearly.times(100))}%` : NO_VALUE}`).join(', ');
  return links.length === 0
    ? localized(
        '评价年度不晚于基年，没有降低率。',
        'The assessed year is not after the base year; there is no reduction.',
      )
    : localized(`${text.replaceAll(', ', '，')}。`, `${text}.`);
}

function cumulativeText(links: readonly Link[], shown: string) {
  if (links.length === 0) return localized('没有可连乘的年份。', 'There is no year to chain.');
  if (shown === NO_VALUE) {
    const gaps = links.filter((l) => l.yearly === null).map((l) => l.year);
    return localized(`缺 ${gaps.join('、')} 年，不能连乘。`, `${gaps.join(', ')} missing; the chain is broken.`);
  }
  const product = links.map((l) => `(1 − ${about(l.yearly ?? 0, 6)})`).join(' × ');
  return localized(`1 − ${product} = ${shown}%。`, `1 − ${product} = ${shown} %.`);
}
