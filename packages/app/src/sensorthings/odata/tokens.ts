import { parseDay, parseMoment, QingshanError, type Day, type Localized, type Moment } from '@qingshan/kernel';

/** The words of OData expressions, each with where it begins. */

export type Literal =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'truth'; readonly value: boolean }
  | { readonly type: 'null' }
  | { readonly type: 'time'; readonly from: Moment; readonly to: Moment }
  | { readonly type: 'day'; readonly value: Day }
  /** Seconds since midnight */
  | { readonly type: 'clock'; readonly value: number }
  /** Seconds */
  | { readonly type: 'duration'; readonly value: number };

export type Token =
  | { readonly kind: 'literal'; readonly literal: Literal; readonly at: number }
  | { readonly kind: 'name'; readonly text: string; readonly at: number }
  | { readonly kind: 'mark'; readonly text: string; readonly at: number }
  | { readonly kind: 'geometry' | 'end'; readonly at: number };

/** A query option is wrong. `at` counts characters from 0 in the option's value as it was before URL encoding. */
export function badQuery(option: string, at: number, why: Localized, hint: Localized | '' = ''): QingshanError {
  return new QingshanError('bad-query', { option, position: at + 1, why, hint });
}

const CLOCK = String.raw`\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?`;
const MOMENT = String.raw`\d{4}-\d{2}-\d{2}T${CLOCK}(?:Z|[+-]\d{2}:\d{2})?`;
const SPACE = /\s+/y;
const TIME = new RegExp(`(${MOMENT})(?:/(${MOMENT}))?`, 'y');
/** A plus sign that was not encoded arrives as a space. */
const LOST_PLUS = new RegExp(String.raw`\d{4}-\d{2}-\d{2}T${CLOCK} \d{2}:\d{2}(?!\d)`, 'y');
const DAY = /\d{4}-\d{2}-\d{2}(?![\dT])/y;
const TIME_OF_DAY = new RegExp(`(${CLOCK})(?![\\d:])`, 'y');
const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])/iy;
const TEXT = /'((?:[^']|'')*)'/y;
const DURATION = /duration'(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?'/y;
const GEOMETRY = /(?:geography|geometry)'[^']*'/y;
const NAME = /@?[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*(?:@[\p{L}.]+)?/uy;
const MARK = /[(),/;=*-]/y;

const WORDS: ReadonlyMap<string, Literal> = new Map([
  ['true', { type: 'truth', value: true }],
  ['false', { type: 'truth', value: false }],
  ['null', { type: 'null' }],
]);

function secondsOf(clock: string): number | null {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return hours > 23 || minutes > 59 || seconds >= 60 ? null : hours * 3600 + minutes * 60 + Math.floor(seconds);
}

/** Cuts a text into tokens, one at a time. */
export class Lexer {
  readonly #text: string;
  readonly #option: string;
  #at = 0;

  constructor(text: string, option: string) {
    this.#text = text;
    this.#option = option;
  }

  get option(): string {
    return this.#option;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }

  #wrong(at: number, what: string, zh: string, en: string): QingshanError {
    return badQuery(this.#option, at, { zh: `“${what}”${zh}`, en: `“${what}” ${en}` });
  }

  /** @throws QingshanError `bad-query` */
  next(): Token {
    this.#match(SPACE);
    const at = this.#at;
    if (at >= this.#text.length) return { kind: 'end', at };
    if (this.#match(GEOMETRY)) return { kind: 'geometry', at };
    const literal = this.#literal(at);
    if (literal) return { kind: 'literal', literal, at };
    const name = this.#match(NAME)?.[0];
    if (name !== undefined) {
      const word = WORDS.get(name);
      return word ? { kind: 'literal', literal: word, at } : { kind: 'name', text: name, at };
    }
    const mark = this.#match(MARK)?.[0];
    if (mark !== undefined) return { kind: 'mark', text: mark, at };
    const found = String.fromCodePoint(this.#text.codePointAt(at) ?? 0);
    if (found === "'") throw this.#wrong(at, "'", '没有结束的引号', 'opens a text that does not end');
    throw this.#wrong(at, found, '不是这里能用的字符', 'cannot stand here');
  }

  #literal(at: number): Literal | null {
    if (this.#match(LOST_PLUS)) {
      const hint = { zh: '网址中的“+”要写成 %2B。', en: 'In an address “+” is written %2B.' };
      throw badQuery(this.#option, at, { zh: '时区前缺“+”', en: 'the zone has lost its “+”' }, hint);
    }
    const time = this.#match(TIME);
    if (time) return this.#time(at, time);
    const day = this.#match(DAY)?.[0];
    if (day !== undefined) {
      const value = parseDay(day);
      if (value === null) throw this.#wrong(at, day, '不是日期', 'is no date');
      return { type: 'day', value };
    }
    const clock = this.#match(TIME_OF_DAY)?.[0];
    if (clock !== undefined) {
      const value = secondsOf(clock);
      if (value === null) throw this.#wrong(at, clock, '不是时刻', 'is no time of day');
      return { type: 'clock', value };
    }
    const number = this.#match(NUMBER)?.[0];
    if (number !== undefined) return { type: 'number', value: Number(number) };
    const text = this.#match(TEXT)?.[1];
    if (text !== undefined) return { type: 'text', value: text.replaceAll("''", "'") };
    const duration = this.#match(DURATION);
    if (duration) {
      const [days = 0, hours = 0, minutes = 0, seconds = 0] = duration.slice(2).map((part) => Number(part ?? 0));
      const value = days * 86_400 + hours * 3600 + minutes * 60 + seconds;
      return { type: 'duration', value: duration[1] === '-' ? -value : value };
    }
    return null;
  }

  #time(at: number, [, first = '', last]: RegExpExecArray): Literal {
    const from = parseMoment(first);
    const to = last === undefined ? from : parseMoment(last);
    if (from === null) throw this.#wrong(at, first, '不是时间', 'is no time');
    if (to === null) throw this.#wrong(at + first.length + 1, last ?? '', '不是时间', 'is no time');
    if (to < from) throw this.#wrong(at, `${first}/${last}`, '的终点早于起点', 'ends before it begins');
    return { type: 'time', from, to };
  }
}
