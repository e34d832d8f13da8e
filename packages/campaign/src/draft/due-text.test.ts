import { describe, expect, it } from 'vitest';
import type { Due } from '../types.ts';
import { readDue } from './due-text.ts';

const HEATING: Due = {
  kind: 'season',
  from: '11-15',
  to: '03-15',
  certainty: 'memory',
  text: { zh: '采暖季', en: 'Heating season' },
};
const FLOOD: Due = {
  kind: 'season',
  from: '06-01',
  to: '09-15',
  certainty: 'read-third-party',
  text: { zh: '汛期', en: 'Flood season' },
};

const read = (words: string) => readDue(words, 2024, [HEATING, FLOOD]);

describe('due terms', () => {
  it.each([
    ['2024.3.5', '2024-03-05'],
    ['2024年3月5日前', '2024-03-05'],
    ['2024-03-05', '2024-03-05'],
    ['２０２４．３．５', '2024-03-05'],
    ['3月5日前', '2024-03-05'],
    ['2月底前', '2024-02-29'],
    ['6月底', '2024-06-30'],
    ['2024年6月底前完成', '2024-06-30'],
    ['年底前', '2024-12-31'],
    ['2024年底', '2024-12-31'],
    ['年内', '2024-12-31'],
    ['采暖季前', '2024-11-14'],
    ['汛前', '2024-05-31'],
  ])('%s is %s for certain', (words, date) => {
    expect(read(words)).toMatchObject({ code: null, due: { kind: 'date', date, text: { zh: words } } });
  });

  it.each([
    ['每月', 'month'],
    ['按季度', 'quarter'],
    ['长期坚持', 'all-year'],
    ['全年', 'all-year'],
  ])('%s is a rhythm: %s', (words, every) => {
    expect(read(words)).toMatchObject({ code: null, due: { kind: 'rhythm', every } });
  });

  it('knows the seasons of the district by their words', () => {
    expect(read('采暖季')).toEqual({ code: null, due: HEATING });
    expect(read('汛期')).toEqual({ code: null, due: FLOOD });
  });

  it.each([
    ['6月', 'due-vague', '2024-06-30'],
    ['上半年', 'due-vague', '2024-06-30'],
    ['第三季度', 'due-vague', '2024-09-30'],
    // 45292 is 2024-01-01 in the days of spreadsheets; 31 + 29 + 4 days more
    ['45356', 'due-serial', '2024-03-05'],
    ['6月底前完成方案，10月底前完成建设', 'due-several', '2024-10-31'],
  ])('%s is only suggested', (words, code, date) => {
    expect(read(words)).toMatchObject({ code, due: { date } });
  });

  it.each([
    ['立行立改', 'due-immediate'],
    ['2025年6月底前', 'due-other-year'],
    ['2024.2.30', 'due-unclear'],
    ['13月底前', 'due-unclear'],
    ['抓紧', 'due-unclear'],
    ['每周', 'due-unclear'],
    ['', 'due-missing'],
    ['—', 'due-missing'],
  ])('%s is asked about without a suggestion', (words, code) => {
    expect(read(words)).toEqual({ code, due: null });
  });
});
