import { describe, expect, test } from 'vitest';
import { helpBeside } from './help-beside.ts';

describe('the help beside a label', () => {
  test.each([
    ['日期，决定所用版本', '日期', null, '决定所用版本'],
    ['代表河长（km），按河长时需要', '代表河长', 'km', '按河长时需要'],
    ['代表河长（km），按河长时需要', '代表河长', null, '（km），按河长时需要'],
    ['小时均值，mg/m3，缺测为 null', '小时均值', 'mg/m3', '缺测为 null'],
    ['坡度，%（invest、desmet-govers）', '坡度', '%', 'invest、desmet-govers'],
    ['坡度，°', '坡度', '°', ''],
    ['day; decides the edition', 'Day', null, 'decides the edition'],
    ['days of the year', 'day', null, 'days of the year'],
    ['Ld', 'Ld', null, ''],
    ['按断面数，或按有水河长', '计数方式', null, '按断面数，或按有水河长'],
  ])('%s under %s (%s)', (help, name, unit, expected) => {
    const said = helpBeside({ zh: help, en: help }, { zh: name, en: name }, unit);
    expect(said?.zh ?? '').toBe(expected);
  });

  test('is kept in the language in which it says more', () => {
    expect(helpBeside({ zh: '年份', en: 'year of the account' }, { zh: '年份', en: 'year' }, null)).toEqual({
      zh: '',
      en: 'year of the account',
    });
  });
});
