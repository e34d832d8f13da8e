import { chineseNumber } from './chinese.ts';
import type { Block } from './document.ts';

/** Numbers of the levels of text (GB/T 9704-2012 7.3.3). */
const NUMBERS: Readonly<Record<1 | 2 | 3 | 4, (n: number) => string>> = {
  1: (n) => `${chineseNumber(n)}、`,
  2: (n) => `（${chineseNumber(n)}）`,
  3: (n) => `${n}.`,
  4: (n) => `（${n}）`,
};

/** The blocks with the numbers of their headings written out; a heading starts the count of the levels below it anew. */
export function numbered(blocks: readonly Block[]): Block[] {
  const counts = [0, 0, 0, 0];
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    const n = (counts[block.level - 1] ?? 0) + 1;
    counts.splice(block.level - 1, 5 - block.level, n, ...Array.from({ length: 4 - block.level }, () => 0));
    return { ...block, text: `${NUMBERS[block.level](n)}${block.text}` };
  });
}
