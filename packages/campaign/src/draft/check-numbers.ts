import { readNumber } from './numerals.ts';
import type { RawBoard, RawDoubt, RawNumber, RawTask } from './raw.ts';

/** A doubt about the number of a task. */
export interface NumberDoubt {
  readonly task: RawTask;
  readonly doubt: RawDoubt;
}

/**
 * Checks that the column 序号 counts on: through the document, or from 1 in every board. It numbers the measures when
 * rows within a task have numbers of their own, else the tasks.
 */
export function checkNumbers(numbers: readonly RawNumber[]): NumberDoubt[] {
  const countsMeasures = numbers.some((n) => !n.startsTask && n.words !== '');
  const counted = countsMeasures ? numbers : numbers.filter((n) => n.startsTask);
  if (counted.every((n) => n.words === '')) return [];
  const found: NumberDoubt[] = [];
  let last = 0;
  let board: RawBoard | null = null;
  let seen = new Set<number>();
  for (const { words, place, task, board: of } of counted) {
    const ask = (code: RawDoubt['code'], expected = 0): void => {
      found.push({ task, doubt: { code, field: 'number', place, words, values: { expected } } });
    };
    const n = readNumber(words.replace(/[.．、]$/, ''));
    const mayRestart = of !== board;
    board = of;
    if (words === '') {
      ask('number-missing');
      last += 1;
      continue;
    }
    if (n === null) {
      ask('number-unreadable');
      last += 1;
      continue;
    }
    if (mayRestart && n === 1) [last, seen] = [0, new Set()];
    if (seen.has(n)) ask('number-repeated');
    else if (n !== last + 1) ask('number-gap', last + 1);
    seen.add(n);
    last = Math.max(last, n);
  }
  return found;
}
