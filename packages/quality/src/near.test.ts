import { expect, test } from 'vitest';
import { neighboursOf, type Place } from './near.ts';

const at = (id: string, lon: number | null, group: string | null = null): Place => ({
  id,
  position: lon === null ? null : { lon, lat: 40 },
  group,
});

test('the nearest by position', () => {
  const places = [at('a', 116), at('b', 116.5), at('c', 116.1), at('d', 116.35)];
  expect(neighboursOf(places, 2)).toEqual([
    [2, 3],
    [3, 2],
    [0, 3],
    [1, 2],
  ]);
});

test('a degree of longitude is shorter than one of latitude', () => {
  const place = (id: string, lon: number, lat: number): Place => ({ id, position: { lon, lat }, group: null });
  // cos 40° is 0.77: 0.12 degrees east are as far as 0.092 north.
  expect(neighboursOf([place('a', 116, 40), place('b', 116, 40.1), place('c', 116.12, 40)], 1)[0]).toEqual([2]);
});

test('without positions those of the own group first, then the next in the list', () => {
  const places = [at('a', null, 'x'), at('b', null, 'y'), at('c', null, 'y'), at('d', null, 'x'), at('e', null)];
  expect(neighboursOf(places, 3)[0]).toEqual([3, 1, 2]);
  expect(neighboursOf(places, 2)[4]).toEqual([3, 2]);
});

test('what has a position comes before what has none', () => {
  const places = [at('a', 116, 'x'), at('b', null, 'x'), at('c', 117, 'y')];
  expect(neighboursOf(places, 1)[0]).toEqual([2]);
});

test('a thousand sites have eight neighbours each', () => {
  const places = Array.from({ length: 1000 }, (_, i) => at(`s${i}`, 116 + i / 1000));
  expect(new Set(neighboursOf(places).map((near) => near.length))).toEqual(new Set([8]));
});
