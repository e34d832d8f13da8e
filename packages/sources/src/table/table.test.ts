import { utils, write, type WorkSheet } from '@e965/xlsx';
import { gzipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { context, fileOf, found, listed } from '../testing.ts';
import { table, tableBegin } from './table.ts';
import { tableTemplate } from './template.ts';

const HEAD = '点位,监测项目,时间,监测值,单位,标记';

function parse(content: string | Uint8Array, source = table) {
  return source.parse(fileOf('a.csv', content), context);
}

function workbook(sheet: WorkSheet, options: { readonly date1904?: boolean } = {}): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '数据');
  if (options.date1904 === true) book.Workbook = { WBProps: { date1904: true } };
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }));
}

/** A row with a date cell, and a value with the noise of binary arithmetic. */
function dated(serial: number) {
  return ['双峪', 'O3', { t: 'n', v: serial, z: 'yyyy/m/d h:mm' }, 0.1 + 0.2, 'ug/m3'];
}

describe('what is stored', () => {
  test('values in the unit of the parameter, exact; sites and parameters by any of their names', async () => {
    const rows = [
      '双峪,PM2.5,2024-10-31 08:00,0.0351,mg/m³,',
      '三家店,细颗粒物,2024-10-31 08:00,35.1,微克/立方米,有效',
      '双峪,co,2024-10-31 08:00,812,μg/m3,',
      '双峪,O3,2024-10-31 08:00,1.1e2,ug/m3,维护',
      '双峪,BaP,2024-10-31 08:00,1.234,ng/m3,无效',
      '双峪,AQI,2024-10-31 08:00,55,,存疑',
      '双峪,降尘,2024-10-31 08:00,3.2,t/(km²·月),',
    ];
    const parsed = await parse([HEAD, ...rows].join('\n'));
    const at = '2024-10-31T08:00';
    expect(listed(parsed)).toEqual([
      `bjmemc/门头沟双峪 pm25 ${at} 35.1 valid 2`,
      `bjmemc/门头沟三家店 pm25 ${at} 35.1 valid 3`,
      `bjmemc/门头沟双峪 co ${at} 0.812 valid 4`,
      `bjmemc/门头沟双峪 o3 ${at} 110 maintenance 5`,
      `bjmemc/门头沟双峪 bap ${at} 0.001234 invalid 6`,
      `bjmemc/门头沟双峪 aqi ${at} 55 quarantined 7`,
      `bjmemc/门头沟双峪 dustfall ${at} 3.2 valid 8`,
    ]);
    expect(parsed).toMatchObject({ refused: false, rows: 7, faults: [] });
  });

  test.each([
    ['2024-10-31 08:00', '2024-10-31T08:00', '2024-10-31T09:00'],
    ['2024/10/31 8:00', '2024-10-31T08:00', '2024-10-31T09:00'],
    ['2024-1-2 8:00:00', '2024-01-02T08:00', '2024-01-02T09:00'],
    ['2024年10月31日 8时', '2024-10-31T08:00', '2024-10-31T09:00'],
    ['2024-10-31T00:00Z', '2024-10-31T08:00', '2024-10-31T09:00'],
    ['2024-10-31 00:00', '2024-10-31T00:00', '2024-10-31T01:00'],
    ['2024-10-31 23:00', '2024-10-31T23:00', '2024-11-01T00:00'],
  ])('%s ends at %s when it names the end of the hour, at %s when the beginning', async (time, ending, beginning) => {
    const text = `${HEAD}\n双峪,O3,${time},1,ug/m3,\n`;
    expect(listed(await parse(text, table))[0]).toContain(` ${ending} `);
    expect(listed(await parse(text, tableBegin))[0]).toContain(` ${beginning} `);
  });

  test('24:00 is an end, not a beginning', async () => {
    const text = `${HEAD}\n双峪,O3,2024-10-31 24:00,1,ug/m3,\n`;
    expect(listed(await parse(text, table))[0]).toContain(' 2024-11-01T00:00 ');
    expect(found(await parse(text, tableBegin))).toContain('refused bad-time 2 C 2024-10-31 24:00');
  });

  test('English heads, a title above, other column orders, extra columns, quotes, CRLF', async () => {
    const text =
      'Report\r\n\r\nvalue,unit,"Note",time,parameter,site\r\n7,ug/m3,"a, b\r\nc",2024-10-31 08:00,O3,双峪\r\n';
    const parsed = await parse(text);
    expect(listed(parsed)).toEqual(['bjmemc/门头沟双峪 o3 2024-10-31T08:00 7 valid 4']);
    expect(found(parsed)).toEqual(['note extra-columns 3 - -']);
  });

  test('UTF-8 with BOM, GB18030, gzip', async () => {
    const text = `${HEAD}\n双峪,O3,2024-10-31 08:00,1,ug/m3,\n`;
    const utf8 = new TextEncoder().encode(`\uFEFF${text}`);
    for (const bytes of [utf8, iconv.encode(text, 'gb18030'), gzipSync(utf8)]) {
      expect(listed(await parse(bytes))).toEqual(['bjmemc/门头沟双峪 o3 2024-10-31T08:00 1 valid 2']);
    }
  });

  test('no value, impossible values and more than 6 decimals', async () => {
    const rows = [
      '双峪,O3,2024-10-31 01:00,,ug/m3,',
      '双峪,O3,2024-10-31 02:00,--,ug/m3,',
      '双峪,O3,2024-10-31 03:00,-2,ug/m3,',
    ];
    // 0.0000125 and 0.0000135 µg/m3 are ties at the sixth decimal: half to even gives 0.000012 and 0.000014.
    const small = ['双峪,BaP,2024-10-31 04:00,0.0125,ng/m3,', '双峪,BaP,2024-10-31 05:00,0.0135,ng/m3,'];
    const parsed = await parse([HEAD, ...rows, ...small].join('\n'));
    expect(listed(parsed).map((line) => line.split(' ').slice(3).join(' '))).toEqual([
      '-2 quarantined 4',
      '0.000012 valid 5',
      '0.000014 valid 6',
    ]);
    expect(found(parsed)).toEqual([
      'quarantined negative 4 D -2',
      'note empty-values 2 - -',
      'note rounded-values 5 - -',
    ]);
  });
});

describe('workbooks', () => {
  test('the template is read back by its source and refused by the other', async () => {
    const rows = [
      { site: '双峪', parameter: 'PM2.5', time: '2024-10-31 08:00', value: 35.1, unit: 'µg/m³' },
      {
        site: '双峪',
        parameter: 'CO',
        time: '2024-10-31 09:00',
        value: 0.4,
        unit: 'mg/m³',
        flag: 'maintenance' as const,
      },
      { site: '三家店', parameter: 'CO', time: '2024-10-31 09:00', value: null, unit: 'mg/m³' },
    ];
    const ending = await parse(tableTemplate('hour-ending', rows), table);
    expect(listed(ending)).toEqual([
      'bjmemc/门头沟双峪 pm25 2024-10-31T08:00 35.1 valid 2',
      'bjmemc/门头沟双峪 co 2024-10-31T09:00 0.4 maintenance 3',
    ]);
    expect(found(ending)).toEqual(['note empty-values 4 - -']);
    const beginning = await parse(tableTemplate('hour-beginning', rows), tableBegin);
    expect(listed(beginning)[0]).toBe('bjmemc/门头沟双峪 pm25 2024-10-31T09:00 35.1 valid 2');
    expect(found(await parse(tableTemplate('hour-ending'), tableBegin))).toEqual(['refused label-conflict 1 C -']);
    expect(found(await parse(tableTemplate('hour-beginning'), table))).toEqual(['refused label-conflict 1 C -']);
    expect(found(await parse(tableTemplate('hour-ending'), table))).toEqual(['refused no-rows - - -']);
  });

  test('date cells, numbers as text, binary noise and both day systems', async () => {
    // Day 45596 is 2024-10-31 (45292 is 2024-01-01); a third of a day is 08:00. The 1904 system counts 1462 days less.
    const head = ['点位', '监测项目', '时间', '监测值', '单位'];
    const text = ['双峪', 'O3', '2024-10-31 09:00', '12.5', 'ug/m3'];
    const sheet = utils.aoa_to_sheet([head, dated(45_596 + 1 / 3), text]);
    expect(listed(await parse(workbook(sheet)))).toEqual([
      'bjmemc/门头沟双峪 o3 2024-10-31T08:00 0.3 valid 2',
      'bjmemc/门头沟双峪 o3 2024-10-31T09:00 12.5 valid 3',
    ]);
    const old = workbook(utils.aoa_to_sheet([head, dated(45_596 - 1_462 + 1 / 3)]), { date1904: true });
    expect(listed(await parse(old))).toEqual(['bjmemc/门头沟双峪 o3 2024-10-31T08:00 0.3 valid 2']);
  });

  test('a date without hour, an error and a truth value are refused with row and letter', async () => {
    const sheet = utils.aoa_to_sheet([
      ['站点', '项目', '时间', '数值', '单位'],
      ['双峪', 'O3', { t: 'n', v: 45_596, z: 'yyyy-mm-dd' }, 1, 'ug/m3'],
      ['双峪', 'O3', '2024-10-31 09:00', { t: 'e', v: 0x2a, w: '#N/A' }, 'ug/m3'],
      ['双峪', 'O3', '2024-10-31 10:00', true, 'ug/m3'],
    ]);
    expect(found(await parse(workbook(sheet)))).toEqual([
      'refused rows-refused - - -',
      'refused bad-time 2 C 2024-10-31',
      'refused bad-number 3 D #N/A',
      'refused bad-number 4 D TRUE',
    ]);
  });

  test('damaged, encrypted, too large', async () => {
    const good = tableTemplate('hour-ending');
    expect(found(await parse(good.subarray(0, good.length - 60)))).toEqual(['refused bad-workbook - - -']);
    expect(found(await parse(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)))).toEqual(['refused wrong-format - - -']);
    // The directory entry of the first member says that it unpacks to 4 GB less one byte.
    const view = new DataView(good.buffer);
    const entry = good.findLastIndex((_, i) => i + 4 < good.length && view.getUint32(i, true) === 0x02014b50);
    view.setUint32(entry + 24, 0xfffffffe, true);
    expect(found(await parse(good))).toEqual(['refused workbook-too-large - - -']);
  });
});

describe('nothing is half-imported', () => {
  test('one wrong row refuses the file; each fault has row, letter and value', async () => {
    const rows = [
      '双峪,O3,2024-10-31 08:00,1,ug/m3,',
      '双玉,O3,2024-10-31 08:00,1,ug/m3,',
      '双峪,臭气,2024-10-31 08:00,1,ug/m3,',
      '双峪,O3,2024-02-30 08:00,1,ug/m3,',
      '双峪,O3,2024-10-31 08:30,1,ug/m3,',
      '双峪,O3,1999-10-31 08:00,1,ug/m3,',
      '双峪,O3,2024-10-31 08:00,<3,ug/m3,',
      '双峪,O3,2024-10-31 08:00,1,ppb,',
      '双峪,O3,2024-10-31 08:00,1,kg,',
      '双峪,O3,2024-10-31 08:00,1,ug/m3,好',
    ];
    const parsed = await parse([HEAD, ...rows].join('\n'));
    expect(parsed.refused).toBe(true);
    expect(parsed.observations.value).toHaveLength(0);
    expect(found(parsed)).toEqual([
      'refused rows-refused - - -',
      'refused unknown-site 3 A 双玉',
      'refused unknown-parameter 4 B 臭气',
      'refused bad-time 5 C 2024-02-30 08:00',
      'refused bad-time 6 C 2024-10-31 08:30',
      'refused time-outside 7 C 1999-10-31T08:00',
      'refused bad-number 8 D <3',
      'refused unknown-unit 9 E ppb',
      'refused wrong-unit 10 E kg',
      'refused unknown-flag 11 F 好',
    ]);
    expect(parsed.faults[1]?.text).toEqual({
      zh: 'a.csv 第 3 行“A”列：没有名为“双玉”的点位，最接近的是“双峪”。请更正名称，或先登记该点位。',
      en: 'a.csv, row 3, column A: There is no site “双玉”; the nearest is “双峪”. Correct the name, or register the site first.',
    });
    expect(parsed.faults.at(-2)?.text).toEqual({
      zh: 'a.csv 第 10 行“E”列：单位“kg”不能换算为 O3 的单位 µg/m³。请更正单位。',
      en: 'a.csv, row 10, column E: The unit “kg” does not convert to µg/m³, that of O3. Correct the unit.',
    });
  });

  test.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'refused empty-file - - -'],
    ['web page', '<html></html>', 'refused web-page 1 - -'],
    ['no head', '1,2,3\n4,5,6\n', 'refused no-head - - -'],
    ['missing column', '点位,监测项目,时间,监测值\n', 'refused missing-columns 1 - -'],
    ['column twice', '点位,站点,监测项目,时间,监测值,单位\n', 'refused repeated-column 1 B -'],
    ['all outside', `${HEAD}\n双峪,O3,1999-10-31 08:00,1,ug/m3,\n`, 'refused all-outside - - -'],
    ['stray quote', `${HEAD}\n双"峪,O3,2024-10-31 08:00,1,ug/m3,\n`, 'refused bad-quotes 2 - -'],
    ['quotes never closed', `${HEAD}\n"${`${'a'.repeat(1000)}\n`.repeat(1100)}`, 'refused bad-quotes 2 - -'],
    ['line without end', 'a'.repeat(1_100_000), 'refused line-too-long 1 - -'],
    ['truncated gzip', gzipSync(new TextEncoder().encode(HEAD)).subarray(0, 30), 'refused gzip-truncated - - -'],
  ])('%s', async (_, content, fault) => {
    const parsed = await parse(content);
    expect(found(parsed)[0]).toBe(fault);
    expect(parsed.refused).toBe(true);
  });
});
