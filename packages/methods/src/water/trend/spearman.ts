import { Decimal } from '@qingshan/kernel';

export interface RankCorrelation {
  /** 1 − 6Σd² ÷ (N³ − N) */
  readonly rs: Decimal;
  readonly sumOfSquares: Decimal;
  readonly n: number;
  readonly ties: boolean;
}

/**
 * Spearman's rank correlation of values in order of time with time, exact. Equal values share the mean of their ranks;
 * the printed formula has no rule for them.
 *
 * @param values at least two
 */
export function rankCorrelation(values: readonly Decimal[]): RankCorrelation {
  const n = values.length;
  const ranks = values.map((x) => {
    const [below, equal] = [values.filter((y) => y.lt(x)).length, values.filter((y) => y.eq(x)).length];
    return new Decimal(below).plus(new Decimal(equal + 1).div(2));
  });
  const sumOfSquares = ranks.reduce((sum, rank, i) => sum.plus(rank.minus(i + 1).pow(2)), new Decimal(0));
  const rs = new Decimal(1).minus(sumOfSquares.times(6).div(n ** 3 - n));
  return { rs, sumOfSquares, n, ties: new Set(values.map((x) => x.toFixed())).size < n };
}
