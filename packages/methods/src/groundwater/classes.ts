import type { Decimal } from '@qingshan/kernel';
import type { Edition, Figure } from '@qingshan/standards';
import { numberOf } from '../air/rules.ts';
import { rangeOf, resultIn, type Measured, type Result } from '../laboratory/measured.ts';
import { namedValues } from '../laboratory/named-values.ts';
import { refusal } from '../laboratory/refusal.ts';

const WORST = 5;
const ROMAN = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ'] as const;

/** `Ⅲ`, or `Ⅳ–Ⅴ` where the class is only known to lie between the two. */
export function roman(from: number, to = from): string {
  const [a, b] = [ROMAN[from - 1] ?? '—', ROMAN[to - 1] ?? '—'];
  return a === b ? a : `${a}–${b}`;
}

/** An indicator of a well with the classes that its result leaves possible: one, where it was measured. */
export interface IndicatorClass {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly result: Result;
  readonly unit: string | null;
  readonly best: number;
  readonly worst: number;
  /** The limits that were compared with */
  readonly figures: readonly Figure[];
}

/**
 * The class of each measured indicator (6.2).
 *
 * @throws QingshanError `bad-input` for an indicator that the edition does not have, a wrong unit, or one named twice
 */
export function classify(
  edition: Edition,
  values: Readonly<Record<string, Measured>>,
  method: string,
): IndicatorClass[] {
  return namedValues(edition, { name: 'indicators', key: 'indicator' }, values, method).map(
    ({ id, name, measured }) => {
      const figures = edition.figures('limits', { indicator: id });
      const unit = figures.find((f) => f.unit !== null)?.unit ?? null;
      const result = resultIn(unit, measured, method);
      return { id, name, result, unit, figures, ...possibleClasses(figures, result, { id, method }) };
    },
  );
}

function possibleClasses(
  figures: readonly Figure[],
  result: Result,
  { id, method }: { readonly id: string; readonly method: string },
): { readonly best: number; readonly worst: number } {
  const observed = figures.every((f) => f.value === 'absent');
  if (observed && result.kind === 'number')
    throw refusal(method, `“${id}”写 无 或 有。`, `“${id}” is absent or present.`);
  if (!observed && result.kind === 'seen') throw refusal(method, `“${id}”须为数值。`, `“${id}” must be a number.`);
  if (result.kind === 'seen') return exactly(result.present ? WORST : 1);
  // Above its last limit a radioactivity may be class IV or V; the table has no limit of class IV.
  const last = Math.max(...figures.map((f) => Number(f.keys['class'])));
  const within = figures.find((f, i) => holds(f, result, figures[i + 1]));
  if (!within) return result.detected ? { best: last + 1, worst: WORST } : { best: 1, worst: WORST };
  const reached = Number(within.keys['class']);
  return { best: result.detected ? reached : 1, worst: reached };
}

function exactly(reached: number) {
  return { best: reached, worst: reached };
}

/** Whether a result lies in the range of a class or better. What is not detected lies below its detection limit. */
function holds(
  figure: Figure,
  { value, detected }: { readonly value: Decimal; readonly detected: boolean },
  next: Figure | undefined,
): boolean {
  const range = rangeOf(figure);
  if (range) return value.gte(range[0]) && value.lte(range[1]);
  if (figure.value !== 'not-detectable') return value.lte(numberOf(figure));
  // A detection limit above the limit of the next class would let anything pass as not detectable.
  return !detected && next !== undefined && value.lte(numberOf(next));
}
