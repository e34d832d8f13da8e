import { named } from '../named.ts';
import { Decimal } from '@qingshan/kernel';
import { z } from 'zod';
import { exact, quantity, type Quantity } from '../numbers.ts';

export const SOUND = 'dB(A)';

export const zoneSchema = z
  .enum(['0', '1', '2', '3', '4a', '4b'])
  .meta(named('声环境功能区类别', 'class of the functional zone'));

/** Energy mean of sound levels: 10·lg of the mean of 10^(0.1 L). `null` of nothing. */
export function energyMean(levels: readonly Decimal[]): Decimal | null {
  const [first, ...rest] = levels.map(energy);
  return first ? level(rest.reduce((a, b) => a.plus(b), first).div(levels.length)) : null;
}

/** Level of a day of which the night counts with a penalty. */
export function dayNightLevel(
  ld: Decimal,
  ln: Decimal,
  rules: { readonly dayHours: number; readonly nightHours: number; readonly penalty: number },
): Decimal {
  const day = energy(ld).times(rules.dayHours);
  const night = energy(ln.plus(rules.penalty)).times(rules.nightHours);
  return level(day.plus(night).div(rules.dayHours + rules.nightHours));
}

function energy(x: Decimal): Decimal {
  return new Decimal(10).pow(x.div(10));
}

/** To 12 digits, so that what the powers leave behind does not decide: ten equal levels have that level as mean. */
function level(mean: Decimal): Decimal {
  return mean.log(10).times(10).toSignificantDigits(12);
}

/** Equivalent level of a period: given as such, or as hourly values that must all be there. */
export function periodSchema(hours: number) {
  return z.union([quantity, z.array(quantity.nullable()).length(hours)]).nullable();
}

export interface PeriodLevel {
  readonly level: Decimal | null;
  readonly hours: number;
  readonly expected: number;
}

export function periodLevel(given: Quantity | readonly (Quantity | null)[] | null, expected: number): PeriodLevel {
  if (given === null) return { level: null, hours: 0, expected };
  if (!isList(given)) return { level: exact(given), hours: expected, expected };
  const valid = given.flatMap((x) => (x === null ? [] : [exact(x)]));
  return { level: energyMean(valid), hours: valid.length, expected };
}

function isList(x: Quantity | readonly (Quantity | null)[]): x is readonly (Quantity | null)[] {
  return Array.isArray(x);
}
