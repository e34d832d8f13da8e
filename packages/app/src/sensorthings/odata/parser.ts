import { QingshanError } from '@qingshan/kernel';
import { BINDING, FUNCTIONS, GEOMETRIC, isFunction, isOperator, type Expression } from './expression.ts';
import { badQuery, Lexer, type Token } from './tokens.ts';

/** Brackets within brackets; deeper ones would only wear out the machine. */
const DEEPEST = 50;
const LONGEST = 8000;
const UNARY_BINDING = 7;

const END = { zh: '结尾', en: 'the end' };

function written(token: Token): { readonly zh: string; readonly en: string } {
  if (token.kind === 'end') return END;
  if (token.kind === 'name' || token.kind === 'mark') return { zh: `“${token.text}”`, en: `“${token.text}”` };
  return { zh: '这个值', en: 'this value' };
}

/** Reads one option token by token; what every option has in common. */
export class Parser {
  readonly #lexer: Lexer;
  readonly #source: string;
  #ahead: Token;
  #depth = 0;

  /**
   * @param source what was written, of the same length, where `text` is not it
   * @throws QingshanError `bad-query`
   */
  constructor(text: string, option: string, source = text) {
    if (text.length > LONGEST) {
      const why = { zh: `超过 ${LONGEST} 个字符`, en: `it is longer than ${LONGEST} characters` };
      throw badQuery(option, LONGEST, why);
    }
    this.#source = source;
    this.#lexer = new Lexer(text, option);
    this.#ahead = this.#lexer.next();
  }

  get ahead(): Token {
    return this.#ahead;
  }

  /** What was written from there to the next token. */
  since(at: number): string {
    return this.#source.slice(at, this.#ahead.at).trim();
  }

  take(): Token {
    const token = this.#ahead;
    this.#ahead = this.#lexer.next();
    return token;
  }

  /** Whether the mark comes next; then it is taken. */
  takes(mark: string): boolean {
    if (this.#ahead.kind !== 'mark' || this.#ahead.text !== mark) return false;
    this.take();
    return true;
  }

  /** @throws QingshanError `bad-query` */
  wrong(expected: { readonly zh: string; readonly en: string }, token = this.#ahead): QingshanError {
    const found = written(token);
    return badQuery(this.#lexer.option, token.at, {
      zh: `${found.zh}处应为${expected.zh}`,
      en: `${expected.en} is expected instead of ${found.en}`,
    });
  }

  bad(at: number, zh: string, en: string, hint: { readonly zh: string; readonly en: string } | '' = ''): QingshanError {
    return badQuery(this.#lexer.option, at, { zh, en }, hint);
  }

  demand(mark: string): void {
    if (!this.takes(mark)) throw this.wrong({ zh: `“${mark}”`, en: `“${mark}”` });
  }

  end(): void {
    if (this.#ahead.kind !== 'end') throw this.wrong({ ...END, zh: '结尾' });
  }

  name(): { readonly text: string; readonly at: number } {
    const token = this.#ahead;
    if (token.kind !== 'name') throw this.wrong({ zh: '名称', en: 'a name' });
    this.take();
    return token;
  }

  /** `Datastream/name` */
  names(): { readonly names: readonly string[]; readonly at: number } {
    const first = this.name();
    const names = [first.text];
    while (this.takes('/')) names.push(this.name().text);
    return { names, at: first.at };
  }

  whole(): number {
    const token = this.take();
    if (token.kind === 'literal' && token.literal.type === 'number' && Number.isSafeInteger(token.literal.value)) {
      return token.literal.value;
    }
    throw this.wrong({ zh: '不小于 0 的整数', en: 'a whole number from 0' }, token);
  }

  truth(): boolean {
    const token = this.take();
    if (token.kind === 'literal' && token.literal.type === 'truth') return token.literal.value;
    throw this.wrong({ zh: 'true 或 false', en: 'true or false' }, token);
  }

  /** Runs a part that stands within another one. */
  within<T>(at: number, read: () => T): T {
    this.#depth += 1;
    if (this.#depth > DEEPEST) {
      throw this.bad(at, `嵌套超过 ${DEEPEST} 层`, `it is nested deeper than ${DEEPEST}`);
    }
    const result = read();
    this.#depth -= 1;
    return result;
  }

  expression(binding = 0): Expression {
    let left = this.#operand();
    for (;;) {
      const token = this.#ahead;
      if (token.kind !== 'name' || !isOperator(token.text) || BINDING[token.text] <= binding) return left;
      this.take();
      const operator = token.text;
      const right = this.within(token.at, () => this.expression(BINDING[operator]));
      left = { kind: 'binary', operator, left, right, at: token.at };
    }
  }

  #operand(): Expression {
    const token = this.#ahead;
    const { at } = token;
    if (token.kind === 'literal') {
      this.take();
      return { kind: 'literal', literal: token.literal, at };
    }
    if (this.takes('(')) {
      const inner = this.within(at, () => this.expression());
      this.demand(')');
      return inner;
    }
    if (this.takes('-')) {
      return { kind: 'negative', operand: this.within(at, () => this.expression(UNARY_BINDING)), at };
    }
    if (token.kind === 'name' && token.text === 'not') {
      this.take();
      return { kind: 'not', operand: this.within(at, () => this.expression(UNARY_BINDING)), at };
    }
    if (token.kind === 'name') return this.#pathOrCall();
    throw this.wrong({ zh: '属性、函数或值', en: 'a property, a function or a value' });
  }

  #pathOrCall(): Expression {
    const { names, at } = this.names();
    if (!this.takes('(')) return { kind: 'path', names, at };
    const name = names.join('/');
    if (GEOMETRIC.has(name)) {
      const hint = { zh: '点位没有坐标，只有地名。', en: 'The places have names and no coordinates.' };
      throw new QingshanError('query-unsupported', { what: { zh: `函数 ${name}`, en: `the function ${name}` }, hint });
    }
    if (!isFunction(name)) {
      const known = Object.keys(FUNCTIONS).join(', ');
      throw this.bad(at, `没有函数“${name}”`, `there is no function “${name}”`, {
        zh: `可用：${known}。`,
        en: `There are: ${known}.`,
      });
    }
    const given = this.within(at, () => this.#arguments());
    const takes: readonly number[] = FUNCTIONS[name];
    if (!takes.includes(given.length)) {
      const many = takes.join(' / ');
      throw this.bad(at, `${name} 要 ${many} 个参数`, `${name} takes ${many} arguments`);
    }
    return { kind: 'call', name, arguments: given, at };
  }

  #arguments(): Expression[] {
    const given: Expression[] = [];
    if (this.takes(')')) return given;
    do given.push(this.expression());
    while (this.takes(','));
    this.demand(')');
    return given;
  }
}
