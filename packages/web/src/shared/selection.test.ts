import { expect, test } from 'vitest';
import { rangeOf, withAll } from './selection.ts';

const ids = ['a', 'b', 'c', 'd'];

test('a range holds both ends, in either direction', () => {
  expect(rangeOf(ids, 'b', 'd')).toEqual(['b', 'c', 'd']);
  expect(rangeOf(ids, 'd', 'b')).toEqual(['b', 'c', 'd']);
  expect(rangeOf(ids, 'b', 'b')).toEqual(['b']);
});

test('without a beginning in the list it is the one that was pressed', () => {
  expect(rangeOf(ids, null, 'c')).toEqual(['c']);
  expect(rangeOf(ids, 'gone', 'c')).toEqual(['c']);
  expect(rangeOf(ids, 'a', 'gone')).toEqual([]);
});

test('many are chosen or left out together', () => {
  expect([...withAll(new Set(['a']), ['b', 'c'], true)]).toEqual(['a', 'b', 'c']);
  expect([...withAll(new Set(['a', 'b']), ['b', 'c'], false)]).toEqual(['a']);
});
