import { Decimal, type Day, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { numberOf } from '../../air/rules.ts';
import { editionFor, type MethodContext } from '../../define.ts';
import type { PriceList } from './prices.ts';

/** One product of a service: how much of it there is and what it is worth. */
export interface Product {
  /** `silt`, `so2`, `visits` … */
  readonly of: string;
  readonly quantity: Decimal;
  readonly unit: string;
  /** A price of the list, for one unit of the quantity; `null` where the value is given in yuan */
  readonly price: string | null;
  /** Value in yuan where no price of the list is asked for */
  readonly yuan: Decimal | null;
}

export interface Note {
  readonly code: string;
  readonly text: Localized;
}

export interface ServiceResult {
  readonly products: readonly Product[];
  readonly figures: readonly Figure[];
  readonly notes?: readonly Note[];
}

export function priced(of: string, quantity: Decimal, unit: string, price: string): Product {
  return { of, quantity, unit, price, yuan: null };
}

export function worth(of: string, quantity: Decimal, unit: string, yuan: Decimal): Product {
  return { of, quantity, unit, price: null, yuan };
}

/** What a service may look up; every figure that it takes is remembered for the trace. */
export class Lookup {
  readonly figures: Figure[] = [];
  readonly prices: PriceList;
  readonly #context: MethodContext;
  readonly #on: Day;

  constructor(context: MethodContext, on: Day, prices: PriceList) {
    this.#context = context;
    this.#on = on;
    this.prices = prices;
  }

  number(family: string, table: string, keys: Readonly<Record<string, string>>): Decimal {
    const figure = this.edition(family).figure(table, keys, this.#on);
    this.figures.push(figure);
    return numberOf(figure);
  }

  /** The same, `null` where the table has none. */
  find(family: string, table: string, keys: Readonly<Record<string, string>>): Decimal | null {
    const figure = this.edition(family).find(table, keys, this.#on);
    if (figure) this.figures.push(figure);
    return figure && numberOf(figure);
  }

  parameter(of: string): Decimal {
    const figure = this.prices.parameter(of);
    this.figures.push(figure);
    return numberOf(figure);
  }

  edition(family: string): Edition {
    return editionFor(this.#context, family, this.#on);
  }
}

/** 1 km2 of 1 mm of water is 1000 m3. */
export const MM_KM2 = new Decimal(1000);
