import { QingshanError, type Day, type Decimal, type Localized } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { numberOf } from '../air/rules.ts';
import { localized } from '../result.ts';

/** A class of change between two years, from `from` on; HJ/T 192-2006 counts up to and including instead. */
export interface ChangeClass {
  readonly id: string;
  readonly name: Localized;
  readonly figures: readonly Figure[];
}

/** Whether the table's figures are upper bounds: the last row is open above. */
function isUpTo(figures: readonly Figure[]): boolean {
  return figures.at(-1)?.value === 'above';
}

/**
 * The class of a difference, by its size; boundaries as the document has them. `null` where the edition has no classes.
 * The difference must be exact: 32.3 − 24.3 is 8, not 7.9999999999999964.
 */
export function changeClassOf(difference: Decimal, edition: Edition, on: Day): ChangeClass | null {
  const figures = edition.figures('change', {}, on);
  const size = difference.abs();
  const found = isUpTo(figures)
    ? figures.find((f) => f.value === 'above' || size.lte(numberOf(f)))
    : figures.findLast((f) => size.gte(numberOf(f)));
  if (figures.length === 0) return null;
  if (!found?.text) throw new QingshanError('no-figure', { edition: edition.number, what: 'change' });
  return {
    id: found.keys['class'] ?? '',
    name: named(found.text, difference, found.keys['class'] === 'none'),
    figures,
  };
}

/** `略微` and a rise: 略微变好 */
function named(text: Localized, difference: Decimal, none: boolean): Localized {
  if (none) return text;
  const better = difference.gt(0);
  return localized(`${text.zh}${better ? '变好' : '变差'}`, `${text.en} change for the ${better ? 'better' : 'worse'}`);
}
