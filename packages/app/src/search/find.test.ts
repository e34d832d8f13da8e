import { describe, expect, test } from 'vitest';
import { wordsOf, type SearchDocument } from './document.ts';
import { findIn } from './find.ts';

const document = (id: string, zh: string, en: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  kind: 'measure',
  id,
  title: { zh, en },
  where: null,
  body: '',
  to: `/measures/${id}`,
  units: null,
  ...more,
});

const documents = [
  document('A28-1', '更新裸地台账', 'Update the bare land list'),
  document('A28-2', '裸地绿化硬化苫盖', 'Green or cover bare land'),
  document('pm25', 'PM2.5 年均浓度', 'PM2.5 annual mean', { kind: 'target' }),
  document('r1', '裸地绿化硬化苫盖', 'Green or cover bare land', {
    kind: 'report',
    where: { zh: '龙泉镇 · 2024-06', en: 'Longquan · 2024-06' },
    body: '本月对石龙路东侧三块地完成苫盖，面积１２００平方米，其余两块地下月完成，已与产权单位约定时间。',
    units: ['mtg-longquan'],
  }),
].map((d) => ({ document: d, words: wordsOf(d) }));

const ids = (query: string, may: (d: SearchDocument) => boolean = () => true, shown = 9) =>
  findIn(documents, query, may, shown).flatMap((group) => group.hits.map((hit) => hit.document.id));

describe('searching', () => {
  test('every word must be there, in either language, whatever case and width', () => {
    expect(ids('裸地 台账')).toEqual(['A28-1']);
    expect(ids('BARE list')).toEqual(['A28-1']);
    expect(ids('ｐｍ2.5 mean')).toEqual(['pm25']);
    expect(ids('1200')).toEqual(['r1']);
    expect(ids('a28-2')).toEqual(['A28-2']);
    expect(ids('龙泉镇 2024-06')).toEqual(['r1']);
  });

  test('titles that begin with it come first within a kind; nothing asked, nothing found', () => {
    expect(ids('裸地')).toEqual(['A28-2', 'A28-1', 'r1']);
    expect(ids('  ')).toEqual([]);
    expect(ids('没有的词')).toEqual([]);
  });

  test('a count tells all, the list as many as are shown', () => {
    const [group] = findIn(documents, '裸地', () => true, 1);
    expect(group).toMatchObject({ kind: 'measure', total: 2 });
    expect(group?.hits).toHaveLength(1);
  });

  test('what a reader may not see is neither listed nor counted', () => {
    const may = ({ units }: SearchDocument) => units === null || units.includes('mtg-dayu');
    expect(ids('苫盖', may)).toEqual(['A28-2']);
  });

  // 12 characters before the words, 36 from their beginning.
  test('an excerpt stands around the words, and only where the title does not say them', () => {
    const excerpt = (query: string) =>
      findIn(documents, query, ({ kind }) => kind === 'report', 1)[0]?.hits[0]?.excerpt;
    expect(excerpt('裸地')).toBeNull();
    expect(excerpt('石龙路')).toBe('本月对石龙路东侧三块地完成苫盖，面积１２００平方米，其余两块地下月完成，已与产…');
    expect(excerpt('产权单位')).toBe('…其余两块地下月完成，已与产权单位约定时间。');
  });
});
