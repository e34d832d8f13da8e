import { QingshanError } from '@qingshan/kernel';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression } from './expression.ts';
import { parseQuery } from './query.ts';
import { parseResourcePath } from './resource-path.ts';

/** An expression with every bracket written. */
function written(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify('value' in expression.literal ? expression.literal.value : expression.literal.type);
    case 'path':
      return expression.names.join('/');
    case 'not':
    case 'negative':
      return `${expression.kind}(${written(expression.operand)})`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(written).join(', ')})`;
    case 'binary':
      return `(${written(expression.left)} ${expression.operator} ${written(expression.right)})`;
  }
}

function filter(text: string): Expression {
  const { filter: found } = parseQuery([['$filter', text]]);
  if (!found) throw new Error('no filter');
  return found;
}

describe('$filter', () => {
  // Precedence as in OData 4.0 part 2, 5.1.1.9: unary, mul, add, gt, eq, and, or.
  test.each([
    ['result gt 5', '(result gt 5)'],
    ['a eq 1 or b eq 2 and c eq 3', '((a eq 1) or ((b eq 2) and (c eq 3)))'],
    ['(a eq 1 or b eq 2) and c eq 3', '(((a eq 1) or (b eq 2)) and (c eq 3))'],
    ['result add 2 mul 3 gt -4', '((result add (2 mul 3)) gt negative(4))'],
    ['result sub 1 sub 2 eq 0', '(((result sub 1) sub 2) eq 0)'],
    ['a lt 1 eq true', '((a lt 1) eq true)'],
    ["not startswith(name,'x') and a eq null", '(not(startswith(name, "x")) and (a eq "null"))'],
    ["name eq 'O''Neil'", '(name eq "O\'Neil")'],
    ["name eq '门头沟; $top=1'", '(name eq "门头沟; $top=1")'],
    ['@iot.id eq 12', '(@iot.id eq 12)'],
    ['Datastream/ObservedProperty/id ne 1.5e2', '(Datastream/ObservedProperty/id ne 150)'],
    ["now() sub duration'P1DT2H3M4S' lt resultTime", '((now() sub 93784) lt resultTime)'],
    ['time(resultTime) ge 08:30:15', '(time(resultTime) ge 30615)'],
  ])('%s', (text, expected) => expect(written(filter(text))).toBe(expected));

  // The examples of 18-088, 9.3.3.5.1 and table 24 that do not need coordinates.
  test.each([
    "properties/name eq 'temperature'",
    'result lt 10.00',
    "unitOfMeasurement/name ne 'Celsius'",
    'result gt 20.0',
    'result le 3.5 and FeatureOfInterest/id eq 1',
    'result gt 20 or result le 3.5',
    'not (result lt 3.5)',
    'result add 5 gt 10',
    'result sub 5 gt 10',
    'result mul 2 gt 2000',
    'result div 2 gt 4',
    'result mod 2 eq 0',
    '(result sub 5) gt 10',
    "substringof('Sensor Things',description)",
    "endswith(description,'Things')",
    "startswith(description,'Sensor')",
    'length(description) eq 13',
    "indexof(description,'Sensor') eq 1",
    "substring(description,1) eq 'ensor Things'",
    "tolower(description) eq 'sensor things'",
    "toupper(description) eq 'SENSOR THINGS'",
    "trim(description) eq 'Sensor Things'",
    "concat(concat(unitOfMeasurement/symbol,', '), unitOfMeasurement/name) eq 'degree, Celsius'",
    'year(resultTime) eq 2015',
    'month(resultTime) eq 12',
    'day(resultTime) eq 8',
    'hour(resultTime) eq 1',
    'minute(resultTime) eq 0',
    'second(resultTime) eq 0',
    'fractionalseconds(resultTime) eq 0',
    'date(resultTime) ne date(validTime)',
    'time(resultTime) le time(phenomenonTime)',
    'totaloffsetminutes(resultTime) eq 60',
    'resultTime ge now()',
    'resultTime eq mindatetime()',
    'resultTime eq maxdatetime()',
    'round(result) eq 32',
    'floor(result) eq 32',
    'ceiling(result) eq 33',
    'resultTime ge 2010-06-01T00:00:00Z and resultTime le 2010-07-01T00:00:00Z',
  ])('of the standard: %s', (text) => expect(written(filter(text))).not.toBe(''));

  test('times: Beijing unless a zone is written; stretches', () => {
    const at = 1_730_361_600 + 8 * 3600;
    for (const text of ['2024-10-31T16:00:00', '2024-10-31T08:00:00Z', '2024-10-31T16:00+08:00']) {
      expect(filter(`resultTime eq ${text}`)).toMatchObject({ right: { literal: { type: 'time', from: at, to: at } } });
    }
    const stretch = filter('phenomenonTime eq 2024-10-31T08:00:00Z/2024-10-31T09:00:00Z');
    expect(stretch).toMatchObject({ right: { literal: { from: at, to: at + 3600 } } });
  });

  test.each([
    ['result gt', 10, '属性、函数或值'],
    ['result gt 5 5', 13, '结尾'],
    ['result gt (5', 13, '“)”'],
    ['result = 5', 8, '结尾'],
    ["name eq 'x", 9, '引号'],
    ['result gt 5 & 3', 13, '“&”'],
    ['lenght(name) gt 3', 1, 'lenght'],
    ['length() gt 3', 1, '1 个参数'],
    ['resultTime gt 2024-13-31T00:00:00Z', 15, '不是时间'],
    ['resultTime gt 2024-10-31T08:00:00 08:00', 15, '%2B'],
    ['date(resultTime) eq 2024-02-30', 21, '不是日期'],
    ['time(resultTime) eq 25:00', 21, '不是时刻'],
    ['phenomenonTime eq 2024-10-31T09:00:00Z/2024-10-31T08:00:00Z', 19, '早于'],
  ])('%s: character %i', (text, position, zh) => {
    try {
      filter(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'bad-query', status: 400 });
      const told = (error as QingshanError).text.zh;
      expect(told).toContain(`$filter 第 ${position} 个字符`);
      expect(told).toContain(zh);
    }
  });

  test('what needs coordinates is said to be missing, not wrong', () => {
    const error = expect.objectContaining({ code: 'query-unsupported', status: 501 });
    expect(() => filter("geo.distance(Locations/location, geography'POINT(-122 43)') gt 1")).toThrow(error);
    expect(() => filter("st_within(location, geography'POLYGON((0 0,1 0,1 1,0 0))')")).toThrow(error);
  });

  test('it is neither deep nor long without end', () => {
    expect(() => filter(`${'('.repeat(60)}1 eq 1${')'.repeat(60)}`)).toThrow('50');
    expect(() => filter(`${'not '.repeat(60)}true`)).toThrow('50');
    expect(() => filter(`name eq '${'x'.repeat(8000)}'`)).toThrow('8000');
  });
});

describe('the other options', () => {
  test('order, page, choice', () => {
    const query = parseQuery([
      ['$orderby', 'Datastream/id desc, phenomenonTime asc,result'],
      ['$top', '5'],
      ['$skip', '10'],
      ['$count', 'true'],
      ['$select', 'id,result'],
      ['$resultFormat', 'dataArray'],
    ]);
    expect(query.orderby.map(({ expression, descending }) => [written(expression), descending])).toEqual([
      ['Datastream/id', true],
      ['phenomenonTime', false],
      ['result', false],
    ]);
    expect(query).toMatchObject({ top: 5, skip: 10, count: true, dataArray: true, filter: null, expand: [] });
    expect(query.select?.map(({ name }) => name)).toEqual(['id', 'result']);
  });

  test('expansion, in brackets and by slashes', () => {
    const text =
      "Datastreams($select=name;$filter=name eq '$;(';$expand=Observations($top=1;$orderby=phenomenonTime desc)),Locations";
    const [streams, locations] = parseQuery([['$expand', text]]).expand;
    expect(streams).toMatchObject({ name: 'Datastreams', query: { select: [{ name: 'name' }] } });
    expect(streams?.query.expand[0]?.query).toMatchObject({ top: 1, orderby: [{ descending: true }] });
    expect(streams?.options).toEqual([
      ['$select', 'name'],
      ['$filter', "name eq '$;('"],
      ['$expand', 'Observations($top=1;$orderby=phenomenonTime desc)'],
    ]);
    expect(locations?.name).toBe('Locations');
    const [merged, ...others] = parseQuery([['$expand', 'Datastreams/Sensor,Datastreams/ObservedProperty']]).expand;
    expect(merged?.query.expand.map(({ name }) => name)).toEqual(['Sensor', 'ObservedProperty']);
    expect(others).toEqual([]);
  });

  test.each([
    [[['$top', '-1']], '$top 第 1 '],
    [[['$top', '1.5']], '$top 第 1 '],
    [[['$count', 'yes']], '$count 第 1 '],
    [[['$select', '']], '$select 第 1 '],
    [[['$orderby', 'result down']], '$orderby 第 8 '],
    [[['$expand', 'Datastreams($top=x)']], '$expand 第 18 '],
    [[['$expand', 'Datastreams($tap=1)']], '$expand 第 13 '],
    [[['$expand', 'Datastreams($top=1;$top=2)']], '$expand 第 20 '],
    [[['$fliter', 'x']], '$fliter 第 1 '],
    [[['constructor', 'x']], 'constructor 第 1 '],
    [[['$resultFormat', 'csv']], '$resultFormat 第 1 '],
    [
      [
        ['$top', '1'],
        ['$top', '2'],
      ],
      '$top 第 1 ',
    ],
  ] as [[string, string][], string][])('%j is refused', (options, where) => {
    expect(() => parseQuery(options)).toThrow(where);
  });

  test('of OData, but not offered', () => {
    expect(() => parseQuery([['$search', 'x']])).toThrow(expect.objectContaining({ code: 'query-unsupported' }));
  });
});

test('resource paths', () => {
  expect(parseResourcePath("Things('sim/a''b')/Datastreams(2)/Observations/$ref")).toEqual([
    { name: 'Things', key: "sim/a'b" },
    { name: 'Datastreams', key: 2 },
    { name: 'Observations', key: null },
    { name: '$ref', key: null },
  ]);
  expect(parseResourcePath('')).toEqual([]);
  for (const path of ['Things(', 'Things(1', "Things('a)", 'Things(1.5)', '//', 'Things()', 'Things(1)x']) {
    expect(() => parseResourcePath(path)).toThrow('路径');
  }
});

describe('whatever is written', () => {
  const words = [
    ["'a'", "'", '(', ')', ',', '/', ';', '=', '$', '-', '1', '2.5e3', '2024-10-31', '2024-10-31T08:00:00Z', 'not'],
    ['and', 'eq', 'add', 'result', 'length', 'geo.distance', 'null', 'true', '@iot.id', "duration'P1D'", '门', ' '],
    ['Datastreams', '$top', '$expand', 'desc', '\n', '😀', '%'],
  ].flat();
  const word = fc.constantFrom(...words);
  const text = fc.oneof(
    fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
    fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );
  const calmly = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof QingshanError)) throw error;
      expect(['bad-query', 'query-unsupported']).toContain(error.code);
    }
  };

  test('it is read, or refused by an error of its own', () => {
    const option = fc.constantFrom('$filter', '$orderby', '$expand', '$select', '$top', '$skip', '$count', 'x');
    fc.assert(
      fc.property(option, text, (name, value) => calmly(() => parseQuery([[name, value]]))),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(text, (path) => calmly(() => parseResourcePath(path))),
      { numRuns: 1000 },
    );
  });
});
