import { parseDay, parsePeriod } from '@qingshan/kernel';
import { describe, expect, it } from 'vitest';
import { dueDateText, faultOfDue, isDueIn, lastDayOf } from './due.ts';
import type { Due } from './types.ts';

const text = { zh: '…', en: '…' };
const heating: Due = { kind: 'season', from: '11-15', to: '03-15', certainty: 'memory', text };
const onLeapDay: Due = { kind: 'date', date: '2024-02-29', text };

function isDue(due: Due, period: string): boolean {
  const parsed = parsePeriod(period);
  if (!parsed) throw new Error(`no period: ${period}`);
  return isDueIn(due, parsed);
}

describe('a due date in words', () => {
  it.each([
    ['2024-12-31', '年底前', 'By the end of the year'],
    ['2024-06-30', '6月底前', 'By the end of June'],
    ['2024-02-29', '2月底前', 'By the end of February'],
    ['2024-02-28', '2月28日前', 'By 28 February'],
  ])('%s is %s', (date, zh, en) => {
    expect(dueDateText(parseDay(date) ?? 0)).toEqual({ zh, en });
  });
});

describe('falling due', () => {
  it('is the month of a date', () => {
    expect(isDue(onLeapDay, '2024-02')).toBe(true);
    expect(isDue(onLeapDay, '2024-03')).toBe(false);
    expect(isDue(onLeapDay, '2024-Q1')).toBe(true);
  });

  it('is every month that a season touches, over the new year too', () => {
    const months = ['2024-01', '2024-03', '2024-04', '2024-10', '2024-11', '2024-12'];
    expect(months.filter((month) => isDue(heating, month))).toEqual(['2024-01', '2024-03', '2024-11', '2024-12']);
    expect(isDue(heating, '2024-03-15')).toBe(true);
    expect(isDue(heating, '2024-03-16')).toBe(false);
    expect(isDue(heating, '2024-11-14')).toBe(false);
  });

  it('is always, for a rhythm', () => {
    expect(isDue({ kind: 'rhythm', every: 'quarter', text }, '2024-05')).toBe(true);
  });
});

describe('the last day', () => {
  it('is the date, or the end of the season within the year of the plan', () => {
    expect(lastDayOf(onLeapDay, 2024)).toBe('2024-02-29');
    expect(lastDayOf(heating, 2024)).toBe('2024-12-31');
    expect(lastDayOf({ ...heating, from: '06-01', to: '09-15' }, 2024)).toBe('2024-09-15');
    expect(lastDayOf({ kind: 'rhythm', every: 'month', text }, 2024)).toBeNull();
  });
});

describe('a fault of a due term', () => {
  it('is none for a season over the new year and for a day of the year', () => {
    expect(faultOfDue(heating, 2024)).toBeNull();
    expect(faultOfDue(onLeapDay, 2024)).toBeNull();
  });

  it('is a season longer than half a year: 1 October to 2 April 2024/25 has 184 days, one more is too long', () => {
    expect(faultOfDue({ ...heating, from: '10-01', to: '04-02' }, 2024)).toBeNull();
    expect(faultOfDue({ ...heating, from: '10-01', to: '04-03' }, 2024)).not.toBeNull();
  });

  it('is a day of another year', () => {
    expect(faultOfDue({ kind: 'date', date: '2025-01-01', text }, 2024)?.en).toContain('2025-01-01');
  });
});
