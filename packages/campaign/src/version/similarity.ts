import { editDistance } from '@qingshan/kernel';

/** Words without white space, stops and width variants, for comparison. */
export function bare(words: string): string {
  return words.normalize('NFKC').replaceAll(/[\s。.，,、；;：:“”"]/g, '');
}

/** How alike two wordings are, from 0 to 1: the share of characters that stay. */
export function similarity(a: string, b: string): number {
  const [x, y] = [bare(a), bare(b)];
  const longer = Math.max(x.length, y.length);
  return longer === 0 ? 1 : 1 - editDistance(x, y) / longer;
}
