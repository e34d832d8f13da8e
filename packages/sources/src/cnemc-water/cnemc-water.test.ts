import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { loadStandards } from '@qingshan/standards';
import { describe, expect, test } from 'vitest';
import type { SourceContext } from '../define.ts';
import { context as base, day, fileOf, found, listed } from '../testing.ts';
import { cnemcWater } from './cnemc-water.ts';
import { dayOfName, readObservedTime } from './observed-time.ts';

const { parameters } = await loadStandards(join(import.meta.dirname, '../../../../standards'));
const context: SourceContext = { ...base, parameters };

const HEAD = [
  '省份',
  '流域',
  '断面名称',
  '监测时间',
  '水质类别',
  "水温<br/><span class='unit'>(℃)</span>",
  "pH<br/><span class='unit'>(无量纲)</span>",
  "叶绿素α<br/><span class='unit'>(mg/L)</span>",
  "藻密度<br/><span class='unit'>(cells/L)</span>",
  '站点情况',
];

function tip(original: string, shown: string): string {
  return `<span data-toggle='tooltip' data-placement='right' title='原始值：${original}'>${shown}</span>`;
}

const NAME = "<span title='所在地市:门头沟区&#10;所属河流:永定河'>沿河城</span>";
const GOOD = ['北京市', '海河流域', NAME, '06-15 08:00', '劣Ⅴ', tip('23.53071', '23.5'), '7.24', '0.0123', '*', '正常'];

function json(rows: readonly (readonly (string | null)[])[], thead: readonly string[] = HEAD): string {
  return JSON.stringify({ result: 1, total: 1, records: rows.length, thead, tbody: rows });
}

function changed(column: number, value: string | null): (string | null)[] {
  return GOOD.map((cell, i) => (i === column ? value : cell));
}

async function read(content: string | Uint8Array, name = '2020-06-15.json') {
  return cnemcWater.parse(fileOf(name, content), context);
}

describe('the JSON as released', () => {
  test('unrounded values, converted units, the name without markup', async () => {
    const parsed = await read(json([GOOD]));
    expect(listed(parsed)).toEqual([
      'cnemc-water/北京市/沿河城 wt 2020-06-15T08:00 23.53071 valid 1',
      'cnemc-water/北京市/沿河城 ph 2020-06-15T08:00 7.24 valid 1',
      'cnemc-water/北京市/沿河城 chla 2020-06-15T08:00 12.3 valid 1',
    ]);
    expect(found(parsed)).toEqual(['note published-classes - - -', 'note absent-values - - -']);
  });

  test('gzip and a byte order mark', async () => {
    expect(listed(await read(gzipSync(json([GOOD])), '2020-06-15.json.gz'))).toHaveLength(3);
    expect(listed(await read(`\u{FEFF}${json([GOOD])}`))).toHaveLength(3);
  });

  test.each([
    ['维护', 3, 'maintenance'],
    ['停站', 3, 'maintenance'],
  ])('values of a station that is %s take no part', async (status, count, flag) => {
    const parsed = await read(json([changed(9, status)]));
    expect(listed(parsed).filter((line) => line.endsWith(`${flag} 1`))).toHaveLength(count);
    expect(found(parsed)).toContain('note maintained-rows 1 - -');
  });

  test('a stopped station without a time is left out', async () => {
    const stopped = ['北京市', '海河流域', '古北口', null, '', '--', '--', '--', '*', '停站'];
    const parsed = await read(json([GOOD, stopped]));
    expect(parsed.rows).toBe(2);
    expect(listed(parsed)).toHaveLength(3);
    expect(found(parsed)).toContain('note stations-without-time 2 - -');
  });

  test('values from before a standstill stay at their own time', async () => {
    const parsed = await read(json([changed(3, '09-09 11:16')]));
    expect(listed(parsed)[0]).toContain(' wt 2019-09-09T11:00 ');
    expect(found(parsed)).toEqual(expect.arrayContaining(['note older-rows 1 - -', 'note minutes-dropped 1 - -']));
  });

  test.each([
    [6, '0.5', 'quarantined implausible 1 ph 0.5'],
    [6, '14.1', 'quarantined implausible 1 ph 14.1'],
    [7, '32.56', 'quarantined implausible 1 叶绿素α 32.56'],
    [7, '-0.1', 'quarantined negative 1 叶绿素α -0.1'],
  ])('an impossible value: column %i %s', async (column, value, fault) => {
    const parsed = await read(json([changed(column, value)]));
    expect(found(parsed)).toContain(fault);
    expect(listed(parsed).filter((line) => line.endsWith('quarantined 1'))).toHaveLength(1);
  });

  test.each([
    [3, '06-31 08:00', 'refused bad-observed-time 1 监测时间 06-31 08:00'],
    [3, '昨天', 'refused bad-observed-time 1 监测时间 昨天'],
    [9, '故障', 'refused unknown-status 1 站点情况 故障'],
  ])('a row that cannot be read: column %i %s', async (column, value, fault) => {
    const parsed = await read(json([changed(column, value), GOOD]));
    expect(parsed.refused).toBe(false);
    expect(found(parsed)).toContain(fault);
    expect(listed(parsed)).toHaveLength(3);
  });

  test('a value that is no number', async () => {
    const parsed = await read(json([changed(6, '7,2')]));
    expect(found(parsed)).toContain('refused bad-number 1 ph 7,2');
    expect(listed(parsed)).toHaveLength(2);
  });

  test.each([
    ['a name without a date', json([GOOD]), 'latest.json', 'no-year'],
    ['JSON cut off', json([GOOD]).slice(0, 80), '2020-06-15.json', 'bad-json'],
    ['another JSON', '{"a":1}', '2020-06-15.json', 'bad-json'],
    ['cells that are no texts', '{"thead":["省份"],"tbody":[[1]]}', '2020-06-15.json', 'bad-json'],
    ['a web page', '<html>', '2020-06-15.json', 'web-page'],
    [
      'a head without sections',
      json(
        [GOOD],
        HEAD.map((h) => (h === '断面名称' ? '站' : h)),
      ),
      '2020-06-15.json',
      'missing-columns',
    ],
    ['a head without items', json([GOOD.slice(0, 5)], HEAD.slice(0, 5)), '2020-06-15.json', 'missing-columns'],
    [
      'a column twice',
      json(
        [GOOD],
        HEAD.map((h) => (h === '流域' ? '省份' : h)),
      ),
      '2020-06-15.json',
      'repeated-column',
    ],
    [
      'an unknown unit',
      json(
        [GOOD],
        HEAD.map((h) => h.replace('(℃)', '(K)')),
      ),
      '2020-06-15.json',
      'unknown-unit',
    ],
    [
      'a wrong unit',
      json(
        [GOOD],
        HEAD.map((h) => h.replace('(℃)', '(mg/L)')),
      ),
      '2020-06-15.json',
      'wrong-unit',
    ],
    ['no rows', json([]), '2020-06-15.json', 'no-rows'],
    ['nothing that can be read', json([changed(3, 'x')]), '2020-06-15.json', 'nothing-usable'],
    ['a year that is not ours', json([GOOD]), '1999-06-15.json', 'all-outside'],
  ])('%s is refused', async (_, content, name, code) => {
    const parsed = await read(content, name);
    expect(parsed.refused).toBe(true);
    expect(parsed.faults[0]?.code).toBe(code);
  });
});

describe('the CSV made of it', () => {
  const LINES = [
    'file_date,province,basin,section,obs_time,class,ph,do_mgL,station_status,ph_orig,do_mgL_orig',
    '2020-05-08,北京市,海河流域,鼓楼外大街,05-08 15:00,,8.00,--,维护,7.995,',
    '2020-05-08,黑龙江省,松花江流域,三岔口,05-08 16:00,劣Ⅴ,7.57,7.00,正常,7.5685,',
  ];

  test('originals first, shown values where there are none', async () => {
    const parsed = await read(LINES.join('\n'), 'sections.csv');
    expect(listed(parsed)).toEqual([
      'cnemc-water/北京市/鼓楼外大街 ph 2020-05-08T15:00 7.995 maintenance 2',
      'cnemc-water/黑龙江省/三岔口 ph 2020-05-08T16:00 7.5685 valid 3',
      'cnemc-water/黑龙江省/三岔口 do 2020-05-08T16:00 7 valid 3',
    ]);
  });

  test('without file_date the name must have the date', async () => {
    const lines = LINES.map((line) => line.slice(line.indexOf(',') + 1)).join('\n');
    expect(found(await read(lines, 'sections.csv'))[0]).toContain('no-year');
    expect(listed(await read(lines, 'sections_20200508.csv'))).toHaveLength(3);
  });

  test('a bad date of a row', async () => {
    const parsed = await read([...LINES, LINES[2]?.replace('2020-05-08', '2020-13-08')].join('\n'), 'x.csv');
    expect(found(parsed)).toContain('refused bad-date 4 file_date 2020-13-08');
  });
});

describe('times without a year', () => {
  const at = (text: string, fileDay: number) => readObservedTime(text, fileDay)?.day ?? null;
  test('the day of the file and the one after it', () => {
    expect(at('06-15 08:00', day(2020, 6, 15))).toBe(day(2020, 6, 15));
    expect(at('06-16 00:00', day(2020, 6, 15))).toBe(day(2020, 6, 16));
    expect(at('06-17 00:00', day(2020, 6, 15))).toBe(day(2019, 6, 17));
  });
  test('over the end of the year', () => {
    expect(at('12-31 20:00', day(2021, 1, 1))).toBe(day(2020, 12, 31));
    expect(at('01-01 00:00', day(2020, 12, 31))).toBe(day(2021, 1, 1));
  });
  test('29 February is that of the last leap year', () => {
    expect(at('02-29 08:00', day(2021, 5, 1))).toBe(day(2020, 2, 29));
  });
  test.each(['6-15', '06-15 24:00', '06-15 08:60', '13-01 08:00'])('%s is none', (text) => {
    expect(readObservedTime(text, day(2020, 6, 15))).toBeNull();
  });
  test('the date in a name', () => {
    expect(dayOfName('2020-06-15.json')).toBe(day(2020, 6, 15));
    expect(dayOfName('water_20200615T08.json.gz')).toBe(day(2020, 6, 15));
    expect(dayOfName('water_12020061599.json')).toBeNull();
    expect(dayOfName('2020-13-15.json')).toBeNull();
  });
});
