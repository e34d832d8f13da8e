import { Decimal, type Day } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { editionFor, type MethodContext } from '../define.ts';

/** Digits of a mean that are kept: beyond them lies what repeated division leaves. */
const DIGITS = 15;

/** The mean of values of an item; that of pH goes by the concentration of hydrogen ions. `null` of nothing. */
export function meanOfItem(item: string, values: readonly Decimal[]): Decimal | null {
  if (values.length === 0) return null;
  if (item !== 'ph') return arithmetic(values).toSignificantDigits(DIGITS);
  const ions = values.map((ph) => new Decimal(10).pow(ph.negated()));
  return arithmetic(ions).log(10).negated().toSignificantDigits(DIGITS);
}

function arithmetic(values: readonly Decimal[]): Decimal {
  return values.reduce((sum, x) => sum.plus(x), new Decimal(0)).div(values.length);
}

/** What the rules say about the mean of an item. */
export function meanFigures(context: MethodContext, item: string, detected: boolean, on: Day): Figure[] {
  const edition = editionFor(context, 'water-statistics', on);
  const rules = [...(item === 'ph' ? ['ph'] : []), ...(detected ? [] : ['not-detected'])];
  return rules.map((rule) => edition.figure('means', { rule }, on));
}
