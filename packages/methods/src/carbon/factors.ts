import { named } from '../named.ts';
import { canonicalUnit, Decimal, QingshanError, unitFactor, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { editionOn, numberOf } from '../air/rules.ts';
import { editionFor, type MethodContext } from '../define.ts';
import { exact, quantity } from '../numbers.ts';
import { localized } from '../result.ts';
import { lastDayOf } from '../year.ts';

/** How the methods read carbon factors. One account uses one set of fuel factors: the sets differ and are never mixed. */
export const FUEL_SETS = ['statistical', 'sector-guides', 'per-tce-a', 'per-tce-b'] as const;
export type FuelSet = (typeof FUEL_SETS)[number];

export const fuelSetSchema = z
  .enum(FUEL_SETS)
  .default('statistical')
  .meta(
    named('燃料因子', 'set of fuel factors', null, {
      zh: '燃料因子，整个账户用同一套；按标准煤的待核对',
      en: 'set of fuel factors, one for the whole account; those for standard coal are to be checked',
    }),
  );

const SERIES = {
  beijing: ['grid-co2', 'beijing', 'average'],
  'north-china': ['grid-co2', 'north-china', 'average'],
  national: ['grid-co2', 'national', 'average'],
  'national-excl-market': ['grid-co2', 'national', 'excl-market-non-fossil'],
  'national-fossil': ['grid-co2', 'national', 'fossil'],
  'north-east': ['grid-co2', 'north-east', 'average'],
  'east-china': ['grid-co2', 'east-china', 'average'],
  'central-china': ['grid-co2', 'central-china', 'average'],
  'north-west': ['grid-co2', 'north-west', 'average'],
  'south-grid': ['grid-co2', 'south-grid', 'average'],
  'south-west': ['grid-co2', 'south-west', 'average'],
  'beijing-market': ['carbon-market-beijing', 'beijing-market', 'average'],
  'enterprise-2021': ['carbon-market-beijing', 'enterprise-2021', 'average'],
  'enterprise-2022': ['carbon-market-beijing', 'enterprise-2022', 'average'],
} as const;

export type ElectricitySeries = keyof typeof SERIES;
export const ELECTRICITY_SERIES = Object.keys(SERIES) as [ElectricitySeries, ...ElectricitySeries[]];

/** Which electricity factor an account uses, and whether it stays the same over the years. */
export const gridFields = {
  series: z.enum(ELECTRICITY_SERIES).default('beijing').meta(named('电力因子序列', 'series of the factor')),
  factorYear: z
    .int()
    .min(2000)
    .max(2100)
    .exactOptional()
    .meta(
      named('冻结在这一数据年度的因子', 'freeze the factor of this year', null, {
        zh: '冻结在这一数据年度的因子；缺省取计划指定的版本，再缺省取核算年度的',
        en: 'freeze the factor of this year; by default the pinned edition, else that of the year of the account',
      }),
    ),
  factor: quantity.exactOptional().meta(
    named('自定因子', 'factor of your own', 'kgCO2/kWh', {
      zh: '自定因子，kgCO2/kWh（公告中有而本系统没有的数值）',
      en: 'factor of your own, from a notice that is not here yet',
    }),
  ),
};
const gridSchema = z.strictObject(gridFields);
export type GridChoice = z.output<typeof gridSchema>;

/** A factor, ready to multiply: tonnes of CO2 for one `per`. */
export interface CarbonFactor {
  readonly tonnes: Decimal;
  /** `kg`, `m3`, `t`, `10^4 m3`, `tce`, `kWh`, `GJ` */
  readonly per: string;
  readonly name: Localized;
  readonly figures: readonly Figure[];
  readonly edition: Edition | null;
}

const CARBON_TO_CO2 = new Decimal(44).div(12);

function unitParts(figure: Figure): [string, string] {
  const [of = '', per = ''] = (figure.unit ?? '').split('/');
  return [of, canonicalUnit(per) ?? per];
}

/** `kgCO2/m3` 2.1622 as tonnes for one m3. */
function printed(figure: Figure): Pick<CarbonFactor, 'tonnes' | 'per'> {
  const [of, per] = unitParts(figure);
  const tonnes = unitFactor(of.replace('CO2', ''), 't') ?? new Decimal(Number.NaN);
  return { tonnes: numberOf(figure).times(tonnes), per };
}

/**
 * The factor of a fuel.
 *
 * @throws QingshanError `no-figure` for a fuel that the set does not have
 */
export function fuelFactor(context: MethodContext, set: FuelSet, fuel: string, on: Day): CarbonFactor {
  if (set === 'sector-guides') {
    const edition = editionFor(context, 'fuel-co2-sector-guides', on);
    const read = (table: string) => edition.figure(table, { fuel }, on);
    const [heat, carbon, oxidation] = [read('heat-value'), read('carbon'), read('oxidation')];
    const share = numberOf(oxidation).div(100);
    return {
      tonnes: numberOf(heat).times(numberOf(carbon)).times(share).times(CARBON_TO_CO2),
      per: unitParts(heat)[1],
      name: heat.text ?? localized(fuel, fuel),
      figures: [heat, carbon, oxidation],
      edition,
    };
  }
  const family = set === 'statistical' ? 'fuel-co2-statistical' : 'co2-per-tce';
  const edition = editionFor(context, family, on);
  const keys = set === 'statistical' ? { fuel } : { set: set === 'per-tce-a' ? 'a' : 'b', fuel };
  const figure = edition.figure('co2', keys, on);
  return { ...printed(figure), name: figure.text ?? localized(fuel, fuel), figures: [figure], edition };
}

/** The default factor of purchased heat. */
export function heatFactor(context: MethodContext, on: Day): CarbonFactor {
  const edition = editionFor(context, 'fuel-co2-sector-guides', on);
  const figure = edition.figure('heat', { item: 'co2' }, on);
  return { ...printed(figure), name: localized('外购热力', 'purchased heat'), figures: [figure], edition };
}

/** An electricity factor; `tonnes` is null where the notice's figure is not known here. */
export type GridFactor = Omit<CarbonFactor, 'tonnes'> & { readonly tonnes: Decimal | null };

/**
 * The electricity factor that an account uses: its own, else that of the frozen year, else that of the pinned edition,
 * else that of the year of the account (or the latest before it). `tonnes` is null before the first notice and where its
 * figure is not known here.
 */
export function gridFactor(context: MethodContext, choice: GridChoice, on: Day): GridFactor {
  if (choice.factor !== undefined) {
    const name = localized('自定电力因子', 'own electricity factor');
    return { tonnes: exact(choice.factor).div(1000), per: 'kWh', name, figures: [], edition: null };
  }
  const [family, scope, kind] = SERIES[choice.series];
  const edition =
    choice.factorYear === undefined
      ? editionOn(context, family, on)
      : editionOn({ ...context, pins: {} }, family, lastDayOf(choice.factorYear));
  if (!edition)
    return { tonnes: null, per: 'kWh', name: localized('尚无公布的因子', 'no factor yet'), figures: [], edition };
  const figure = edition.figure('factors', { scope, kind }, on);
  return {
    tonnes: figure.value === null ? null : numberOf(figure).div(1000),
    per: 'kWh',
    name: figure.text ?? localized(scope, scope),
    figures: [figure],
    edition,
  };
}

/**
 * Tonnes of CO2 of an amount.
 *
 * @throws QingshanError `bad-input` where the amount's unit does not fit the factor
 */
export function tonnesOf(method: string, amount: Decimal, unit: string, factor: CarbonFactor): Decimal {
  const scale = unitFactor(unit, factor.per);
  if (!scale) {
    const { zh, en } = factor.name;
    const why = {
      zh: `${zh}的单位 ${unit} 不能换算为 ${factor.per}。`,
      en: `${unit} of ${en} is not a ${factor.per}.`,
    };
    throw new QingshanError('bad-input', { method, why });
  }
  return amount.times(scale).times(factor.tonnes);
}
