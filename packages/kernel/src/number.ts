import { Decimal } from 'decimal.js';

export { Decimal };

/**
 * The decimal number that a double stands for, at 12 significant digits.
 *
 * Sums arrive exact from the observation engine and are divided in doubles; the noise that a handful of double
 * operations can leave lies beyond the 12th digit, so `30.499999999999996` means 30.5. Decided in docs/adr/0004.
 */
export function snap(x: number): Decimal {
  if (!Number.isFinite(x)) throw new RangeError(`not a finite number: ${x}`);
  return new Decimal(x.toPrecision(12));
}

/**
 * Rounds half to even in one step (GB/T 8170 四舍六入五成双).
 *
 * @param x a double (snapped first), a decimal string or a Decimal
 * @param decimals places to keep, 0 or more
 */
export function roundHalfEven(x: number | string | Decimal, decimals: number): Decimal {
  const exact = typeof x === 'number' ? snap(x) : new Decimal(x);
  return exact.toDecimalPlaces(decimals, Decimal.ROUND_HALF_EVEN);
}

/** `roundHalfEven` written out with all its decimals: `formatRounded(30, 1)` is `"30.0"`. Minus zero is written 0. */
export function formatRounded(x: number | string | Decimal, decimals: number): string {
  const rounded = roundHalfEven(x, decimals);
  return (rounded.isZero() ? new Decimal(0) : rounded).toFixed(decimals);
}

/** Sum of doubles with Neumaier's compensation; the result does not depend on the order beyond the last digit. */
export function sumOf(values: Iterable<number>): number {
  let sum = 0;
  let compensation = 0;
  for (const x of values) {
    const t = sum + x;
    compensation += Math.abs(sum) >= Math.abs(x) ? sum - t + x : x - t + sum;
    sum = t;
  }
  return sum + compensation;
}

/** Arithmetic mean, or `null` of nothing. */
export function meanOf(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : sumOf(Array.from(values)) / values.length;
}
