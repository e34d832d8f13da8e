import { calendarOf, DAY_SECONDS, type Localized, type Moment } from '@qingshan/kernel';
import type { Arithmetic, Comparison, Expression, FunctionName } from './odata/expression.ts';
import { badQuery } from './odata/tokens.ts';
import { DayValue, isComplex, Seconds, TimeSpan, valueOf, type Value } from './values.ts';

/** What an expression is worked out on. */
export interface Subject {
  /** Every value that a path leads to; several, where a step leads to several entities */
  follow(names: readonly string[]): readonly Value[];
}

const BEIJING_MINUTES = 480;
const EARLIEST: Moment = -62_135_596_800;
const LATEST: Moment = 253_402_300_799;

function typeOf(value: Value): string {
  if (value instanceof TimeSpan) return 'time';
  if (value instanceof DayValue) return 'day';
  if (value instanceof Seconds) return value.type;
  return isComplex(value) ? 'object' : typeof value;
}

const NAMES: Readonly<Record<string, Localized>> = {
  time: { zh: '时间', en: 'a time' },
  day: { zh: '日期', en: 'a date' },
  clock: { zh: '时刻', en: 'a time of day' },
  duration: { zh: '时长', en: 'a duration' },
  string: { zh: '文本', en: 'text' },
  number: { zh: '数值', en: 'a number' },
  boolean: { zh: '真假值', en: 'true or false' },
  object: { zh: '空值或对象', en: 'nothing or an object' },
};
const nameOf = (value: Value): Localized => NAMES[typeOf(value)] ?? { zh: '', en: '' };

const HINT_OF_TIME = {
  zh: '时间不加引号，如 2024-10-31T08:00:00%2B08:00；按日比较用 date(phenomenonTime) eq 2024-10-31。',
  en: 'Write times without quotes, 2024-10-31T08:00:00%2B08:00; compare days by date(phenomenonTime) eq 2024-10-31.',
};

/** Works out expressions. `option` is named in errors. */
export class Evaluator {
  readonly #option: string;
  readonly #now: Moment;

  constructor(option: string, now: Moment) {
    this.#option = option;
    this.#now = now;
  }

  /** Whether the expression is true of the subject. @throws QingshanError `bad-query` for values that do not go together */
  holds(expression: Expression, subject: Subject): boolean {
    return this.values(expression, subject).some((value) => this.#truth(value, expression.at));
  }

  /** @throws QingshanError `bad-query` */
  values(expression: Expression, subject: Subject): readonly Value[] {
    switch (expression.kind) {
      case 'literal':
        return [valueOf(expression.literal)];
      case 'path':
        return subject.follow(expression.names);
      case 'not':
        return [!this.holds(expression.operand, subject)];
      case 'negative':
        return this.values(expression.operand, subject).map((value) =>
          value instanceof Seconds ? new Seconds(value.type, -value.seconds) : this.#negative(value, expression.at),
        );
      case 'call':
        return this.#each(expression.arguments, subject).map((given) => this.#call(expression.name, given, expression));
      case 'binary': {
        const { operator, left, right, at } = expression;
        if (operator === 'and') return [this.holds(left, subject) && this.holds(right, subject)];
        if (operator === 'or') return [this.holds(left, subject) || this.holds(right, subject)];
        const pairs = this.#each([left, right], subject);
        const on = pairs.map(([a = null, b = null]) => [a, b] as const);
        if (isComparison(operator)) return [on.some(([a, b]) => this.#compare(operator, a, b, at))];
        return on.map(([a, b]) => this.#calculate(operator, a, b, at));
      }
    }
  }

  /** Every choice of one value of each expression. */
  #each(expressions: readonly Expression[], subject: Subject): Value[][] {
    return expressions
      .map((one) => this.values(one, subject))
      .reduce<Value[][]>((all, values) => all.flatMap((some) => values.map((value) => [...some, value])), [[]]);
  }

  #wrong(at: number, zh: string, en: string, hint: Localized | '' = ''): Error {
    return badQuery(this.#option, at, { zh, en }, hint);
  }

  #truth(value: Value, at: number): boolean {
    if (typeof value === 'boolean') return value;
    if (value === null) return false;
    const { zh, en } = nameOf(value);
    throw this.#wrong(at, `这里应是条件，而不是${zh}`, `a condition is expected here, not ${en}`);
  }

  #negative(value: Value, at: number): Value {
    if (value === null) return null;
    if (typeof value === 'number') return -value;
    const { zh, en } = nameOf(value);
    throw this.#wrong(at, `${zh}没有负值`, `${en} has no negative`);
  }

  #compare(operator: Comparison, a: Value, b: Value, at: number): boolean {
    if (a === null || b === null) {
      if (operator === 'eq') return a === b;
      return operator === 'ne' && a !== b;
    }
    const order = this.#order(a, b, at);
    switch (operator) {
      case 'eq':
        return order === 0;
      case 'ne':
        return order !== 0;
      case 'gt':
        return order > 0;
      case 'ge':
        return order >= 0;
      case 'lt':
        return order < 0;
      case 'le':
        return order <= 0;
    }
  }

  /** Below 0: the first comes before the second. */
  #order(a: Value, b: Value, at: number): number {
    if (a instanceof TimeSpan && b instanceof TimeSpan) return a.compare(b);
    if (a instanceof DayValue && b instanceof DayValue) return a.day - b.day;
    if (a instanceof Seconds && b instanceof Seconds && a.type === b.type) return a.seconds - b.seconds;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
    if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
    const [one, other] = [nameOf(a), nameOf(b)];
    const hint = a instanceof TimeSpan || b instanceof TimeSpan ? HINT_OF_TIME : '';
    throw this.#wrong(at, `${one.zh}不能与${other.zh}比较`, `${one.en} cannot be compared with ${other.en}`, hint);
  }

  #calculate(operator: Arithmetic, a: Value, b: Value, at: number): Value {
    if (a === null || b === null) return null;
    if (typeof a === 'number' && typeof b === 'number') return this.#number(operator, a, b, at);
    if (a instanceof TimeSpan && operator === 'sub' && b instanceof TimeSpan) {
      return new Seconds('duration', a.from - b.from);
    }
    if (a instanceof TimeSpan && b instanceof Seconds && b.type === 'duration') {
      const by = operator === 'add' ? b.seconds : -b.seconds;
      if (operator === 'add' || operator === 'sub') return new TimeSpan(a.from + by, a.to + by);
    }
    const [one, other] = [nameOf(a), nameOf(b)];
    throw this.#wrong(
      at,
      `${operator} 不能用于${one.zh}和${other.zh}`,
      `${operator} does not take ${one.en} and ${other.en}`,
    );
  }

  #number(operator: Arithmetic, a: number, b: number, at: number): number {
    if (b === 0 && (operator === 'div' || operator === 'mod')) throw this.#wrong(at, '除数为 0', 'it divides by 0');
    switch (operator) {
      case 'add':
        return a + b;
      case 'sub':
        return a - b;
      case 'mul':
        return a * b;
      case 'div':
        return a / b;
      case 'mod':
        return a % b;
    }
  }

  #call(name: FunctionName, given: readonly Value[], { at }: Expression): Value {
    if (name === 'now') return new TimeSpan(this.#now);
    if (name === 'mindatetime') return new TimeSpan(EARLIEST);
    if (name === 'maxdatetime') return new TimeSpan(LATEST);
    if (given.includes(null)) return null;
    const [a = null] = given;
    const result =
      a instanceof TimeSpan
        ? ofTime(name, a)
        : a instanceof DayValue
          ? ofDay(name, a.day)
          : typeof a === 'number'
            ? ofNumber(name, a)
            : ofText(name, given);
    if (result !== undefined) return result;
    const kinds = given.map(nameOf);
    const [zh, en] = [kinds.map((k) => k.zh).join('、'), kinds.map((k) => k.en).join(' and ')];
    throw this.#wrong(at, `${name} 不能用于${zh}`, `${name} does not take ${en}`);
  }
}

function isComparison(operator: Comparison | Arithmetic): operator is Comparison {
  return ['eq', 'ne', 'gt', 'ge', 'lt', 'le'].includes(operator);
}

function ofDay(name: FunctionName, day: number): Value | undefined {
  const { year, month, date } = calendarOf(day);
  if (name === 'year') return year;
  if (name === 'month') return month;
  return name === 'day' ? date : undefined;
}

/** Of a stretch of time its beginning, so that `date` is the monitoring day. */
function ofTime(name: FunctionName, { from }: TimeSpan): Value | undefined {
  const day = Math.floor(from / DAY_SECONDS);
  const seconds = from - day * DAY_SECONDS;
  switch (name) {
    case 'hour':
      return Math.floor(seconds / 3600);
    case 'minute':
      return Math.floor(seconds / 60) % 60;
    case 'second':
      return seconds % 60;
    case 'fractionalseconds':
      return 0;
    case 'date':
      return new DayValue(day);
    case 'time':
      return new Seconds('clock', seconds);
    case 'totaloffsetminutes':
      return BEIJING_MINUTES;
    default:
      return ofDay(name, day);
  }
}

function ofNumber(name: FunctionName, value: number): Value | undefined {
  // Halves are rounded away from zero (OData 4.0 part 2, 5.1.1.8).
  if (name === 'round') return Math.sign(value) * Math.round(Math.abs(value));
  if (name === 'floor') return Math.floor(value);
  return name === 'ceiling' ? Math.ceil(value) : undefined;
}

function ofText(name: FunctionName, [a = null, b = null, c = null]: readonly Value[]): Value | undefined {
  if (typeof a !== 'string') return undefined;
  if (name === 'length') return [...a].length;
  if (name === 'tolower') return a.toLowerCase();
  if (name === 'toupper') return a.toUpperCase();
  if (name === 'trim') return a.trim();
  if (name === 'substring' && typeof b === 'number' && (c === null || typeof c === 'number')) {
    return [...a].slice(Math.max(0, b), c === null ? undefined : Math.max(0, b) + c).join('');
  }
  if (typeof b !== 'string') return undefined;
  if (name === 'substringof') return b.includes(a);
  if (name === 'startswith') return a.startsWith(b);
  if (name === 'endswith') return a.endsWith(b);
  if (name === 'indexof') return a.indexOf(b);
  return name === 'concat' ? a + b : undefined;
}
