const DIGITS = '零一二三四五六七八九';
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

const digit = (d: number): string => DIGITS[d] ?? '';

/** Writes 1 to 99 in Chinese: 一, 十, 二十三; larger numbers in digits. */
export function chineseNumber(n: number): string {
  if (n < 1 || n > 99) return String(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? digit(tens) : ''}${tens > 0 ? '十' : ''}${ones > 0 ? digit(ones) : ''}`;
}

const value = (c: string | undefined): number => (c === '两' ? 2 : c === undefined ? 0 : DIGITS.indexOf(c));

/** Reads a Chinese or Arabic number up to 999: 五, 十二, 二百, 88; `null` when it is none. */
export function readNumber(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (/^\d{1,6}$/.test(plain)) return Number(plain);
  const m = /^(?:([一二两三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(plain);
  if (!m || plain === '') return null;
  return value(m[1]) * 100 + (m[3] ? (m[2] ? value(m[2]) : 1) * 10 : 0) + value(m[4]);
}

/** Writes 1 to 20 in a circle: ①; larger numbers in brackets. */
export function circledNumber(n: number): string {
  return CIRCLED[n - 1] ?? `（${n}）`;
}

/** The number in a circle, or `null`. */
export function readCircled(character: string): number | null {
  const at = character === '' ? -1 : CIRCLED.indexOf(character);
  return at < 0 ? null : at + 1;
}
