import { Decimal, formatRounded, roundHalfEven, snap } from '@qingshan/kernel';
import { z } from 'zod';

/** A concentration or other measured number: a JSON number, or a decimal string where its last digit matters. */
export const quantity = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]);
export type Quantity = z.output<typeof quantity>;

/** The decimal number that is meant; a double is taken at 12 significant digits (docs/adr/0004). */
export function exact(x: number | string | Decimal): Decimal {
  return typeof x === 'number' ? snap(x) : new Decimal(x);
}

/** `45.20` as `45.2`, for sentences. */
export function plain(x: number | string | Decimal): string {
  return exact(x).toFixed();
}

/** At most `decimals` places, for sentences that show an unrounded value: 31.931245 as `31.9312`. */
export function about(x: number | string | Decimal, decimals = 4): string {
  return roundHalfEven(x, decimals).toFixed();
}

export { formatRounded, roundHalfEven };
