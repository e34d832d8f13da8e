import { QingshanError } from '@qingshan/kernel';
import type { Expression } from './expression.ts';
import { Parser } from './parser.ts';
import { badQuery } from './tokens.ts';

/** The query options of a request or of one `$expand`. */
export interface Query {
  readonly filter: Expression | null;
  readonly orderby: readonly Order[];
  readonly top: number | null;
  readonly skip: number;
  readonly count: boolean;
  readonly select: readonly Named[] | null;
  readonly expand: readonly Expand[];
  readonly dataArray: boolean;
}

export interface Order {
  readonly expression: Expression;
  readonly descending: boolean;
}

export interface Named {
  readonly name: string;
  readonly at: number;
}

export interface Expand extends Named {
  readonly query: Query;
  /** As they were written */
  readonly options: readonly (readonly [string, string])[];
}

type Draft = { -readonly [K in keyof Query]: Query[K] };

const draft = (): Draft => ({
  filter: null,
  orderby: [],
  top: null,
  skip: 0,
  count: false,
  select: null,
  expand: [],
  dataArray: false,
});

function listOf<T>(parser: Parser, read: () => T): T[] {
  const list = [read()];
  while (parser.takes(',')) list.push(read());
  return list;
}

function order(parser: Parser): Order {
  const expression = parser.expression();
  const { ahead } = parser;
  if (ahead.kind !== 'name' || (ahead.text !== 'asc' && ahead.text !== 'desc'))
    return { expression, descending: false };
  parser.take();
  return { expression, descending: ahead.text === 'desc' };
}

function selected(parser: Parser): Named {
  const { names, at } = parser.names();
  return { name: names.join('/'), at };
}

/** `Datastreams/Observations($top=1)`: the options are those of the last one named. */
function expanded(parser: Parser): Expand {
  const { text: name, at } = parser.name();
  if (parser.takes('/')) {
    const inner = parser.within(at, () => expanded(parser));
    return { name, at, query: { ...draft(), expand: [inner] }, options: [] };
  }
  const query = draft();
  const options = new Map<string, string>();
  if (!parser.takes('(')) return { name, at, query, options: [] };
  parser.within(at, () => {
    do option(parser, query, options);
    while (parser.takes(';'));
  });
  parser.demand(')');
  return { name, at, query, options: [...options] };
}

/** Several paths that begin alike are one: `Datastreams/Sensor,Datastreams/ObservedProperty`. */
function merged(all: readonly Expand[]): Expand[] {
  const byName = new Map<string, Expand>();
  for (const one of all) {
    const known = byName.get(one.name);
    const both = known && { ...one.query, expand: merged([...known.query.expand, ...one.query.expand]) };
    byName.set(one.name, both ? { ...one, query: both } : one);
  }
  return [...byName.values()];
}

const READ = new Map<string, (parser: Parser, query: Draft) => void>(
  Object.entries({
    filter: (parser: Parser, query: Draft) => (query.filter = parser.expression()),
    orderby: (parser: Parser, query: Draft) => (query.orderby = listOf(parser, () => order(parser))),
    top: (parser: Parser, query: Draft) => (query.top = parser.whole()),
    skip: (parser: Parser, query: Draft) => (query.skip = parser.whole()),
    count: (parser: Parser, query: Draft) => (query.count = parser.truth()),
    select: (parser: Parser, query: Draft) => (query.select = listOf(parser, () => selected(parser))),
    expand: (parser: Parser, query: Draft) => (query.expand = merged(listOf(parser, () => expanded(parser)))),
  }),
);

/** One option within the brackets of `$expand`; its `$` is a `_`, see `withoutDollars`. */
function option(parser: Parser, query: Draft, seen: Map<string, string>): void {
  const { text, at } = parser.name();
  const name = text.replace(/^_/, '$');
  const read = READ.get(name.slice(1));
  if (!name.startsWith('$') || !read) {
    const known = [...READ.keys()].map((one) => `$${one}`).join(', ');
    const hint = { zh: `可用：${known}。`, en: `There are: ${known}.` };
    throw parser.bad(at, `展开中没有选项“${name}”`, `there is no option “${name}” in $expand`, hint);
  }
  if (seen.has(name)) throw parser.bad(at, '选项写了两次', 'the option stands there twice');
  parser.demand('=');
  const from = parser.ahead.at;
  read(parser, query);
  seen.set(name, parser.since(from));
}

/** A name cannot begin with `$`; within `$expand` options do. Texts in quotes stay as they are. */
function withoutDollars(text: string): string {
  return text.replaceAll(/'(?:[^']|'')*'|\$/g, (found) => (found === '$' ? '_' : found));
}

/** Of OData, not of SensorThings, or not offered. */
const UNSUPPORTED = new Set(['$search', '$apply', '$compute', '$format', '$skiptoken', '$deltatoken', '$levels']);

/**
 * Reads the options of a request.
 *
 * @throws QingshanError `bad-query`, `query-unsupported` for options of OData that are not offered
 */
export function parseQuery(parameters: Iterable<readonly [string, string]>): Query {
  const query = draft();
  const seen = new Set<string>();
  for (const [name, text] of parameters) {
    const bare = name.replace(/^\$/, '');
    const option = name.startsWith('$') ? name : `$${name}`;
    if (seen.has(bare)) throw badQuery(option, 0, { zh: '选项写了两次', en: 'the option stands there twice' });
    seen.add(bare);
    const read = READ.get(bare);
    if (bare === 'resultFormat') {
      if (text.toLowerCase() !== 'dataarray') {
        throw badQuery(option, 0, { zh: '只有 dataArray 一种格式', en: 'dataArray is the only format' });
      }
      query.dataArray = true;
    } else if (read && name.startsWith('$')) {
      const parser = new Parser(bare === 'expand' ? withoutDollars(text) : text, name, text);
      read(parser, query);
      parser.end();
    } else if (UNSUPPORTED.has(name)) {
      throw new QingshanError('query-unsupported', {
        what: { zh: `选项 ${name}`, en: `the option ${name}` },
        hint: '',
      });
    } else {
      const known = [...READ.keys(), 'resultFormat'].map((one) => `$${one}`).join(', ');
      throw badQuery(
        name,
        0,
        { zh: '没有这个选项', en: 'there is no such option' },
        { zh: `可用：${known}。`, en: known },
      );
    }
  }
  return query;
}
