import { QingshanError } from '@qingshan/kernel';
import { describe, expect, it } from 'vitest';
import { parseLibrary } from './parse-library.ts';

const PARAMETERS = `- id: pm25
  name: { zh: PM2.5, en: PM2.5 }
  unit: ug/m3
  code: a34004
  plausible: { min: 0, max: 998 }
  aliases: [细颗粒物]
- id: co
  name: { zh: CO, en: CO }
  unit: mg/m3
  code: null
  plausible: null
  aliases: []
`;

const DOCUMENT = `family: gb-1
number: GB 1-2012
title: { zh: 标准, en: Standard }
issuer: { zh: 部, en: Ministry }
issued: null
inForce: { from: 2016-01-01, to: 2026-02-28 }
earlyAdoption: []
supersedes: []
sources:
  - { what: text, where: a library }
notes: []
`;

const LIMITS = `title: { zh: 限值, en: Limits }
keys: [parameter]
across: { class: [1, 2] }
unit: ug/m3
clause: Table 1
certainty: read
figures:
  - { parameter: pm25, 1: 15, 2: 35 }
  - { parameter: co, 1: 4, 2: 4, unit: mg/m3 }
`;

const TREE: Readonly<Record<string, string>> = {
  'parameters.yaml': PARAMETERS,
  'gb-1-2012/document.yaml': DOCUMENT,
  'gb-1-2012/limits.yaml': LIMITS,
};

function parse(changes: Readonly<Record<string, string>> = {}) {
  const files = Object.entries({ ...TREE, ...changes });
  return parseLibrary(files.map(([path, text]) => ({ path, text })).filter((f) => f.text !== ''));
}

/** File, line and reason of the refusal, as `file:line: why`. */
function refusal(changes: Readonly<Record<string, string>>): string {
  try {
    parse(changes);
  } catch (error) {
    if (error instanceof QingshanError && error.code === 'bad-standard') {
      return error.text.en.replace('Standards data: ', '');
    }
    throw error;
  }
  return 'accepted';
}

function limits(from: string, to: string): Record<string, string> {
  return { 'gb-1-2012/limits.yaml': LIMITS.replace(from, to) };
}

function document(from: string, to: string): Record<string, string> {
  return { 'gb-1-2012/document.yaml': DOCUMENT.replace(from, to) };
}

function stage(valid: string): string {
  return LIMITS.replace('unit:', `valid: ${valid}\nunit:`);
}

function stages(first: string, second: string): Record<string, string> {
  return {
    'gb-1-2012/limits.yaml': '',
    'gb-1-2012/limits.first.yaml': stage(first),
    'gb-1-2012/limits.second.yaml': stage(second),
  };
}

describe('a table', () => {
  it('gives each figure its keys, unit, clause and certainty', () => {
    const edition = parse().edition('gb-1-2012');
    expect(edition.figure('limits', { parameter: 'co', class: '2' })).toEqual({
      keys: { parameter: 'co', class: '2' },
      value: '4',
      values: null,
      unit: 'mg/m3',
      text: null,
      clause: {
        edition: 'gb-1-2012',
        document: 'GB 1-2012',
        clause: 'Table 1',
        certainty: 'read',
        figures: ['limits/class=2,parameter=co'],
      },
      note: null,
    });
    expect(edition.figures('limits', { class: '1' }).map((f) => f.value)).toEqual(['15', '4']);
  });

  it('keeps a number as printed and expands a list of keys', () => {
    const edition = parse({
      'gb-1-2012/rounding.yaml': `title: { zh: 修约, en: Rounding }
keys: [parameter]
figures:
  - { parameter: [pm25, co], value: 1.0, unit: decimals, clause: '5', certainty: memory }
`,
    }).edition('gb-1-2012');
    expect(edition.figures('rounding').map((f) => [f.keys['parameter'], f.value])).toEqual([
      ['pm25', '1.0'],
      ['co', '1.0'],
    ]);
  });

  it.each([
    ['an unknown key of the table', limits('clause:', 'claus:'), 'gb-1-2012/limits.yaml:5: unknown key “claus”'],
    ['an unknown key of a row', limits('2: 35', '3: 35'), 'gb-1-2012/limits.yaml:8: unknown key “3”'],
    ['no clause', limits('clause: Table 1\n', ''), 'gb-1-2012/limits.yaml:7: the clause is missing'],
    ['no certainty', limits('certainty: read\n', ''), 'gb-1-2012/limits.yaml:7: the certainty is missing'],
    ['no unit', limits('unit: ug/m3\n', ''), 'gb-1-2012/limits.yaml:7: the unit is missing'],
    ['no key', limits('parameter: co, ', ''), 'gb-1-2012/limits.yaml:9: “parameter” is missing'],
    ['no figure', limits(', 1: 15, 2: 35', ''), 'gb-1-2012/limits.yaml:8: the row has no figure'],
    ['a unit of another pollutant', limits(', unit: mg/m3', ''), 'gb-1-2012/limits.yaml:9: the unit of co is mg/m3'],
    ['a unit nobody knows', limits('ug/m3', 'ug'), 'gb-1-2012/limits.yaml:4: “unit”: not a unit known here'],
    ['a parameter nobody knows', limits('pm25', 'pm24'), 'gb-1-2012/limits.yaml:8: no parameter “pm24”'],
    ['a figure twice', limits('parameter: co', 'parameter: [co, co]'), 'gb-1-2012/limits.yaml:9: a second figure for'],
    ['a row twice', limits('co, 1: 4, 2: 4', 'pm25, 1: 4'), 'gb-1-2012/limits.yaml:9: '],
    ['a key twice', limits('clause:', 'unit: ug/m3\nclause:'), 'gb-1-2012/limits.yaml:5: Map keys must be unique'],
    ['broken YAML', limits('[parameter]', '[parameter'), 'gb-1-2012/limits.yaml:'],
  ])('is refused with %s', (_, changes, where) => {
    expect(refusal(changes).slice(0, where.length)).toBe(where);
  });
});

it('a refusal is written in both languages', () => {
  try {
    parse(limits('clause: Table 1\n', ''));
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({
      text: {
        zh: '标准数据有误：gb-1-2012/limits.yaml:7：缺少条款（clause）',
        en: 'Standards data: gb-1-2012/limits.yaml:7: the clause is missing',
      },
    });
  }
});

describe('stages of a table', () => {
  it('hold each in its time, the nearest one outside of it', () => {
    const changes = stages('{ from: 2016-01-01, to: 2019-12-31 }', '{ from: 2020-01-01, to: 2026-02-28 }');
    const second = (changes['gb-1-2012/limits.second.yaml'] ?? '').replace('2: 35', '2: 30');
    const edition = parse({ ...changes, 'gb-1-2012/limits.second.yaml': second }).edition('gb-1-2012');
    const value = (on: number) => edition.figure('limits', { parameter: 'pm25', class: '2' }, on).value;
    // 16071 = 2014-01-01, 18261 = 2019-12-31, 18262 = 2020-01-01, 21915 = 2030-01-01
    expect([16071, 18261, 18262, 21915].map(value)).toEqual(['35', '35', '30', '30']);
    expect(() => edition.figure('limits', { parameter: 'pm25', class: '2' })).toThrow('say which day');
  });

  it.each([
    [
      'an overlap',
      '{ from: 2016-01-01, to: 2020-01-01 }',
      '{ from: 2020-01-01, to: 2026-02-28 }',
      'second.yaml:4: overlaps',
    ],
    ['a gap', '{ from: 2016-01-01, to: 2019-12-30 }', '{ from: 2020-01-01, to: 2026-02-28 }', 'second.yaml:4: a gap'],
    ['a late start', '{ from: 2016-01-02, to: 2019-12-31 }', '{ from: 2020-01-01, to: null }', 'first.yaml:4: a gap'],
    [
      'an early end',
      '{ from: 2016-01-01, to: 2019-12-31 }',
      '{ from: 2020-01-01, to: 2026-02-27 }',
      'second.yaml:4: a gap',
    ],
    [
      'an end before the start',
      '{ from: 2016-01-01, to: 2015-12-31 }',
      '{ from: 2020-01-01, to: null }',
      'first.yaml:4: “valid”',
    ],
    [
      'no such day',
      '{ from: 2016-01-01, to: 2019-02-29 }',
      '{ from: 2020-01-01, to: null }',
      'first.yaml:4: “valid.to”',
    ],
  ])('are refused with %s', (_, first, second, where) => {
    expect(refusal(stages(first, second))).toContain(`gb-1-2012/limits.${where}`);
  });

  it('must begin when a place adopted the edition early', () => {
    const early = document(
      'earlyAdoption: []',
      'earlyAdoption: [{ place: 北京市, from: 2013-01-01, certainty: read }]',
    );
    const changes = stages('{ from: 2016-01-01, to: 2019-12-31 }', '{ from: 2020-01-01, to: null }');
    expect(refusal({ ...changes, ...early })).toContain('limits.first.yaml:4: a gap after 2012-12-31');
  });

  it('are refused beside a table of the same name for all time', () => {
    const changes = stages('{ from: 2016-01-01, to: 2019-12-31 }', '{ from: 2020-01-01, to: null }');
    expect(refusal({ ...changes, 'gb-1-2012/limits.yaml': LIMITS })).toContain(
      'gb-1-2012/limits.yaml:1: a table of the same',
    );
  });
});

describe('an edition', () => {
  const next = DOCUMENT.replace('2012', '2026').replace('2016-01-01, to: 2026-02-28', '2026-03-01, to: null');

  it.each([
    ['an unknown key', document('notes:', 'remarks:'), 'gb-1-2012/document.yaml:11: unknown key “remarks”'],
    ['no title', document('title: { zh: 标准, en: Standard }\n', ''), 'gb-1-2012/document.yaml:1: “title” is missing'],
    ['half a title', document('{ zh: 标准, ', '{ '), 'gb-1-2012/document.yaml:3: “title.zh” is missing'],
    ['a wrong date', document('2016-01-01', '2016-1-1'), 'gb-1-2012/document.yaml:6: “inForce.from”'],
    [
      'a superseded edition that is not there',
      document('supersedes: []', 'supersedes: [gb-0]'),
      'gb-1-2012/document.yaml:8: no edition “gb-0”',
    ],
    ['no document', { 'gb-1-2012/document.yaml': '' }, 'gb-1-2012/document.yaml:1: the file is missing'],
    [
      'another in force',
      { 'gb-1-2026/document.yaml': next.replace('2026-03-01', '2026-02-28') },
      'gb-1-2026/document.yaml:6: in force at the same time as gb-1-2012',
    ],
  ])('is refused with %s', (_, changes, where) => {
    expect(refusal(changes).slice(0, where.length)).toBe(where);
  });

  it('may follow another', () => {
    expect(refusal({ 'gb-1-2026/document.yaml': next.replace('supersedes: []', 'supersedes: [gb-1-2012]') })).toBe(
      'accepted',
    );
  });
});

describe('the parameters', () => {
  it.each([
    [
      'an alias twice',
      PARAMETERS.replace('aliases: []', 'aliases: [细颗粒物]'),
      'parameters.yaml:7: “细颗粒物” is pm25 already',
    ],
    ['a rule as unit', PARAMETERS.replace('mg/m3', 'hours'), 'parameters.yaml:9: not a unit of measured values'],
    ['an empty range', PARAMETERS.replace('max: 998', 'max: 0'), 'parameters.yaml:5: '],
    ['no file', '', 'parameters.yaml:1: the file is missing'],
  ])('are refused with %s', (_, text, where) => {
    expect(refusal({ 'parameters.yaml': text }).slice(0, where.length)).toBe(where);
  });
});
