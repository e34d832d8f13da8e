import { GBT_9704 } from './layout.ts';

const POINTS_IN_MM = 72 / 25.4;

/** Characters of the title's size in a line, less one for fonts that are wider than the one named. */
const MOST = Math.floor((GBT_9704.coreWidth.value * POINTS_IN_MM) / GBT_9704.titleSize.value) - 1;

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Words of the field that the dictionary takes apart. */
const TERMS = /镇街|裸地|台账|督办|降尘|扬尘/g;

/** What does not begin a line: it belongs to the word or figure before it. */
const BOUND = /^[的年月日度号、，。：；！？）〕》”]/;
/** What does not end one: it belongs to the word after it. */
const OPENING = /[（〔《“\d.第各]$/;

/** Width in characters of the title's size: a letter or digit takes half, and a share of the space set around them. */
function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (/[\u0020-\u00ff]/.test(char) ? 0.6 : 1), 0);
}

/** The places where a line may end. */
function breaksIn(title: string): number[] {
  const inTerms = new Set([...title.matchAll(TERMS)].map(({ index }) => index + 1));
  return [...words.segment(title)]
    .map(({ index }) => index)
    .filter((at) => at > 0 && !inTerms.has(at) && !BOUND.test(title.slice(at)) && !OPENING.test(title.slice(0, at)));
}

/**
 * A title in as few lines as hold it, of like length and broken between words, as GB/T 9704-2012 7.3.1 asks (from
 * memory: 回行时，要做到词意完整，排列对称，长短适宜).
 */
export function titleLines(title: string): string[] {
  const count = Math.ceil(widthOf(title) / MOST);
  if (count <= 1) return [title];
  const first = widthOf(title) / count;
  const [at] = breaksIn(title).toSorted(
    (a, b) => Math.abs(widthOf(title.slice(0, a)) - first) - Math.abs(widthOf(title.slice(0, b)) - first),
  );
  return at === undefined ? [title] : [title.slice(0, at), ...titleLines(title.slice(at))];
}
