import { join } from 'node:path';
import { FLAGS } from '@qingshan/kernel';
import { loadStandards } from '@qingshan/standards';
import { expect, test } from 'vitest';
import type { ParsedFile, SourceContext } from '../define.ts';
import { context as base, describeWithData, fileOf, found, listed, sharedData } from '../testing.ts';
import { cnemcWater } from './cnemc-water.ts';

const FOLDER = 'water-national-auto/';
const { parameters } = await loadStandards(join(import.meta.dirname, '../../../../standards'));
const context: SourceContext = { ...base, parameters, latest: base.latest + 1000 };

async function read(path: string): Promise<ParsedFile> {
  return cnemcWater.parse(fileOf(path.replace(/^.*\//, ''), sharedData(FOLDER + path)), context);
}

function count({ observations }: ParsedFile, flag: (typeof FLAGS)[number]): number {
  return observations.flag.filter((f) => f === FLAGS.indexOf(flag)).length;
}

function note(parsed: ParsedFile, code: string): string | undefined {
  return parsed.faults.find((f) => f.code === code)?.text.zh;
}

describeWithData('as published', () => {
  // Rows, rows without a time, values, and those of rows under 维护 or 停站, counted with a Python JSON reader.
  test.each([
    ['2020-06-15.json', 98, 28, 588, 73],
    ['2020-07-15.json', 98, 33, 549, 63],
    ['2020-08-15.json', 98, 32, 555, 125],
  ])('%s', async (file, rows, timeless, values, maintenance) => {
    const parsed = await read(`native-json/${file}`);
    expect(parsed).toMatchObject({ refused: false, rows });
    expect(note(parsed, 'stations-without-time')).toContain(`${timeless} 行没有监测时间`);
    expect(parsed.observations.value).toHaveLength(values);
    expect(count(parsed, 'maintenance')).toBe(maintenance);
    expect(parsed.faults.filter((f) => f.severity === 'refused')).toEqual([]);
  });

  test('values of 古北口 on 15 June 2020', async () => {
    const own = listed(await read('native-json/2020-06-15.json')).filter((line) => line.includes('古北口'));
    expect(own.map((line) => line.split(' ').slice(1, 4).join(' '))).toEqual([
      'wt 2020-06-15T08:00 23.53071',
      'ph 2020-06-15T08:00 7.23581',
      'do 2020-06-15T08:00 7.89093',
      'ec 2020-06-15T08:00 634.0101',
      'turbidity 2020-06-15T08:00 7.66342',
      'codmn 2020-06-15T08:00 1.6425',
      'nh3n 2020-06-15T08:00 0.26',
      'tp 2020-06-15T08:00 0.0011',
      'tn 2020-06-15T08:00 2.8869',
    ]);
  });

  test('five months joined', async () => {
    const parsed = await read('national_sections_2020-05-08_2020-09-30.csv.gz');
    expect(parsed).toMatchObject({ refused: false, rows: 17_914 });
    expect(parsed.observations.value).toHaveLength(115_516);
    expect(count(parsed, 'maintenance')).toBe(20_568);
    expect(count(parsed, 'quarantined')).toBe(4);
    expect(note(parsed, 'stations-without-time')).toContain('4475 行没有监测时间');
    expect(note(parsed, 'published-classes')).toContain('11313 行');
    expect(parsed.observations.sites).toContain('cnemc-water/北京市/沿河城');
    expect(parsed.faults.filter((f) => f.severity === 'refused')).toEqual([]);
  });

  test('a later release without a status', async () => {
    const parsed = await read('beijing_snapshot_2026-08-26T13.csv');
    expect(parsed).toMatchObject({ refused: false, rows: 19 });
    expect(found(parsed).filter((line) => line.startsWith('refused'))).toEqual([]);
    expect(listed(parsed)).toContain('cnemc-water/北京市/沙窝 do 2026-08-26T13:00 1.63 valid 4');
  });
});
