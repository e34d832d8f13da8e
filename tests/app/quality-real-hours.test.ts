import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dayOfDate, yearPeriod } from '@qingshan/kernel';
import { expectedOf, loadQualitySettings, suggest, type Suggestion } from '@qingshan/quality';
import { describe, expect, test } from 'vitest';
import { nearestTo, stationsOf } from '../../bench/lib/beijing-days.ts';
import { readHours } from '../../bench/lib/beijing-hours.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/data/air-beijing-hourly', import.meta.url));
const NEIGHBOURS = 8;
const settings = loadQualitySettings();

/** What the checks find at a station on a day, as hour labels 0 to 23. */
function found(year: number, station: string, parameter: 'pm25' | 'pm10', month: number, date: number): Suggestion[] {
  const all = readHours(FOLDER, year, ['PM2.5', 'PM10']);
  const hours = all.get(parameter === 'pm25' ? 'PM2.5' : 'PM10') ?? new Map<string, Float64Array>();
  const own = hours.get(station) ?? new Float64Array(0);
  const near = nearestTo(stationsOf(FOLDER, year), station, NEIGHBOURS).flatMap((name) => hours.get(name) ?? []);
  const companion = parameter === 'pm25' ? (all.get('PM10')?.get(station) ?? null) : null;
  const of = settings[parameter];
  if (!of || own.length === 0 || near.length < NEIGHBOURS) throw new Error(`no data of ${station} in ${year}`);
  const start = ((dayOfDate(year, month, date) ?? 0) - yearPeriod(year).first) * 24;
  return suggest({ own, expected: expectedOf(near, own.length), companion }, of)
    .filter(({ first, last }) => first < start + 24 && last >= start)
    .map((one) => ({ ...one, first: one.first - start, last: one.last - start }));
}

describe.skipIf(!existsSync(FOLDER) && process.env['CI'] === undefined)('real hours', () => {
  test('the impossible PM2.5 of 1,347 and 5,000 at 天坛 on 29 August 2019 are found', () => {
    const range = found(2019, '天坛', 'pm25', 8, 29).filter(({ check }) => check === 'range');
    expect(range.map(({ first, last }) => [first, last])).toEqual([
      [2, 2],
      [9, 9],
    ]);
  });

  test.each([
    [3, 10],
    [3, 22],
  ])('the dust storm of %i/%i 2023, with PM10 in the thousands, is left alone in Mentougou', (month, date) => {
    for (const station of ['门头沟双峪', '门头沟三家店']) {
      for (const parameter of ['pm10', 'pm25'] as const) {
        expect(found(2023, station, parameter, month, date)).toEqual([]);
      }
    }
  });
});
