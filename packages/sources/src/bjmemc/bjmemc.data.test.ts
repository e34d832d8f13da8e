import { formatMoment, FLAGS } from '@qingshan/kernel';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { ParsedFile } from '../define.ts';
import { repeatsBetween } from '../join.ts';
import { context, describeWithData, fileOf, found, sharedData } from '../testing.ts';
import { bjmemc } from './bjmemc.ts';
import { STATIONS_FROM_2021_01, STATIONS_UNTIL_2021_01 } from './stations.ts';

const FOLDER = 'air-beijing-hourly/';

const files = new Map<string, Promise<ParsedFile>>();

/** Each file is read once. */
async function read(path: string): Promise<ParsedFile> {
  const parsed = files.get(path) ?? bjmemc.parse(fileOf(path.replace(/^.*\//, ''), sharedData(FOLDER + path)), context);
  files.set(path, parsed);
  return parsed;
}

/** Values of one series: time → value */
function seriesOf({ observations: o }: ParsedFile, site: string, parameter: string): Map<string, number> {
  const [s, p] = [o.sites.indexOf(`bjmemc/${site}`), o.parameters.indexOf(parameter)];
  const values = new Map<string, number>();
  for (const [i, time] of o.time.entries()) {
    if (o.site[i] === s && o.parameter[i] === p) values.set(formatMoment(time), o.value[i] ?? NaN);
  }
  return values;
}

function sites(names: readonly string[]): string[] {
  return names.map((name) => `bjmemc/${name}`);
}

function count({ observations }: ParsedFile, flag: (typeof FLAGS)[number]): number {
  return observations.flag.filter((f) => f === FLAGS.indexOf(flag)).length;
}

function maximum({ observations: o }: ParsedFile, parameter: string): number {
  const p = o.parameters.indexOf(parameter);
  return o.value.reduce((max, value, i) => (o.parameter[i] === p ? Math.max(max, value) : max), 0);
}

// Rows, rows of AQI and *_24h, and non-empty cells of the six pollutants, counted with a Python csv reader.
const DAYS: readonly (readonly [file: string, rows: number, derived: number, values: number])[] = [
  ['beijing_all_20200501.csv', 120, 72, 1504],
  ['beijing_all_20230309.csv', 120, 72, 1662],
  ['beijing_all_20230310.csv', 120, 72, 1652],
  ['beijing_all_20230311.csv', 120, 72, 1667],
  ['beijing_all_20230321.csv', 120, 72, 1654],
  ['beijing_all_20230322.csv', 115, 69, 1551],
  ['beijing_all_20230323.csv', 120, 72, 1651],
  ['beijing_all_20240101.csv', 120, 72, 1552],
  ['beijing_extra_20200501.csv', 192, 96, 3226],
  ['beijing_extra_20230309.csv', 192, 96, 3323],
  ['beijing_extra_20230310.csv', 192, 96, 3341],
  ['beijing_extra_20230311.csv', 192, 96, 3350],
  ['beijing_extra_20230321.csv', 192, 96, 3342],
  ['beijing_extra_20230322.csv', 184, 92, 3190],
  ['beijing_extra_20230323.csv', 192, 96, 3327],
];

describeWithData('daily files as published', () => {
  test.each(DAYS)('%s: %i rows, %i of them derived, %i values', async (file, rows, derived, values) => {
    const parsed = await read(`native-daily/${file}`);
    const note = parsed.faults.find((f) => f.code === 'derived-rows');
    expect(parsed).toMatchObject({ refused: false, rows });
    expect(note?.text.zh).toContain(`${derived} 行是发布方的计算值`);
    expect(parsed.observations.value).toHaveLength(values);
    expect(count(parsed, 'valid')).toBe(values);
    expect(parsed.faults.filter((f) => f.code !== 'header-recovered')).toEqual([note]);
  });

  test('both station sets, in the order of the files', async () => {
    const [old, recent] = [
      await read('native-daily/beijing_all_20200501.csv'),
      await read('native-daily/beijing_all_20230309.csv'),
    ];
    expect(old.observations.sites).toEqual(sites(STATIONS_UNTIL_2021_01));
    expect(recent.observations.sites).toEqual(sites(STATIONS_FROM_2021_01));
    expect([STATIONS_UNTIL_2021_01.length, STATIONS_FROM_2021_01.length]).toEqual([35, 35]);
  });

  test('label 0 is the hour that ends at midnight', async () => {
    // 20200501,0,PM2.5,82,68,…
    const values = seriesOf(await read('native-daily/beijing_all_20200501.csv'), '东四', 'pm25');
    expect(values.get('2020-05-01T00:00')).toBe(82);
    expect([...values.keys()].at(-1)).toBe('2020-05-01T23:00');
  });

  test('values of a dust storm stay valid', async () => {
    // Greatest PM10 of the days, found with the same Python reader.
    const [first, second] = [
      await read('native-daily/beijing_all_20230310.csv'),
      await read('native-daily/beijing_all_20230322.csv'),
    ];
    expect([maximum(first, 'pm10'), maximum(second, 'pm10')]).toEqual([2944, 4964]);
    expect([count(first, 'quarantined'), count(second, 'quarantined')]).toEqual([0, 0]);
  });

  test('a head spoilt by a spreadsheet is recovered, station by station', async () => {
    const parsed = await read('native-daily/beijing_all_20240101.csv');
    expect(parsed.observations.sites).toEqual(sites(STATIONS_FROM_2021_01));
    expect(found(parsed)[0]).toBe('note header-recovered 1 - 涓滃煄涓滃洓');
    // First row 29,24,19,…,44,25: the first and the last two stations
    expect(seriesOf(parsed, '东城东四', 'pm25').get('2024-01-01T00:00')).toBe(29);
    expect(seriesOf(parsed, '房山良乡', 'pm25').get('2024-01-01T00:00')).toBe(44);
    expect(seriesOf(parsed, '房山燕山', 'pm25').get('2024-01-01T00:00')).toBe(25);
  });

  test.each([
    ['beijing_all_20161230.csv', 'refused empty-file - - -', '文件是空的（0 字节）', 'The file is empty (0 bytes)'],
    ['beijing_extra_20161230.csv', 'refused empty-file - - -', '文件是空的（0 字节）', 'The file is empty (0 bytes)'],
    ['beijing_all_20170519.csv', 'refused web-page 1 - -', '内容是网页而不是数据', 'It holds a web page, not data'],
  ])('%s is refused', async (file, fault, zh, en) => {
    const parsed = await read(`native-daily/${file}`);
    expect(parsed).toMatchObject({ refused: true, rows: 0 });
    expect(found(parsed)).toEqual([fault]);
    expect(parsed.faults[0]?.text.zh).toContain(zh);
    expect(parsed.faults[0]?.text.en).toContain(en);
    expect(parsed.observations.value).toHaveLength(0);
  });

  test('the all and the extra file of a day do not repeat each other; a day given twice does', async () => {
    const [all, extra] = [
      await read('native-daily/beijing_all_20230310.csv'),
      await read('native-daily/beijing_extra_20230310.csv'),
    ];
    expect(repeatsBetween([all, extra])).toEqual([]);
    // 20230310,0,PM2.5,103,…: its first value stands for the repeats
    const again = { ...all, file: 'copy.csv' };
    expect(found({ faults: repeatsBetween([all, extra, again]) })).toEqual(['note repeated-equal 2 - 103']);
  });
});

const COVERAGE: readonly (readonly [parameter: string, column: string])[] = [
  ['pm25', 'PM2.5'],
  ['pm10', 'PM10'],
  ['so2', 'SO2'],
  ['no2', 'NO2'],
  ['o3', 'O3'],
  ['co', 'CO'],
];

describeWithData('joined years', () => {
  // Rows and values counted with a Python csv reader. PM2.5 above 998: in 2016 fourteen 1000 and one 999, the cap of the
  // publisher; in 2019 the 1347 and 5000 of 天坛 on 29 August. PM2.5 of 888 on 25 January 2020 is New Year's fireworks.
  test.each([
    ['2016', 103_610, 1_653_071, 15],
    ['2019', 59_948, 1_662_967, 2],
    ['2020', 60_382, 1_663_874, 0],
    ['2022', 42_818, 1_248_466, 0],
    ['2023', 61_089, 1_752_145, 0],
  ])('%s', async (year, rows, values, quarantined) => {
    const file = `beijing_${year}.csv.gz`;
    const parsed = await read(file);
    expect(parsed).toMatchObject({ refused: false, rows });
    expect(parsed.observations.value).toHaveLength(values);
    expect(count(parsed, 'quarantined')).toBe(quarantined);
    expect(parsed.faults.filter((f) => f.severity === 'quarantined')).toHaveLength(quarantined);
    const coverage: Record<string, string>[] = parse(sharedData(`${FOLDER}coverage_mentougou.csv`), { columns: true });
    const own = coverage.filter((row) => row['file'] === file);
    expect(own.length).toBeGreaterThan(0);
    for (const row of own) {
      for (const [parameter, column] of COVERAGE) {
        const series = [...seriesOf(parsed, row['station'] ?? '', parameter).values()];
        const expected = ['n', 'min', 'max'].map((what) => Number(row[`${column}_${what}`]));
        expect([series.length, Math.min(...series), Math.max(...series)]).toEqual(expected);
      }
    }
  });

  test('2023: 8702 PM2.5 values of 双峪，at most 476', async () => {
    const series = [...seriesOf(await read('beijing_2023.csv.gz'), '门头沟双峪', 'pm25').values()];
    expect([series.length, Math.max(...series)]).toEqual([8702, 476]);
  });

  test('impossible values of 2019 are named by row and station', async () => {
    const parsed = await read('beijing_2019.csv.gz');
    expect(found(parsed).slice(0, 2)).toEqual([
      'quarantined implausible 39951 天坛 1347',
      'quarantined implausible 40000 天坛 5000',
    ]);
    expect(parsed.faults[1]?.text).toEqual({
      zh: 'beijing_2019.csv.gz 第 40000 行“天坛”列：PM2.5 为 5000 µg/m³，超出可信范围 0 至 998。已隔离保存，不参与任何计算；如有更正，重新导入即可取代。',
      en: 'beijing_2019.csv.gz, row 40000, column 天坛: PM2.5 of 5000 µg/m³ lies outside the plausible range, 0 to 998. It is kept in quarantine and takes no part in any figure; importing a correction replaces it.',
    });
  });

  test('a year cut off in the middle, or in its last four bytes, is refused as a whole', async () => {
    const whole = sharedData(`${FOLDER}beijing_2022.csv.gz`);
    for (const length of [Math.floor(whole.length / 2), whole.length - 4]) {
      const parsed = await bjmemc.parse(fileOf('cut.gz', whole.subarray(0, length)), context);
      expect(found(parsed)).toContain('refused gzip-truncated - - -');
      expect(parsed.observations.value).toHaveLength(0);
    }
  });
});
