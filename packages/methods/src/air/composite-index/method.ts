import { named } from '../../named.ts';
import { Decimal, formatDay, roundHalfEven, unitFactor, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { defineMethod, editionFor, type MethodContext } from '../../define.ts';
import { exact, plain, quantity, type Quantity } from '../../numbers.ts';
import { localized, NO_VALUE, step, warning } from '../../result.ts';
import { dayOf } from '../daily-series.ts';
import { dateSchema, periodSchema, reachOf, stillRunning, throughSchema } from '../period.ts';
import { namesOf, numberOf, unitOf } from '../rules.ts';

const value = quantity.nullable().exactOptional();

interface Single {
  readonly parameter: string;
  readonly concentration: Decimal | null;
  readonly limit: Decimal;
  readonly weight: Decimal;
  /** C ÷ S times its weight, unrounded */
  readonly index: Decimal | null;
  readonly figures: readonly (Figure | null)[];
}

export const compositeIndexMethod = defineMethod({
  id: 'air.composite-index',
  version: '1.0.0',
  title: localized('环境空气质量综合指数', 'Composite air quality index'),
  summary: localized(
    '六项单项指数 C/S 之和：SO2、NO2、PM10、PM2.5 为时段平均，CO 为第95百分位数，臭氧为日最大8小时第90百分位数；单项指数不先修约，只对总和修约一次。',
    'Sum of six single indices C/S: period means of SO2, NO2, PM10 and PM2.5, the 95th percentile of CO and the 90th of the 8-hour maxima of O3; single indices are not rounded, only the sum is, once.',
  ),
  basis: [{ family: 'city-ranking', clause: '三 综合指数' }],
  input: z.strictObject({
    period: periodSchema,
    through: throughSchema.exactOptional(),
    concentrations: z.strictObject({ so2: value, no2: value, pm10: value, pm25: value, co: value, o3: value }).meta(
      named('评价浓度', 'statistics as published', null, {
        zh: '评价浓度（CO 为 mg/m3，其余 ug/m3），按公布的修约值',
        en: 'statistics as published (CO mg/m3, others ug/m3)',
      }),
    ),
    limitsOn: dateSchema.exactOptional().meta(
      named('标准值的日期', 'day of the limits', null, {
        zh: '取哪一天的标准值，缺省为时段末日',
        en: 'day whose limits apply, by default the last of the period',
      }),
    ),
    weighted: z.boolean().default(false).meta(named('采用未证实的加权变体', 'use the unconfirmed weighted variant')),
  }),
  output: {
    value: localized('综合指数（未修约）', 'composite index, unrounded'),
    unit: '1',
    details: {
      single: localized('单项指数（三位小数，仅供显示）', 'single indices to three decimals, for display'),
      main: localized('主要污染物（并列同列）', 'main pollutants, ties together'),
      missing: localized('缺项', 'missing parameters'),
      limitsOn: localized('标准值日期', 'day of the limits'),
    },
  },
  evaluate(input, context) {
    const reach = reachOf(input.period, input.through);
    const on = input.limitsOn === undefined ? reach.period.last : dayOf(input.limitsOn);
    const edition = editionFor(context, 'city-ranking', on);
    const singles = singlesOf(input.concentrations, { edition, on, weighted: input.weighted }, context);
    const missing = singles.filter((s) => s.index === null).map((s) => s.parameter);
    const sum = missing.length > 0 ? null : singles.reduce((total, s) => total.plus(s.index ?? 0), new Decimal(0));
    const main = sum ? mainOf(singles) : [];
    const rule = (name: string) => edition.figure('composite-rules', { rule: name }, on);
    const places = numberOf(rule('decimals')).toNumber();
    const shown = sum ? roundHalfEven(sum, places).toFixed(places) : NO_VALUE;
    return {
      value: sum?.toNumber() ?? null,
      shown,
      unit: '1',
      verdict: sum && !reach.running ? 'not-applicable' : 'insufficient-data',
      completeness: {
        valid: singles.length - missing.length,
        expected: singles.length,
        required: singles.length,
        of: 'samples',
      },
      editions: [edition],
      trace: [
        singleStep(singles, rule('formula'), context),
        step(
          localized('综合指数', 'Composite index'),
          sum ? sumText(sum, shown, namesOf(context, main)) : missingText(namesOf(context, missing)),
          [rule('decimals'), rule('main-pollutant')],
        ),
        ...(reach.running ? [step(localized('判定', 'Verdict'), stillRunning(reach))] : []),
      ],
      warnings: [
        input.weighted
          ? warning('unconfirmed-variant', '采用了未证实的加权变体。', 'The unconfirmed weighted variant was used.')
          : null,
      ],
      details: { single: Object.fromEntries(singles.map(displayed)), main, missing, limitsOn: formatDay(on) },
    };
  },
});

function sumText(sum: Decimal, shown: string, main: Localized): Localized {
  const total = roundHalfEven(sum, 6).toFixed();
  return localized(
    `总和 ${total}，一次修约为 ${shown}；主要污染物：${main.zh}。`,
    `Sum ${total}, rounded once to ${shown}; main pollutant: ${main.en}.`,
  );
}

function missingText(missing: Localized): Localized {
  return localized(`缺 ${missing.zh}，不计算总和。`, `${missing.en} missing; no sum is given.`);
}

function displayed(single: Single): [string, string | null] {
  const { parameter, concentration, limit } = single;
  return [parameter, concentration && roundHalfEven(concentration.div(limit), 3).toFixed(3)];
}

function singlesOf(
  concentrations: Readonly<Record<string, Quantity | null | undefined>>,
  rules: { readonly edition: Edition; readonly on: Day; readonly weighted: boolean },
  context: MethodContext,
): Single[] {
  return rules.edition.figures('composite-limits', {}, rules.on).map((figure) => {
    const parameter = figure.keys['parameter'] ?? '';
    const unit = unitOf(context, parameter);
    const limit = numberOf(figure).times(unitFactor(figure.unit ?? unit, unit) ?? Number.NaN);
    const weightFigure = rules.weighted ? rules.edition.figure('composite-weights', { parameter }, rules.on) : null;
    const weight = weightFigure ? numberOf(weightFigure) : new Decimal(1);
    const given = concentrations[parameter];
    const concentration = given === null || given === undefined ? null : exact(given);
    return {
      parameter,
      concentration,
      limit,
      weight,
      index: concentration && concentration.times(weight).div(limit),
      figures: [figure, weightFigure],
    };
  });
}

/** The largest C/S, weighted or not. Compared at 12 digits, so that indices that are equal as fractions tie. */
function mainOf(singles: readonly Single[]): string[] {
  const indices = singles.map((s) => (s.concentration ?? new Decimal(0)).div(s.limit).toSignificantDigits(12));
  const largest = Decimal.max(...indices);
  return singles.filter((_, i) => indices[i]?.eq(largest)).map((s) => s.parameter);
}

function singleStep(singles: readonly Single[], formula: Figure, context: MethodContext) {
  const list = singles
    .map((s) => {
      const name = namesOf(context, [s.parameter]).en;
      if (!s.concentration || !s.index) return `${name} ${NO_VALUE}`;
      const weight = s.weight.eq(1) ? '' : ` × ${plain(s.weight)}`;
      return `${name} ${plain(s.concentration)}/${plain(s.limit)}${weight} = ${roundHalfEven(s.index, 4).toFixed()}`;
    })
    .join(', ');
  return step(localized('单项指数', 'Single indices'), localized(`${list}。`, `${list}.`), [
    formula,
    ...singles.flatMap((s) => s.figures),
  ]);
}
