import { describe, expect, it } from 'vitest';
import { chineseDate, chineseNumber, chinesePeriod } from './chinese.ts';
import type { Block } from './document.ts';
import { numbered } from './numbering.ts';

describe('Chinese forms', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [35, '三十五'],
    [99, '九十九'],
  ])('%d', (n, text) => expect(chineseNumber(n)).toBe(text));

  it.each([0, 100, 1.5])('has no number for %d', (n) => expect(() => chineseNumber(n)).toThrow(RangeError));

  it('writes dates in Arabic digits without leading zeros', () => {
    expect(chineseDate('2024-01-05')).toBe('2024年1月5日');
    expect(() => chineseDate('2024.1.5')).toThrow(RangeError);
  });

  it.each([
    ['2024', '2024年'],
    ['2024-H1', '2024年上半年'],
    ['2024-H2', '2024年下半年'],
    ['2024-Q3', '2024年第三季度'],
    ['2024-10', '2024年10月'],
    ['2024-01..2024-10', '2024年1—10月'],
    ['2023-11..2024-03', '2023年11月至2024年3月'],
    ['2024-01-05..2024-10-31', '2024年1月5日至2024年10月31日'],
  ])('%s is %s', (id, text) => expect(chinesePeriod(id)).toBe(text));

  it('refuses what is no period', () => expect(() => chinesePeriod('2024-13')).toThrow(RangeError));
});

describe('numbers of headings', () => {
  const heading = (level: 1 | 2 | 3 | 4): Block => ({ kind: 'heading', level, text: '题' });

  it('follow 一、（一）1.（1）, and begin anew below a heading of a higher level', () => {
    const levels = [1, 2, 2, 3, 3, 4, 4, 2, 3, 1, 2] as const;
    expect(numbered(levels.map(heading)).map((b) => (b.kind === 'heading' ? b.text : ''))).toEqual([
      '一、题',
      '（一）题',
      '（二）题',
      '1.题',
      '2.题',
      '（1）题',
      '（2）题',
      '（三）题',
      '1.题',
      '二、题',
      '（一）题',
    ]);
  });
});
