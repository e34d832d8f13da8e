import { Decimal, type Day } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { numberOf } from '../air/rules.ts';

/** Actual evapotranspiration of a year from rain and potential evapotranspiration, both in mm. */
export interface Evapotranspiration {
  /** ET ÷ P, at most 1 */
  readonly share: Decimal;
  readonly figures: readonly Figure[];
}

const ONE = new Decimal(1);

/** Zhang: ET/P = (1 + w·x) / (1 + w·x + 1/x), x = PET/P. Nothing evaporates where there is no demand. */
export function zhang(rain: Decimal, potential: Decimal, w: Decimal): Decimal {
  if (rain.lte(0) || potential.lte(0)) return new Decimal(0);
  const x = potential.div(rain);
  const wx = ONE.plus(w.times(x));
  return wx.div(wx.plus(ONE.div(x)));
}

/** Fu: ET/P = 1 + x − (1 + x^ω)^(1/ω). */
export function fu(rain: Decimal, potential: Decimal, omega: Decimal): Decimal {
  if (rain.lte(0) || potential.lte(0)) return new Decimal(0);
  const x = potential.div(rain);
  return ONE.plus(x).minus(ONE.plus(x.pow(omega)).pow(ONE.div(omega)));
}

/** The ω of InVEST: Z·AWC/P + 1.25, at most 5; AWC in mm is the smaller of soil and root depth times the water that plants can take. */
export function omegaOf(
  {
    z,
    depth,
    available,
    rain,
  }: { readonly z: Decimal; readonly depth: Decimal; readonly available: Decimal; readonly rain: Decimal },
  edition: Edition,
  on: Day,
): { readonly omega: Decimal; readonly figures: readonly Figure[] } {
  const [constant, cap] = ['fu-constant', 'fu-cap'].map((item) => edition.figure('budyko', { item }, on));
  const figures = [constant, cap].filter((f) => f !== undefined);
  if (!constant || !cap || rain.lte(0)) return { omega: ONE, figures };
  const omega = z.times(depth).times(available).div(rain).plus(numberOf(constant));
  return { omega: Decimal.min(omega, numberOf(cap)), figures };
}

/** w of the Zhang curve for a cover. */
export const ZHANG_COVERS = ['forest', 'grass', 'bare'] as const;

export function zhangWeight(cover: (typeof ZHANG_COVERS)[number], edition: Edition, on: Day): Figure {
  return edition.figure('budyko', { item: `zhang-${cover}` }, on);
}
