import { Decimal } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { numberOf } from '../air/rules.ts';

/**
 * The variants of the slope length and steepness factor, under their names: they differ threefold on steep land, so one is
 * chosen and stated (rusle-papers, redline-guide).
 */
export const SLOPE_VARIANTS = ['redline', 'paper', 'invest', 'desmet-govers'] as const;
export type SlopeVariant = (typeof SLOPE_VARIANTS)[number];

export interface SlopeFactor {
  readonly length: Decimal;
  readonly steepness: Decimal;
  /** Exponent of the length */
  readonly exponent: Decimal;
}

/** Standard plot of the soil loss equation, m */
const PLOT = 22.13;
function ratio(sin: Decimal, divisor: number | Decimal): Decimal {
  const beta = sin.div(divisor).div(sin.pow(0.8).times(3).plus(0.56));
  return beta.div(beta.plus(1));
}

function stepped(percent: Decimal, steps: readonly (readonly [number, number])[], above: Decimal): Decimal {
  const hit = steps.find(([upTo]) => percent.lte(upTo));
  return hit ? new Decimal(hit[1]) : above;
}

/** Slope length in metres and angle; the pieces of the red-line guide come from its table. */
export function ofLength(
  variant: 'redline' | 'paper',
  angle: Decimal,
  length: Decimal,
  guide: (item: string) => Figure,
): SlopeFactor {
  const radians = angle.times(Decimal.acos(-1)).div(180);
  const sin = radians.sin();
  const exponent =
    variant === 'redline' ? ratio(sin, numberOf(guide('beta'))) : paperExponent(radians.tan().times(100));
  return { length: length.div(PLOT).pow(exponent), steepness: steepnessOf(variant, angle, sin, guide), exponent };
}

function paperExponent(percent: Decimal): Decimal {
  return new Decimal(percent.gte(9) ? 0.5 : percent.gte(3) ? 0.4 : percent.gte(1) ? 0.3 : 0.2);
}

function steepnessOf(variant: SlopeVariant, angle: Decimal, sin: Decimal, guide: (item: string) => Figure): Decimal {
  const redline = variant === 'redline';
  const [flat, gentle] = redline
    ? [numberOf(guide('flat-below')), numberOf(guide('gentle-below'))]
    : [new Decimal(5), new Decimal(10)];
  if (angle.lt(flat)) return sin.times(10.8).plus(0.03);
  if (angle.lt(gentle)) return sin.times(16.8).minus(0.5);
  if (redline && angle.gte(numberOf(guide('steep-below')))) return numberOf(guide('cliff'));
  return sin.times(21.91).minus(0.96);
}

export interface Cell {
  /** % */
  readonly slope: Decimal;
  /** Cells that drain through this one, itself included */
  readonly accumulation: Decimal;
  /** Side of a cell, m */
  readonly side: Decimal;
  /** Cap of the length factor */
  readonly cap: Decimal | null;
}

/** A cell with its upslope area. InVEST takes the square root of the area as a length and the slope angle for the aspect. */
export function ofCell(variant: 'invest' | 'desmet-govers', { slope, accumulation, side, cap }: Cell): SlopeFactor {
  const angle = slope.div(100).atan();
  const [sin, cos] = [angle.sin(), angle.cos()];
  const continuous = ratio(sin, 0.0896);
  const exponent =
    variant === 'invest'
      ? stepped(
          slope,
          [
            [1, 0.2],
            [3.5, 0.3],
            [5, 0.4],
            [9, 0.5],
          ],
          continuous,
        )
      : continuous;
  const area = side.times(side);
  const above = accumulation.minus(1).times(area);
  const upslope = variant === 'invest' ? above.sqrt() : above;
  const crossing = variant === 'invest' ? sin.abs().plus(cos.abs()) : new Decimal(2).sqrt();
  const more = exponent.plus(1);
  const length = upslope
    .plus(area)
    .pow(more)
    .minus(upslope.pow(more))
    .div(side.pow(exponent.plus(2)).times(crossing.pow(exponent)).times(new Decimal(PLOT).pow(exponent)));
  return {
    length: cap ? Decimal.min(length, cap) : length,
    steepness: slope.lt(9) ? sin.times(10.8).plus(0.03) : sin.times(16.8).minus(0.5),
    exponent,
  };
}
