import { expect, test } from 'vitest';
import { contextOf } from '../../testing/standards.ts';
import { dayOf } from '../air/daily-series.ts';
import { reduceHours, type HoursOfDay } from '../air/reduce.ts';
import { exceedingDays, exceedingHour } from './exceedances.ts';

const context = contextOf();
const PM25 = { parameter: 'pm25', areaClass: '2' } as const;
const O3 = { parameter: 'o3', areaClass: '2' } as const;

function hours(valid: number, value: number): HoursOfDay {
  return Array.from({ length: 24 }, (_, i) => (i < valid ? value : null));
}

function told(found: ReturnType<typeof exceedingDays>): unknown[] {
  return [...found].map(([day, { shown, limit, multiple }]) => [day - dayOf('2024-03-01'), shown, limit, multiple]);
}

test('days whose mean lies above 75, with 20 hours or more, exceed', () => {
  const days = [hours(24, 76), hours(24, 75), hours(20, 90), hours(19, 200), hours(0, 0), hours(24, 150)];
  // 76/75 − 1 = 0.013, 90/75 − 1 = 0.2, 150/75 − 1 = 1.
  expect(told(exceedingDays(context, PM25, reduceHours(dayOf('2024-03-01'), days)))).toEqual([
    [0, '76', '75', '0.01'],
    [2, '90', '75', '0.20'],
    [5, '150', '75', '1.00'],
  ]);
});

test('a mean is rounded before it is compared: 75.4 is 75, 75.6 is 76', () => {
  const days = [hours(24, 75.4), hours(24, 75.6)];
  expect(told(exceedingDays(context, PM25, reduceHours(dayOf('2024-03-01'), days)))).toEqual([[1, '76', '75', '0.01']]);
});

test('ozone is judged by its largest 8-hour mean', () => {
  const days = [hours(24, 161), hours(24, 160)];
  expect(told(exceedingDays(context, O3, reduceHours(dayOf('2024-03-01'), days)))).toEqual([[0, '161', '160', '0.01']]);
});

test('days before there was a standard are not judged', () => {
  expect(exceedingDays(context, PM25, reduceHours(dayOf('1971-01-01'), [hours(24, 500)])).size).toBe(0);
});

test('an hour exceeds where there is a limit for hours: ozone 200, none for PM2.5', () => {
  const at = dayOf('2024-06-01') * 86_400 + 13 * 3600;
  expect(exceedingHour(context, O3, at, 200)).toBeNull();
  expect(exceedingHour(context, O3, at, 220)).toMatchObject({ shown: '220', limit: '200', multiple: '0.10' });
  expect(exceedingHour(context, PM25, at, 900)).toBeNull();
});
