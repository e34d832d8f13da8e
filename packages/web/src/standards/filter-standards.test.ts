import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LISTED_FAMILIES } from './field-of.ts';
import {
  filterStandards,
  groupStandards,
  holdsOn,
  isFiltered,
  olderOf,
  standardsFilter,
  type Edition,
} from './filter-standards.ts';

function edition(id: string, family: string, rest: Partial<Edition>): Edition {
  return {
    id,
    family,
    number: id,
    title: { zh: '某标准', en: 'A standard' },
    issuer: { zh: '生态环境部', en: 'MEE' },
    from: '2000-01-01',
    to: null,
    adopted: null,
    tables: [],
    figures: 1,
    toBeChecked: 0,
    pinned: false,
    ...rest,
  };
}

const air2012 = edition('gb-3095-2012', 'gb-3095', {
  number: 'GB 3095-2012',
  title: { zh: '环境空气质量标准', en: 'Ambient air quality standards' },
  tables: [{ zh: '环境空气污染物浓度限值', en: 'Limits of air pollutants' }],
  from: '2016-01-01',
  to: '2026-02-28',
  adopted: '2013-01-01',
});
const air2026 = edition('gb-3095-2026', 'gb-3095', { number: 'GB 3095-2026', from: '2026-03-01', toBeChecked: 2 });
const rounding = edition('gb-t-8170-2008', 'gb-t-8170', { number: 'GB/T 8170-2008', from: '2009-01-01' });
const unknown = edition('new-2027', 'new', { from: '2027-01-01' });
const all = [air2012, air2026, rounding, unknown];

const found = (query: string): string[] =>
  filterStandards(all, standardsFilter(new URLSearchParams(query))).map((e) => e.id);

test('every family under standards/ is listed in one field, and no other is', () => {
  const files = globSync('*/document.yaml', { cwd: join(import.meta.dirname, '../../../../standards') });
  const families = files.map((file) => {
    const yaml = readFileSync(join(import.meta.dirname, '../../../../standards', file), 'utf8');
    return /^family: (\S+)$/m.exec(yaml)?.[1];
  });
  expect(files.length).toBeGreaterThan(70);
  expect(LISTED_FAMILIES.toSorted()).toEqual([...new Set(families)].toSorted());
});

describe('an edition is found', () => {
  test.each([
    ['GB 3095-2012', ['gb-3095-2012']],
    ['gb3095', ['gb-3095-2012', 'gb-3095-2026']],
    ['GB/T8170—2008', ['gb-t-8170-2008']],
    ['空气', ['gb-3095-2012']],
    ['ambient LIMITS', ['gb-3095-2012']],
    ['浓度限值', ['gb-3095-2012']],
    ['gb-3095 水', []],
    ['—', []],
  ])('by %s', (q, ids) => {
    expect(found(new URLSearchParams({ q }).toString())).toEqual(ids);
  });

  test('by its field, by what is to be checked, by several at once', () => {
    expect(found('field=air')).toEqual(['gb-3095-2012', 'gb-3095-2026']);
    expect(found('unchecked=1')).toEqual(['gb-3095-2026']);
    expect(found('field=common&unchecked=1')).toEqual([]);
  });

  test('by a day on which it holds, both ends included', () => {
    expect(found('on=2026-02-28')).toEqual(['gb-3095-2012', 'gb-t-8170-2008']);
    expect(found('on=2026-03-01')).toEqual(['gb-3095-2026', 'gb-t-8170-2008']);
  });

  test('from the day on which the place of the district applied it', () => {
    expect(holdsOn(air2012, '2012-12-31')).toBe(false);
    expect(holdsOn(air2012, '2013-01-01')).toBe(true);
  });
});

test('an address without choices filters nothing', () => {
  expect(isFiltered(standardsFilter(new URLSearchParams('through=2024-01-01')))).toBe(false);
  expect(isFiltered(standardsFilter(new URLSearchParams('on=2024-01-01')))).toBe(true);
  expect(found('')).toHaveLength(4);
});

test('editions stand under their field, those of a family together and newest first', () => {
  const groups = groupStandards(all).map((g) => [g.field, g.count, g.families.map((f) => f.map((e) => e.id))]);
  expect(groups).toEqual([
    ['air', 2, [['gb-3095-2026', 'gb-3095-2012']]],
    ['common', 2, [['gb-t-8170-2008'], ['new-2027']]],
  ]);
});

test('the earlier edition of one is known even where a filter hides it', () => {
  expect(olderOf(air2026, all)).toBe(air2012);
  expect(olderOf(air2012, all)).toBeUndefined();
});
