import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { endOfHour, hourOfDay, monitoringDayOf, parseDay, yearPeriod, type Assessment } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { assessMean } from './air/period-mean/method.ts';
import { dailySeries, seriesInput } from './air/daily-series.ts';
import { reduceHours } from './air/reduce.ts';
import { dayRuleFor } from './air/rules.ts';
import { indicatorById } from './indicators.ts';
import { runMethod } from './define.ts';
import { methodById } from './registry.ts';
import { sharedFile } from '../testing/shared-data.ts';
import { contextOf, standards } from '../testing/standards.ts';

const context = contextOf({}, '北京市');

/** Hourly values of one station and pollutant in a joined yearly file of the Beijing network, by day of the year. */
function hoursOf(file: string, station: string, type: string, year: number): (number | null)[][] {
  const { first, last } = yearPeriod(year);
  const days = Array.from({ length: last - first + 1 }, () => Array.from({ length: 24 }, (): number | null => null));
  const plausible = standards.parameter('pm25').plausible;
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').split(/\r?\n/);
  const column = header.split(',').indexOf(station);
  expect(column).toBeGreaterThan(2);
  for (const line of lines) {
    const cells = line.split(',');
    const day = parseDay(cells[0] ?? '');
    if (cells[2] !== type || day === null || (cells[column] ?? '') === '') continue;
    const end = endOfHour(day, Number(cells[1]), 'hour-ending');
    const x = Number(cells[column]);
    const hours = days[monitoringDayOf(end) - first];
    if (hours && plausible && x >= plausible.min && x <= plausible.max) hours[hourOfDay(end) - 1] = x;
  }
  return days;
}

function annualMean(file: string, station: string, year: number): Assessment {
  const period = yearPeriod(year);
  const { rule } = dayRuleFor(context, 'pm25', 'day', '2', period.last);
  const series = dailySeries(reduceHours(period.first, hoursOf(file, station, 'PM2.5', year)), rule);
  const question = { parameter: 'pm25', period: period.id, class: '2', judgeBy: 'shown' } as const;
  const found = assessMean(question, series, context);

  // The indicator and the method on JSON say the same.
  const indicator = indicatorById('air.pm25.annual-mean');
  if (indicator.gather !== 'daily') throw new Error(indicator.gather);
  const asked = { period, through: period.last };
  expect(indicator.assess(asked, { pm25: series }, context)).toEqual(found);
  const input = JSON.parse(JSON.stringify({ ...question, series: seriesInput(series) }));
  expect(runMethod(methodById('air.period-mean'), input, context)).toEqual(found);
  return found;
}

/** Sum of the daily means ÷ number of valid days, worked out independently from the same files. */
/**
 * Means and numbers of valid days were worked out independently from the same files. 2016, 2019 and 2020 have more than
 * 324 valid days, but months below 27 (September 2016: 23, September 2019: 22, April 2020: 24).
 */
const KNOWN = [
  { year: 2023, station: '门头沟双峪', mean: '31.93', valid: 361, shown: '32', verdict: 'met' },
  { year: 2023, station: '门头沟三家店', mean: '34.22', valid: 208, shown: '34', verdict: 'insufficient-data' },
  { year: 2022, station: '门头沟双峪', mean: '28.73', valid: 255, shown: '29', verdict: 'insufficient-data' },
  { year: 2020, station: '门头沟', mean: '32.79', valid: 354, shown: '33', verdict: 'insufficient-data' },
  { year: 2019, station: '门头沟', mean: '37.80', valid: 344, shown: '38', verdict: 'insufficient-data' },
  { year: 2016, station: '门头沟', mean: '63.24', valid: 339, shown: '63', verdict: 'insufficient-data' },
];

describe.each(KNOWN)('PM2.5 $year $station', ({ year, station, mean, valid, shown, verdict }) => {
  const file = sharedFile(`data/air-beijing-hourly/beijing_${year}.csv.gz`);
  test.skipIf(file === null)('annual mean', () => {
    const found = annualMean(file ?? '', station, year);
    expect(found.value?.toFixed(2)).toBe(mean);
    expect(found.completeness).toMatchObject({ valid, required: 324 });
    expect(found).toMatchObject({ shown, verdict, provisional: verdict === 'insufficient-data' });
    expect(found.editions).toEqual(['GB 3095-2012', 'HJ 663-2013']);
    expect(found.limit).toBe('35');
  });
});
