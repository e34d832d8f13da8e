import { readNumber } from './numerals.ts';
import type { RawBoard, RawDoubt, RawNumber, RawTask } from './raw.ts';

/** A doubt about the number of a task. */
export interface NumberDoubt {
  readonly task: RawTask;
  readonly doubt: RawDoubt;
}

/**
 * Checks that the column 序号 counts on: through the document, or from 1 in every board. It numbers the measures when
 * rows within a task have numbers of their own, else the tasks. A missing number may be passed over by the next.
 */
export function checkNumbers(numbers: readonly RawNumber[]): NumberDoubt[] {
  const countsMeasures = numbers.some((n) => !n.startsTask && n.words !== '');
  const counted = countsMeasures ? numbers : numbers.filter((n) => n.startsTask);
  if (counted.every((n) => n.words === '')) return [];
  const found: NumberDoubt[] = [];
  let [last, blanks] = [0, 0];
  let board: RawBoard | null = null;
  let seen = new Set<number>();
  for (const { words, place, task, board: of } of counted) {
    const ask = (code: RawDoubt['code']): void => {
      found.push({ task, doubt: { code, field: 'number', place, words, values: { expected: last + 1 } } });
    };
    const n = readNumber(words.replace(/[.．、]$/, ''));
    if (of !== board && n === 1) [last, blanks, seen] = [0, 0, new Set()];
    board = of;
    if (n === null) {
      ask(words === '' ? 'number-missing' : 'number-unreadable');
      blanks += 1;
      continue;
    }
    if (seen.has(n)) ask('number-repeated');
    else {
      if (n <= last || n > last + 1 + blanks) ask('number-gap');
      [last, blanks] = [Math.max(last, n), 0];
    }
    seen.add(n);
  }
  return found;
}
