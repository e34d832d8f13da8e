import { named } from '../../named.ts';
import { Decimal, type Localized } from '@qingshan/kernel';
import { z } from 'zod';
import { decimalsOr } from '../../air/period.ts';
import { defineMethod, editionFor } from '../../define.ts';
import { judge, judgeBySchema, targetBar, targetSchema } from '../../judge.ts';
import { about, exact, formatRounded, plain, quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { lastDayOf, yearSchema } from '../../year.ts';

const growthSchema = z
  .array(
    z.strictObject({
      year: yearSchema,
      index: quantity.nullable().meta(
        named('实际增长指数', 'real growth index', null, {
          zh: '实际增长指数，上年 = 1',
          en: 'real growth index, year before = 1',
        }),
      ),
    }),
  )
  .meta(named('基年之后各年的实际增长指数', 'real growth of each year after the base year'));

export const carbonIntensityMethod = defineMethod({
  id: 'carbon.intensity',
  version: '1.0.0',
  title: localized('单位地区生产总值二氧化碳排放', 'CO2 per unit of GDP'),
  summary: localized(
    '排放总量除以按基年不变价计算的地区生产总值（基年值乘以各年实际增长指数）；现价地区生产总值不参与计算。',
    'Total emissions divided by GDP at base-year prices (GDP of the base year times the real growth indices); nominal GDP plays no part.',
  ),
  basis: [{ family: 'carbon-intensity', clause: '不变价地区生产总值；强度' }],
  input: z.strictObject({
    year: yearSchema,
    emissions: quantity.nullable().meta(named('排放总量', 'total emissions', '10^4 t')),
    baseYear: yearSchema.default(2020),
    baseGdp: quantity.nullable().meta(named('基年地区生产总值', 'GDP of the base year', '10^8 yuan')),
    growth: growthSchema.default([]),
    target: targetSchema.exactOptional(),
    judgeBy: judgeBySchema,
    decimals: decimalsOr(4),
  }),
  output: {
    value: localized('单位地区生产总值二氧化碳排放', 'CO2 per unit of GDP at constant prices'),
    unit: 't/10^4 yuan',
    details: {
      constantGdp: localized('不变价地区生产总值，亿元', 'GDP at constant prices, 10^8 yuan'),
      total: localized('排放总量，万吨', 'total emissions, 10^4 t'),
      missing: localized('缺少的年份或项目', 'years or items that are missing'),
    },
  },
  evaluate(input, context) {
    const on = lastDayOf(input.year);
    const edition = editionFor(context, 'carbon-intensity', on);
    const rule = edition.figure('rules', { rule: 'gdp' }, on);
    const years = Array.from({ length: Math.max(0, input.year - input.baseYear) }, (_, i) => input.baseYear + 1 + i);
    const indices = years.map((year) => input.growth.find((g) => g.year === year)?.index ?? null);
    const missing = [
      ...(input.emissions === null ? ['emissions'] : []),
      ...(input.baseGdp === null ? ['baseGdp'] : []),
      ...years.filter((_, i) => indices[i] === null).map(String),
    ];
    const gdp =
      input.baseGdp === null || indices.includes(null) || input.year < input.baseYear
        ? null
        : indices.reduce<Decimal>((product, index) => product.times(exact(index ?? 1)), exact(input.baseGdp));
    const total = input.emissions === null ? null : exact(input.emissions);
    const details = { constantGdp: gdp?.toNumber() ?? null, total: total?.toNumber() ?? null, missing };
    // 10^4 t for 10^8 yuan are as many tonnes for 10^4 yuan.
    const value = total && gdp?.gt(0) ? total.div(gdp) : null;
    const judged = value && input.target ? judge(value, input.decimals, targetBar(input.target), input.judgeBy) : null;
    const product = [input.baseGdp, ...indices].map((x) => (x === null ? NO_VALUE : plain(x))).join(' × ');
    return {
      value: value?.toNumber() ?? null,
      shown: value ? formatRounded(value, input.decimals) : NO_VALUE,
      unit: 't/10^4 yuan',
      verdict: value ? (judged?.verdict ?? 'not-applicable') : 'insufficient-data',
      limit: input.target ? plain(input.target.value) : null,
      editions: [edition],
      trace: [
        step(
          localized(`按 ${input.baseYear} 年价格的地区生产总值`, `GDP at prices of ${input.baseYear}`),
          gdp
            ? localized(`${product} = ${about(gdp)} 亿元。`, `${product} = ${about(gdp)} × 10^8 yuan.`)
            : missingText(missing),
          [rule],
        ),
        ...(value && total && gdp
          ? [
              step(
                localized('强度', 'Intensity'),
                localized(
                  `${plain(total)} 万吨 ÷ ${about(gdp)} 亿元 = ${about(value, 6)} 吨/万元。`,
                  `${plain(total)} × 10^4 t ÷ ${about(gdp)} × 10^8 yuan = ${about(value, 6)} t/10^4 yuan.`,
                ),
                [edition.figure('rules', { rule: 'yearly' }, on)],
              ),
            ]
          : []),
        ...(judged ? [step(localized('判定', 'Verdict'), judged.detail)] : []),
      ],
      warnings: [judged?.warning ?? null, notGrowthIndex(indices)],
      details,
    };
  },
});

const ITEMS: Readonly<Record<string, Localized>> = {
  emissions: localized('排放总量', 'total emissions'),
  baseGdp: localized('基年地区生产总值', 'GDP of the base year'),
};

/** Says what the GDP at constant prices lacks: items, or the growth of years. */
function missingText(missing: readonly string[]): Localized {
  const names = missing.map((item) => ITEMS[item] ?? localized(`${item} 年增长指数`, `growth of ${item}`));
  return names.length === 0
    ? localized(
        '核算年度早于基年，没有不变价地区生产总值。',
        'The year of the account is before the base year; there is no GDP at constant prices.',
      )
    : localized(`缺少：${names.map((n) => n.zh).join('、')}。`, `Missing: ${names.map((n) => n.en).join(', ')}.`);
}

/** 107.1 instead of 1.071, and 0.071: the usual slips. */
function notGrowthIndex(indices: readonly (number | string | null)[]) {
  const odd = indices.find((x) => x !== null && (exact(x).gt(2) || exact(x).lt(0.5)));
  return odd === undefined || odd === null
    ? null
    : warning(
        'growth-index-unlikely',
        `增长指数 ${plain(odd)} 不像以上年为 1 的指数，请核对。`,
        `A growth index of ${plain(odd)} hardly is one with the year before as 1; please check.`,
      );
}
