import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  customPeriod,
  daysIn,
  monthsOf,
  parsePeriod,
  samePeriodLastYear,
  upTo,
  yearPeriod,
  yearsBefore,
  type Period,
} from './period.ts';
import { formatDay, parseDay } from './time.ts';

function period(text: string): Period {
  const found = parsePeriod(text);
  if (!found) throw new Error(text);
  return found;
}

function ends(p: Period): string {
  return `${formatDay(p.first)} ${formatDay(p.last)}`;
}

function day(text: string): number {
  return parseDay(text) ?? Number.NaN;
}

test.each([
  ['2024', 'year', '2024-01-01 2024-12-31', 366],
  ['2023', 'year', '2023-01-01 2023-12-31', 365],
  ['2024-H1', 'half', '2024-01-01 2024-06-30', 182],
  ['2024-H2', 'half', '2024-07-01 2024-12-31', 184],
  ['2024-Q1', 'quarter', '2024-01-01 2024-03-31', 91],
  ['2024-Q4', 'quarter', '2024-10-01 2024-12-31', 92],
  ['2024-02', 'month', '2024-02-01 2024-02-29', 29],
  ['2023-02', 'month', '2023-02-01 2023-02-28', 28],
  ['2024-12', 'month', '2024-12-01 2024-12-31', 31],
  ['2024-10-31', 'day', '2024-10-31 2024-10-31', 1],
  ['2024-01..2024-06', 'custom', '2024-01-01 2024-06-30', 182],
  ['2024-01-05..2024-10-31', 'custom', '2024-01-05 2024-10-31', 301],
  ['2023-11..2024-02-03', 'custom', '2023-11-01 2024-02-03', 95],
])('%s is a %s: %s, %i days', (text, kind, expected, days) => {
  const p = period(text);
  expect(p.id).toBe(text);
  expect(p.kind).toBe(kind);
  expect(ends(p)).toBe(expected);
  expect(daysIn(p)).toBe(days);
});

test.each([
  '24',
  '2024-13',
  '2024-00',
  '2024-H3',
  '2024-Q5',
  '2024-02-30',
  '2024-06..2024-01',
  '2024..2025',
  '2024-01..2024-02..2024-03',
  '2024-01..',
  '2024-01..x',
  '..2024-01',
  'x2024',
  '2024x',
  'x2024-Q1',
  '2024-Q1x',
  'x2024-01',
  '2024-01x',
  '20241031',
  'x2024-10-31',
  '',
])('%s is no period', (text) => expect(parsePeriod(text)).toBeNull());

test.each([
  ['2024', '2023', '2023-01-01 2023-12-31'],
  ['2025', '2024', '2024-01-01 2024-12-31'],
  ['2024-02', '2023-02', '2023-02-01 2023-02-28'],
  ['2025-02', '2024-02', '2024-02-01 2024-02-29'],
  ['2024-Q1', '2023-Q1', '2023-01-01 2023-03-31'],
  ['2024-H2', '2023-H2', '2023-07-01 2023-12-31'],
  ['2024-02-29', '2023-02-28..2023-02-28', '2023-02-28 2023-02-28'],
  ['2025-01..2025-02', '2024-01..2024-02', '2024-01-01 2024-02-29'],
  ['2024-01-01..2024-10-31', '2023-01-01..2023-10-31', '2023-01-01 2023-10-31'],
])('a year before %s is %s', (text, id, expected) => {
  const before = samePeriodLastYear(period(text));
  expect(before.id).toBe(id);
  expect(ends(before)).toBe(expected);
});

test('29 February a year earlier is 28 February, four years earlier the 29th', () => {
  expect(formatDay(yearsBefore(day('2024-02-29'), 1))).toBe('2023-02-28');
  expect(formatDay(yearsBefore(day('2024-02-29'), 4))).toBe('2020-02-29');
  expect(formatDay(yearsBefore(day('2023-02-28'), 3))).toBe('2020-02-28');
});

test('a period up to a day inside, after and before it', () => {
  const year = yearPeriod(2024);
  expect(upTo(year, day('2024-12-31'))).toBe(year);
  expect(upTo(year, day('2025-06-01'))).toBe(year);
  expect(upTo(year, day('2024-10-31'))?.id).toBe('2024-01-01..2024-10-31');
  expect(upTo(year, day('2024-01-01'))?.id).toBe('2024-01-01..2024-01-01');
  expect(upTo(year, day('2023-12-31'))).toBeNull();
});

test('the months of a period are cut to it', () => {
  const months = monthsOf(customPeriod(day('2023-12-30'), day('2024-02-02')));
  expect(months.map((m) => `${m.id} ${m.last - m.first + 1}`)).toEqual(['2023-12 2', '2024-01 31', '2024-02 2']);
  expect(monthsOf(yearPeriod(2024)).map((m) => m.last - m.first + 1)).toEqual([
    31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
  ]);
});

const days = fc.integer({ min: 10_000, max: 30_000 });

test('months tile their period without a gap', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 1200 }), (first, length) => {
      const p = customPeriod(first, first + length);
      const months = monthsOf(p);
      expect(months[0]?.first).toBe(p.first);
      expect(months.at(-1)?.last).toBe(p.last);
      months.slice(1).forEach((m, i) => expect(m.first).toBe((months[i]?.last ?? 0) + 1));
      expect(parsePeriod(p.id)).toEqual(p);
    }),
  );
});

test('a year has 366 days exactly in leap years, and halves and quarters tile it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2200 }), (year) => {
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      expect(daysIn(yearPeriod(year))).toBe(leap ? 366 : 365);
      const sum = (ids: string[]) => ids.reduce((n, id) => n + daysIn(period(`${year}-${id}`)), 0);
      expect(sum(['H1', 'H2'])).toBe(leap ? 366 : 365);
      expect(sum(['Q1', 'Q2', 'Q3', 'Q4'])).toBe(leap ? 366 : 365);
    }),
  );
});
