import { named } from '../../named.ts';
import { Decimal, type Day } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { z } from 'zod';
import { numberOf } from '../../air/rules.ts';
import { editionFor, type MethodContext } from '../../define.ts';
import { exact, quantity } from '../../numbers.ts';

/** Prices of ecosystem products: every one has a year and a source, and a set that it belongs to. */
export const PRICE_SETS = ['garze-2010', 'huanghua-2011', 'beijing-tax', 'tax-low', 'tax-high', 'remembered'] as const;
export type PriceSet = (typeof PRICE_SETS)[number];

const PRICES = [
  ...'reservoir dredging fertiliser-n fertiliser-p sand-control so2 nox dust cod nh3n tn tp'.split(' '),
  ...'carbon co2 oxygen electricity noise-wall species'.split(' '),
];

export const pricesSchema = z
  .strictObject({
    set: z
      .enum(PRICE_SETS)
      .default('garze-2010')
      .meta(
        named('价格组', 'set of prices', null, {
          zh: '价格组；组内没有的价格取表中第一个有的组',
          en: 'set of prices; one that it lacks comes from the first set that has it',
        }),
      ),
    own: z
      .array(
        z.strictObject({
          price: z.enum(PRICES).meta(named('价格项', 'which price')),
          value: quantity,
          year: z.int().meta(named('价格年份', 'year of the price')),
          source: z.string().min(1).meta(named('来源', 'source')),
        }),
      )
      .default([])
      .meta(named('自定价格', 'prices of your own')),
    index: quantity.default(1).meta(named('表中价格折到核算年的价格指数', 'index from the price year to the account')),
  })
  .meta(named('价格', 'prices'));
export type Prices = z.output<typeof pricesSchema>;

/** A price as it was found. */
export interface Price {
  readonly value: Decimal;
  /** `garze-2010`, `own` */
  readonly set: string;
  readonly year: number | null;
  readonly figures: readonly Figure[];
}

const AIR = new Set(['so2', 'nox', 'dust']);
const TAXED = new Set([...AIR, 'cod', 'nh3n', 'tp']);
const TAX_PLACES: Readonly<Partial<Record<PriceSet, string>>> = {
  'beijing-tax': 'beijing',
  'tax-low': 'low',
  'tax-high': 'high',
};

/** The prices of one account. */
export class PriceList {
  readonly #table: Edition;
  readonly #tax: Edition;
  readonly #on: Day;
  readonly #prices: Prices;

  constructor(prices: Prices, context: MethodContext, on: Day) {
    this.#prices = prices;
    this.#on = on;
    this.#table = editionFor(context, 'gep-prices', on);
    this.#tax = editionFor(context, 'environmental-tax', on);
  }

  /** The price that counts: the user's own, else that of the chosen set, else of the first set that has one. */
  of(price: string): Price | null {
    const own = this.#prices.own.findLast((p) => p.price === price);
    if (own) return { value: exact(own.value), set: 'own', year: own.year, figures: [] };
    const sets = [this.#prices.set, ...PRICE_SETS];
    return sets.map((set) => this.inSet(price, set)).find((p) => p !== null) ?? null;
  }

  inSet(price: string, set: PriceSet): Price | null {
    const year = this.#table.find('years', { set }, this.#on)?.value ?? null;
    const found = set in TAX_PLACES ? this.#taxPrice(price, TAX_PLACES[set] ?? '') : this.#listed(price, set);
    if (!found) return null;
    return {
      ...found,
      value: found.value.times(exact(this.#prices.index)),
      set,
      year: year === null ? null : Number(year),
    };
  }

  /** Every set that has this price, to show how far the choice reaches. */
  everySet(price: string): Price[] {
    return PRICE_SETS.map((set) => this.inSet(price, set)).filter((p) => p !== null);
  }

  /** A parameter of value (bulk density, nutrients …) of the chosen set, else of the study of Garze. */
  parameter(of: string): Figure {
    return (
      this.#table.find('parameters', { of, set: this.#prices.set }, this.#on) ??
      this.#table.figure('parameters', { of, set: 'garze-2010' }, this.#on)
    );
  }

  #listed(price: string, set: PriceSet): Pick<Price, 'value' | 'figures'> | null {
    const figure = this.#table.find('prices', { price, set }, this.#on);
    return figure && { value: numberOf(figure), figures: [figure] };
  }

  /** yuan per equivalent ÷ kg per equivalent × 1000: yuan for a tonne */
  #taxPrice(price: string, place: string): Pick<Price, 'value' | 'figures'> | null {
    if (!TAXED.has(price)) return null;
    const medium = AIR.has(price) ? 'air' : 'water';
    const rate = this.#tax.figure('rates', { medium, place }, this.#on);
    const equivalent = this.#tax.figure('equivalents', { pollutant: price, medium }, this.#on);
    return { value: numberOf(rate).times(1000).div(numberOf(equivalent)), figures: [rate, equivalent] };
  }
}

/** Yuan in 10^4 yuan. */
export function inWan(yuan: Decimal): Decimal {
  return yuan.div(10000);
}

export const ZERO = new Decimal(0);
