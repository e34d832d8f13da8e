import { join } from 'node:path';
import { formatDay, parseDay, parsePeriod, type Period } from '@qingshan/kernel';
import { describe, expect, test } from 'vitest';
import { readWorkingDays } from '../load-reporting.ts';
import type { DueRule } from './reporting-rules.ts';
import { reportDueDay, reportingPeriods } from './reporting.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from './working-days.ts';

const calendar = readWorkingDays(join(import.meta.dirname, '../../../../districts'));

function day(text: string): number {
  const found = parseDay(text);
  if (found === null) throw new Error(text);
  return found;
}

function period(text: string): Period {
  const found = parsePeriod(text);
  if (!found) throw new Error(text);
  return found;
}

function dueOf(text: string, due: DueRule): string {
  return formatDay(reportDueDay(period(text), { due, calendar }));
}

describe('working days', () => {
  test.each([
    ['2024-10-01', false, 'National Day'],
    ['2024-10-12', true, 'a Saturday worked for it'],
    ['2024-10-13', false, 'a Sunday'],
    ['2024-10-14', true, 'a Monday'],
    ['2022-10-03', true, 'a Monday of a year whose notice is not here'],
  ])('%s: %s (%s)', (text, works, _why) => {
    expect(isWorkingDay(calendar, day(text))).toBe(works);
  });

  test('are counted over a holiday', () => {
    // 29 (Sunday, worked) and 30 September, then 8 to 11 October and Saturday 12, worked: seven days.
    expect(workingDaysBetween(calendar, day('2024-09-28'), day('2024-10-13'))).toBe(7);
    expect(formatDay(addWorkingDays(calendar, day('2024-09-30'), 1))).toBe('2024-10-08');
  });
});

describe('reports are due', () => {
  const first: DueRule = { kind: 'working-day', n: 1 };

  test.each([
    ['2024-01', first, '2024-02-01', 'a Thursday'],
    ['2024-05', first, '2024-06-03', '1 June 2024 is a Saturday'],
    ['2024-09', first, '2024-10-08', 'after the holiday'],
    ['2024-12', first, '2025-01-02', 'in the next year, after New Year'],
    ['2024-Q1', first, '2024-04-01', 'a Monday'],
    ['2024-05', { kind: 'day', day: 25, of: 'same-month' }, '2024-05-27', '25 May 2024 is a Saturday'],
    ['2024-10', { kind: 'day', day: 5, of: 'next-month' }, '2024-11-05', 'a Tuesday'],
    ['2024-02', { kind: 'day', day: 31, of: 'same-month' }, '2024-02-29', 'February has no 31st'],
    ['2024-06-03..2024-06-09', first, '2024-06-11', 'a week, and Monday 10 June is a holiday'],
  ] as const)('%s by %o: %s (%s)', (text, rule, expected, _why) => {
    expect(dueOf(text, rule)).toBe(expected);
  });
});

describe('periods to report on', () => {
  const zh = { zh: '', en: '' };

  test('end with the one in which the measure falls due', () => {
    const due = { kind: 'date', date: '2024-06-30', text: zh } as const;
    const found = reportingPeriods({ due }, 2024, 'month').map((p) => p.id);
    expect(found).toEqual(['2024-01', '2024-02', '2024-03', '2024-04', '2024-05', '2024-06']);
    expect(reportingPeriods({ due }, 2024, 'quarter').map((p) => p.id)).toEqual(['2024-Q1', '2024-Q2']);
  });

  test('are those that the season touches, at both ends of the year for the heating season', () => {
    const due = { kind: 'season', from: '11-15', to: '03-15', certainty: 'memory', text: zh } as const;
    expect(reportingPeriods({ due }, 2024, 'month').map((p) => p.id)).toEqual([
      '2024-01',
      '2024-02',
      '2024-03',
      '2024-11',
      '2024-12',
    ]);
  });

  test('are whole weeks from Monday on', () => {
    const weeks = reportingPeriods({ due: { kind: 'rhythm', every: 'month', text: zh } }, 2024, 'week');
    // 1 January 2024 is a Monday, 30 December too: 53 weeks begin in the year.
    expect([weeks.length, weeks[0]?.id, weeks.at(-1)?.id]).toEqual([
      53,
      '2024-01-01..2024-01-07',
      '2024-12-30..2025-01-05',
    ]);
  });
});
