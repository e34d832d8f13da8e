import { Decimal, QingshanError, unitFactor, type Day, type Localized, type PeriodKind } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { editionFor, type MethodContext } from '../define.ts';
import type { Bar } from '../judge.ts';
import { localized } from '../result.ts';
import type { DailyStatistic, DayRule } from './daily-series.ts';
import { perContext } from './per-context.ts';
import type { PeriodRule } from './statistics.ts';

/**
 * How the air methods read the editions. Nothing else names tables and keys of GB 3095 and HJ 663, and no rule's number
 * stands in code.
 */

/** The number of a figure. */
export function numberOf(figure: Figure): Decimal {
  return new Decimal(figure.value ?? Number.NaN);
}

/** Canonical unit of a parameter's values. */
export function unitOf(context: MethodContext, parameter: string): string {
  return context.standards.parameter(parameter).unit;
}

/** Written names of parameters, joined for a sentence: `PM10、PM2.5`. */
export function namesOf(context: MethodContext, parameters: readonly string[]): Localized {
  const names = parameters.map((p) => context.standards.parameter(p).name);
  return localized(names.map((n) => n.zh).join('、'), names.map((n) => n.en).join(', '));
}

/** Like `editionFor`, `null` where no edition was in force. */
export function editionOn(context: MethodContext, family: string, on: Day): Edition | null {
  try {
    return editionFor(context, family, on);
  } catch (error) {
    if (error instanceof QingshanError && error.code === 'no-edition') return null;
    throw error;
  }
}

export type Averaging = 'year' | 'day' | 'mda8' | 'hour';

const AVERAGING: Readonly<Record<Averaging, { readonly zh: string; readonly en: string }>> = {
  year: localized('年平均', 'annual mean'),
  day: localized('日平均', 'daily mean'),
  mda8: localized('日最大8小时平均', 'daily maximum 8-hour mean'),
  hour: localized('1小时平均', '1-hour mean'),
};

const CLASSES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  '1': localized('一级', 'class 1'),
  '2': localized('二级', 'class 2'),
};

/** A limit of GB 3095 in the parameter's unit; `null` where there is none for this averaging time. */
export const limitFor = perContext(
  (
    context,
    parameter: string,
    averaging: Averaging,
    areaClass: string,
    on: Day,
  ): { readonly bar: Bar; readonly figure: Figure } | null => {
    const edition = editionFor(context, 'gb-3095', on);
    const figure = edition.find('limits', { parameter, averaging, class: areaClass }, on);
    if (!figure) return null;
    const unit = unitOf(context, parameter);
    const factor = unitFactor(figure.unit ?? unit, unit);
    if (!factor) throw new QingshanError('no-figure', { edition: edition.number, what: `${parameter} (${unit})` });
    const [level, time] = [CLASSES[areaClass], AVERAGING[averaging]];
    return {
      bar: {
        value: numberOf(figure).times(factor),
        direction: 'at-most',
        name: localized(
          `${edition.number} ${level?.zh}${time.zh}限值`,
          `${edition.number} ${level?.en} limit of the ${time.en}`,
        ),
      },
      figure,
    };
  },
);

/** Decimals to which HJ 663 rounds a value of a parameter. */
export const decimalsFor = perContext(
  (context, parameter: string, on: Day): { readonly decimals: number; readonly figure: Figure } => {
    const figure = editionFor(context, 'hj-663', on).figure('rounding', { parameter, use: 'period' }, on);
    return { decimals: numberOf(figure).toNumber(), figure };
  },
);

/**
 * How many valid days a period and its months need, from GB 3095 Table 4 and what HJ 663 adds to it. Half-years and
 * ranges of months are treated like quarters: every whole month must be valid.
 */
export const periodRuleFor = perContext(
  (
    context,
    parameter: string,
    kind: PeriodKind,
    on: Day,
  ): { readonly rule: PeriodRule | null; readonly figures: readonly Figure[] } => {
    const editions = ['gb-3095', 'hj-663'].map((family) => editionFor(context, family, on));
    const find = (averaging: string, rule: string) =>
      editions.map((edition) => edition.find('validity', { parameter, averaging, rule }, on)).find((f) => f !== null);
    const whole = kind === 'year' || kind === 'quarter' ? kind : 'month';
    const total = find(whole, `min-days-${whole}`);
    const monthOf = kind === 'year' || find(whole, 'min-days-month') ? whole : 'month';
    const [month, february] = [find(monthOf, 'min-days-month'), find(monthOf, 'min-days-february')];
    if (!month || kind === 'day') return { rule: null, figures: [] };
    return {
      rule: {
        total: total && whole !== 'month' ? numberOf(total).toNumber() : null,
        month: numberOf(month).toNumber(),
        february: numberOf(february ?? month).toNumber(),
      },
      figures: [total, month, february, kind === 'quarter' ? find('quarter', 'months') : undefined].filter(
        (f) => f !== undefined,
      ),
    };
  },
);

/** The statistic that a parameter's days are assessed by. */
export function statisticOf(parameter: string): 'day' | 'mda8' {
  return parameter === 'o3' ? 'mda8' : 'day';
}

/** When a day's value of a parameter is valid. */
export const dayRuleFor = perContext(
  (
    context,
    parameter: string,
    statistic: DailyStatistic,
    areaClass: string,
    on: Day,
  ): { readonly rule: DayRule; readonly figures: readonly Figure[] } => {
    const gb = editionFor(context, 'gb-3095', on);
    if (statistic === 'day') {
      const hours = gb.figure('validity', { parameter, averaging: 'day', rule: 'min-hours' }, on);
      return { rule: { statistic, minHours: numberOf(hours).toNumber() }, figures: [hours] };
    }
    const windows = editionFor(context, 'hj-663', on).figure(
      'validity',
      { parameter, averaging: 'mda8', rule: 'min-windows' },
      on,
    );
    const limit = limitFor(context, parameter, 'mda8', areaClass, on);
    if (!limit) throw new QingshanError('no-figure', { edition: gb.number, what: `${parameter} mda8` });
    const { decimals } = decimalsFor(context, parameter, on);
    return {
      rule: {
        statistic,
        minWindows: numberOf(windows).toNumber(),
        unlessAbove: limit.bar.value.toNumber(),
        decimals,
      },
      figures: [windows, limit.figure],
    };
  },
);

/** Whether HJ 663 assesses the annual mean of a parameter, and its percentile; `null` for parameters outside it. */
export const annualItemsOf = perContext(
  (
    context,
    parameter: string,
    on: Day,
  ): { readonly mean: boolean; readonly percentile: number; readonly figures: readonly Figure[] } | null => {
    const edition = editionFor(context, 'hj-663', on);
    const [mean, percentile] = ['mean', 'percentile'].map((item) =>
      edition.find('statistics', { parameter, item }, on),
    );
    if (!mean || !percentile) return null;
    return { mean: mean.value === 'yes', percentile: numberOf(percentile).toNumber(), figures: [mean, percentile] };
  },
);

/** The parameters of HJ 663's annual assessment. */
export function annualParameters(context: MethodContext, on: Day): string[] {
  const figures = editionFor(context, 'hj-663', on).figures('statistics', {}, on);
  return [...new Set(figures.map((f) => f.keys['parameter'] ?? ''))];
}

/** Which share of the stations must be valid for the value of a district. */
export interface CoverageRule {
  /** 0.75 */
  readonly share: number;
  /** With fewer stations than this the other share applies; 4 */
  readonly few: number;
  /** 0.5 */
  readonly shareOfFew: number;
}

export function coverageFor(
  context: MethodContext,
  on: Day,
): { readonly rule: CoverageRule; readonly figures: readonly Figure[] } {
  const edition = editionFor(context, 'hj-663', on);
  const read = (rule: string) => edition.figure('coverage', { rule }, on);
  const [share, few, shareOfFew] = [read('share'), read('few-stations'), read('share-of-few')];
  return {
    rule: {
      share: numberOf(share).div(100).toNumber(),
      few: numberOf(few).toNumber(),
      shareOfFew: numberOf(shareOfFew).div(100).toNumber(),
    },
    figures: [share, few, shareOfFew],
  };
}

/** A number of HJ 663's rates: `rateFor(context, 'good-days', 'index-up-to', on)` is 100. */
export function rateFor(
  context: MethodContext,
  rate: 'good-days' | 'heavy-days' | 'exceed-multiple' | 'compliance',
  item: 'index-up-to' | 'index-above' | 'decimals',
  on: Day,
): { readonly value: number; readonly figure: Figure } {
  const figure = editionFor(context, 'hj-663', on).figure('rates', { rate, item }, on);
  return { value: numberOf(figure).toNumber(), figure };
}

/** What HJ 663 says about the mean of a period and about percentiles, for the trace. */
export const statisticClauses = perContext((context, statistic: 'mean' | 'percentile', on: Day): readonly Figure[] => {
  const edition = editionFor(context, 'hj-663', on);
  return statistic === 'mean'
    ? edition.figures('aggregation', { item: 'month' }, on)
    : edition.figures('percentile', {}, on);
});
