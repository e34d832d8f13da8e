import { Decimal } from '@qingshan/kernel';

/** One column of the breakpoint table of HJ 633: the IAQI and the concentration at each, as far as the column goes. */
export interface Breakpoints {
  readonly iaqi: readonly bigint[];
  readonly concentration: readonly Decimal[];
  /** IAQI above the last breakpoint; `null` where the edition gives no sub-index there */
  readonly above: number | null;
}

function scaled(x: Decimal, places: number): bigint {
  return BigInt(x.times(new Decimal(10).pow(places)).toFixed(0));
}

function ceilDiv(a: bigint, b: bigint): bigint {
  return a / b + (a % b > 0n ? 1n : 0n);
}

/**
 * Sub-index of a concentration ≥ 0, rounded up to an integer (HJ 633-2012 6.2, HJ 633-2026 4.2.6).
 *
 * The whole formula is worked out on integers, since a ceiling turns the last digit of a double into a whole index
 * point (CO 2.2 is exactly 55, in doubles 55.00000000000001).
 *
 * @returns `null` above a column whose edition gives no sub-index there
 */
export function iaqiOf(concentration: Decimal, table: Breakpoints): number | null {
  const at = table.concentration.findIndex((bp) => concentration.lte(bp));
  if (at < 0) return table.above;
  if (at === 0) return Number(table.iaqi[0] ?? 0n);
  const [bpLow, bpHigh] = [table.concentration[at - 1], table.concentration[at]];
  const [low, high] = [table.iaqi[at - 1], table.iaqi[at]];
  if (!bpLow || !bpHigh || low === undefined || high === undefined) throw new RangeError('breakpoint table is ragged');
  const places = Math.max(concentration.decimalPlaces(), bpLow.decimalPlaces(), bpHigh.decimalPlaces());
  const [c, lo, hi] = [scaled(concentration, places), scaled(bpLow, places), scaled(bpHigh, places)];
  return Number(ceilDiv((high - low) * (c - lo) + low * (hi - lo), hi - lo));
}
