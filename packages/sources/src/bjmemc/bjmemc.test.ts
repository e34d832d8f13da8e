import { gzipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { brokenFile, context, day, fileOf, found, listed } from '../testing.ts';
import { bjmemc } from './bjmemc.ts';
import { STATIONS_FROM_2021_01, STATIONS_UNTIL_2021_01 } from './stations.ts';

const HEAD = 'date,hour,type,门头沟双峪,门头沟三家店';

function parse(content: string | Uint8Array, name = 'a.csv') {
  return bjmemc.parse(fileOf(name, content), context);
}

/** Findings but for the note that the short head of these tests lacks 33 stations. */
function findings(parsed: Awaited<ReturnType<typeof parse>>): string[] {
  return found(parsed).filter((line) => !line.startsWith('note missing-stations'));
}

/** What Windows makes of UTF-8 taken for GBK: a pair that does not exist becomes one `?`. */
function spoilt(names: readonly string[]): string {
  return iconv.decode(Buffer.from(names.join(',')), 'gbk').replaceAll(/\uFFFD[,)]?/g, '?');
}

describe('what is stored', () => {
  test('one value per filled cell, in the unit of the parameter, with its row', async () => {
    const parsed = await parse(`${HEAD}\n20240101,0,PM2.5,35,\n20240101,1,CO,0.4,1.2\n20240101,1,AQI,50,51\n`);
    expect(listed(parsed)).toEqual([
      'bjmemc/门头沟双峪 pm25 2024-01-01T00:00 35 valid 2',
      'bjmemc/门头沟双峪 co 2024-01-01T01:00 0.4 valid 3',
      'bjmemc/门头沟三家店 co 2024-01-01T01:00 1.2 valid 3',
    ]);
    expect(parsed).toMatchObject({ refused: false, rows: 3 });
    expect(findings(parsed)).toEqual(['note derived-rows - - -']);
  });

  test('label 0 of 1 January belongs to the day before, so it is outside a range that begins on 1 January', async () => {
    const range = { ...context, earliest: day(2024, 1, 1), latest: day(2024, 1, 1) };
    const file = fileOf('a.csv', `${HEAD}\n20240101,0,O3,1,\n20240101,1,O3,2,\n20240102,0,O3,3,\n20240102,1,O3,4,\n`);
    const parsed = await bjmemc.parse(file, range);
    expect(listed(parsed).map((line) => line.split(' ')[2])).toEqual(['2024-01-01T01:00', '2024-01-02T00:00']);
    expect(findings(parsed)).toEqual([
      'refused time-outside 2 date 2024-01-01T00:00',
      'refused time-outside 5 date 2024-01-02T01:00',
    ]);
  });

  test('CRLF, BOM, quotes, blank lines, wide brackets and single-byte pieces make no difference', async () => {
    const text = '\uFEFFdate,hour,type,"定陵(对照点)"\r\n\r\n20240101,5,"NO2","7"\r\n';
    for (const bytes of [new TextEncoder().encode(text), gzipSync(new TextEncoder().encode(text))]) {
      const parsed = await bjmemc.parse(fileOf('a.csv', bytes, 1), context);
      expect(listed(parsed)).toEqual(['bjmemc/定陵(对照点) no2 2024-01-01T05:00 7 valid 3']);
    }
  });

  test('gzip is told by its bytes, also in several members', async () => {
    const parts = [`${HEAD}\n20240101,1,O3,1,\n`, '20240101,2,O3,2,\n'].map((s) =>
      gzipSync(new TextEncoder().encode(s)),
    );
    const parsed = await parse(Buffer.concat(parts), 'no-gz-in-the-name.csv');
    expect(parsed.observations.value).toEqual(Float64Array.of(1, 2));
  });

  test('GB18030 text is read and noted', async () => {
    const parsed = await parse(iconv.encode(`${HEAD}\n20240101,1,O3,1,\n`, 'gb18030'));
    expect(parsed.observations.sites).toEqual(['bjmemc/门头沟双峪', 'bjmemc/门头沟三家店']);
    expect(findings(parsed)).toEqual(['note not-utf8 - - -']);
  });

  test('progress counts the bytes of the file', async () => {
    const seen: number[] = [];
    await bjmemc.parse(fileOf('a.csv', `${HEAD}\n20240101,1,O3,1,2\n`, 40), context, (bytes) => seen.push(bytes));
    // Head: 15 + 1 + 1 ASCII characters and 11 of three bytes; row: 18.
    expect(seen).toEqual([40, 68]);
  });
});

describe('impossible values', () => {
  test('are stored in quarantine, with row, station, value and reason; the limits themselves are possible', async () => {
    const parsed = await parse(
      `${HEAD}\n20240101,1,PM2.5,998,998.1\n20240101,2,PM2.5,-1,0\n20240101,3,PM10,4964,5001\n`,
    );
    expect(listed(parsed).map((line) => line.split(' ').slice(3).join(' '))).toEqual([
      '998 valid 2',
      '998.1 quarantined 2',
      '-1 quarantined 3',
      '0 valid 3',
      '4964 valid 4',
      '5001 quarantined 4',
    ]);
    expect(findings(parsed)).toEqual([
      'quarantined implausible 2 门头沟三家店 998.1',
      'quarantined negative 3 门头沟双峪 -1',
      'quarantined implausible 4 门头沟三家店 5001',
    ]);
    const fault = parsed.faults.find((f) => f.code === 'negative');
    expect(fault?.text.zh).toMatch(/^a\.csv 第 3 行“门头沟双峪”列：PM2\.5 为负值 -1 µg\/m³，不可能。/);
    expect(fault?.text.en).toMatch(
      /^a\.csv, row 3, column 门头沟双峪: PM2\.5 of -1 µg\/m³ is negative and impossible\./,
    );
  });

  test('what is no number cannot be stored and is reported, the rest of the row is kept', async () => {
    const parsed = await parse(`${HEAD}\n20240101,1,PM2.5,#REF!,5\n20240101,2,PM2.5,0x10,1e15\n`);
    expect(parsed.observations.value).toEqual(Float64Array.of(5));
    expect(findings(parsed)).toEqual([
      'refused bad-number 2 门头沟双峪 #REF!',
      'refused bad-number 3 门头沟双峪 0x10',
      'refused bad-number 3 门头沟三家店 1e15',
    ]);
  });

  test('beyond 200 of a kind they are counted, but all are stored', async () => {
    const rows = Array.from(
      { length: 150 },
      (_, i) => `202401${String(Math.floor(i / 24) + 1).padStart(2, '0')},${i % 24},O3,-1,-2`,
    );
    const parsed = await parse([HEAD, ...rows].join('\n'));
    expect(parsed.observations.flag.filter((f) => f === 1)).toHaveLength(300);
    expect(parsed.faults.filter((f) => f.code === 'negative')).toHaveLength(201);
    expect(parsed.faults.at(-1)?.text.zh).toBe('a.csv：另有 100 处同类问题（negative）未逐条列出。');
  });
});

describe('rows', () => {
  test('with an impossible date, hour, width or type are refused one by one', async () => {
    const rows = [
      '20230229,1,O3,1,2',
      '20240101,24,O3,1,2',
      '20240101,1,O3,1',
      '20240101,1,O3,1,2,3',
      '20240101,1,O3,1,2,,',
    ];
    const parsed = await parse(
      [HEAD, ...rows, '20240101,2,NO,1,2', '20240101,3,NO,1,2', '20240101,4,H2S,1,2'].join('\n'),
    );
    expect(parsed.refused).toBe(false);
    expect(listed(parsed).map((line) => line.split(' ').at(-1))).toEqual(['6', '6']);
    expect(findings(parsed)).toEqual([
      'refused bad-date 2 date 20230229',
      'refused bad-hour 3 hour 24',
      'refused short-row 4 - -',
      'refused long-row 5 - -',
      'refused unknown-type 7 type NO',
      'refused unknown-type 9 type H2S',
    ]);
    expect(parsed.faults.find((f) => f.value === 'NO')?.text.en).toContain('its rows were not imported: 2.');
  });

  test('given twice: equal ones are noted once, of different ones the last is said to count', async () => {
    const parsed = await parse(`${HEAD}\n20240101,1,O3,1,2\n20240101,2,O3,5,5\n20240101,1,O3,1,3\n`);
    expect(findings(parsed)).toEqual(['note repeated-different 4 - 3', 'note repeated-equal 4 - 1']);
    expect(parsed.faults.find((f) => f.code === 'repeated-different')?.text).toEqual({
      zh: 'a.csv 第 4 行：bjmemc/门头沟三家店 o3 2024-01-01T01:00 出现两次且不同：第 2 行为 2，此处为 3。以后出现的为准。',
      en: 'a.csv, row 4: bjmemc/门头沟三家店 o3 2024-01-01T01:00 occurs twice and differs: 2 in row 2, 3 here. The last one counts.',
    });
  });
});

describe('files that are refused', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'refused empty-file - - -'],
    ['gzip of nothing', gzipSync(new Uint8Array(0)), 'refused empty-file - - -'],
    ['web page', '<!DOCTYPE html>\n<html>', 'refused web-page 1 - -'],
    ['workbook', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'refused wrong-format - - -'],
    ['UTF-16', iconv.encode(HEAD, 'utf16le', { addBOM: true }), 'refused wrong-format - - -'],
    ['no stations', 'date,hour,type\n20240101,1,O3\n', 'refused no-stations 1 - -'],
    ['missing columns', 'date,type,门头沟双峪\n', 'refused missing-columns 1 - -'],
    ['column without a name', 'date,hour,type,门头沟双峪,,门头沟三家店\n', 'refused unnamed-column 1 5 -'],
    ['column twice', 'date,hour,type,门头沟双峪,门头沟双峪\n', 'refused repeated-column 1 门头沟双峪 -'],
    ['unknown station', 'date,hour,type,门头沟双峪,门头沟三家点\n', 'refused unknown-station 1 门头沟三家点 -'],
    ['head beyond recovery', 'date,hour,type,????,涓滃煄澶╁潧\n', 'refused spoilt-header 1 - -'],
    ['head only', `${HEAD}\n`, 'refused no-rows - - -'],
    ['all outside', `${HEAD}\n19990101,1,O3,1,2\n20250301,1,O3,1,2\n`, 'refused all-outside - - -'],
    ['all wrong', `${HEAD}\n2024,1,O3,1,2\n20240101,99,O3,1,2\n`, 'refused nothing-usable - - -'],
    [
      'bytes of no encoding',
      Buffer.concat([Buffer.from(`${HEAD}\n`), Buffer.from([0xff, 0xff, 0x0a])]),
      'refused bad-encoding 2 - -',
    ],
    ['quotes wrong', `${HEAD}\n20240101,1,O3,"1,2\n`, 'refused bad-quotes 2 - -'],
    ['truncated gzip', gzipSync(new TextEncoder().encode(HEAD)).subarray(0, 30), 'refused gzip-truncated - - -'],
    ['damaged gzip', gzipSync(new TextEncoder().encode(HEAD)).fill(7, 12, 20), 'refused gzip-damaged - - -'],
  ])('%s', async (_, content, fault) => {
    const parsed = await parse(content);
    expect(findings(parsed)[0]).toBe(fault);
    expect(parsed.refused).toBe(true);
    expect(parsed.observations.value).toHaveLength(0);
  });

  test('an unknown station is named with the nearest known one', async () => {
    const parsed = await parse('date,hour,type,门头沟双峪,门头沟三家点\n');
    expect(parsed.faults[0]?.text).toEqual({
      zh: 'a.csv 第 1 行“门头沟三家点”列：“门头沟三家点”不是北京市空气质量网络的站点，最接近的是“门头沟三家店”。请更正表头中的名称后重新导入。',
      en: 'a.csv, row 1, column 门头沟三家点: “门头沟三家点” is no station of the Beijing network; the nearest is “门头沟三家店”. Correct the name in the head and import again.',
    });
  });

  test('a folder is named as such; other failures of the disk are not taken for faults of the file', async () => {
    const parsed = await bjmemc.parse(brokenFile('2023', 'EISDIR'), context);
    expect(parsed.faults[0]?.text).toEqual({
      zh: '2023：这是文件夹，不是文件。请选择其中的文件。',
      en: '2023: This is a folder. Choose the files in it.',
    });
    expect(found(await bjmemc.parse(brokenFile('a.csv', 'ENOENT'), context))).toEqual(['refused unreadable - - -']);
    await expect(bjmemc.parse(brokenFile('2023', 'EIO'), context)).rejects.toThrow('EIO');
  });

  test('a 2 GB line is given up after little more than a megabyte', async () => {
    let read = 0;
    const piece = new Uint8Array(65_536).fill(0x31);
    const file = {
      name: 'huge.csv',
      async *open() {
        for (; read < 2 ** 31; read += piece.length) yield piece;
      },
    };
    const parsed = await bjmemc.parse(file, context);
    expect(found(parsed)).toEqual(['refused line-too-long 1 - -']);
    expect(read).toBeLessThan(2 ** 21);
  });
});

describe('a head spoilt by a spreadsheet', () => {
  test.each([
    ['old', STATIONS_UNTIL_2021_01],
    ['new', STATIONS_FROM_2021_01],
  ])('the %s set is recovered', async (_, names) => {
    const row = `20240101,1,O3,${names.map((__, i) => i + 1).join(',')}`;
    const parsed = await parse(`date,hour,type,${spoilt(names)},,,\n${row}\n`);
    expect(listed(parsed)).toEqual(names.map((name, i) => `bjmemc/${name} o3 2024-01-01T01:00 ${i + 1} valid 2`));
    expect(found(parsed)[0]).toMatch(/^note header-recovered 1 - /);
  });

  test('with two stations exchanged, or one left out, it is refused', async () => {
    const [first = '', second = '', ...rest] = STATIONS_FROM_2021_01;
    for (const names of [
      [second, first, ...rest],
      [first, ...rest],
    ]) {
      const parsed = await parse(`date,hour,type,${spoilt(names)}\n`);
      expect(found(parsed)).toEqual(['refused spoilt-header 1 - -']);
    }
  });
});
