import { expect, test } from 'vitest';
import { find, type SearchEntry } from './search-index.ts';

const entries: SearchEntry[] = [
  { kind: 'measure', id: 'A28-1', title: { zh: '更新裸地台账', en: 'Update the bare land list' }, to: '/plan#A28-1' },
  {
    kind: 'measure',
    id: 'A28-2',
    title: { zh: '裸地绿化硬化苫盖', en: 'Green or cover bare land' },
    to: '/plan#A28-2',
  },
  { kind: 'target', id: 'pm25', title: { zh: 'PM2.5 年均浓度', en: 'PM2.5 annual mean' }, to: '/targets/pm25' },
];
const ids = (query: string, language: 'zh' | 'en' = 'zh') => find(entries, query, language).map((e) => e.id);

test('every word must be there, in either language, whatever the case', () => {
  expect(ids('裸地 台账')).toEqual(['A28-1']);
  expect(ids('BARE')).toEqual(['A28-1', 'A28-2']);
  expect(ids('pm2.5 mean')).toEqual(['pm25']);
  expect(ids('a28-2')).toEqual(['A28-2']);
});

test('a title that begins with the words comes first', () => {
  expect(ids('裸地')).toEqual(['A28-2', 'A28-1']);
});

test('nothing asked, nothing found', () => {
  expect(ids('  ')).toEqual([]);
});
