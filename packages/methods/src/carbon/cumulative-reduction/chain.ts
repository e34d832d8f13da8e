import { Decimal } from '@qingshan/kernel';
import { exact, type Quantity } from '../../numbers.ts';

/** What is known of a year. */
export interface YearOfAccount {
  readonly year: number;
  readonly emissions?: Quantity | null | undefined;
  readonly growth?: Quantity | null | undefined;
  readonly rate?: Quantity | null | undefined;
}

export interface Link {
  readonly year: number;
  /** Reduction of the year as a share; `null` when it cannot be computed */
  readonly yearly: Decimal | null;
  /** Reduction on the base year, chained; `null` from the first gap on */
  readonly cumulative: Decimal | null;
}

const ONE = new Decimal(1);

/**
 * Chains the yearly reductions of intensity on the base year: D = 1 − (1 − D of the year before) × (1 − d). With
 * emissions and real growth, d = 1 − (E(t) ÷ E(t−1)) ÷ growth(t): the GDP itself cancels out.
 */
export function chain(years: readonly YearOfAccount[], baseYear: number, lastYear: number): Link[] {
  const byYear = new Map(years.map((y) => [y.year, y]));
  const links: Link[] = [];
  let left: Decimal | null = ONE;
  for (let year = baseYear + 1; year <= lastYear; year++) {
    const yearly = reductionOf(byYear.get(year), byYear.get(year - 1));
    left = left && yearly && left.times(ONE.minus(yearly));
    links.push({ year, yearly, cumulative: left && ONE.minus(left) });
  }
  return links;
}

function reductionOf(now: YearOfAccount | undefined, before: YearOfAccount | undefined): Decimal | null {
  if (now?.rate !== undefined && now.rate !== null) return exact(now.rate).div(100);
  const [e1, e0, growth] = [now?.emissions ?? null, before?.emissions ?? null, now?.growth ?? null];
  if (e1 === null || e0 === null || growth === null) return null;
  const divisor = exact(e0).times(exact(growth));
  return divisor.lte(0) ? null : ONE.minus(exact(e1).div(divisor));
}

/** Reduction that a steady yearly rate towards `target` reaches after `done` of `all` years. */
export function pathAt(target: Decimal, done: number, all: number): Decimal {
  return ONE.minus(ONE.minus(target).pow(new Decimal(done).div(all)));
}

/** The steady yearly reduction that is still needed to go from `reached` to `target`; `null` when no year is left. */
export function neededPerYear(target: Decimal, reached: Decimal, yearsLeft: number): Decimal | null {
  return yearsLeft <= 0 ? null : ONE.minus(ONE.minus(target).div(ONE.minus(reached)).pow(ONE.div(yearsLeft)));
}
