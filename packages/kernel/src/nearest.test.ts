import { expect, test } from 'vitest';
import { editDistance, nearestName } from './nearest.ts';

test.each([
  ['', '', 0],
  ['', '龙泉镇', 3],
  ['龙泉镇', '', 3],
  ['龙泉镇', '龙泉镇', 0],
  ['龙泉镇', '龙泉', 1],
  ['龙泉', '龙泉镇', 1],
  ['龙泉镇', '永定镇', 2],
  // kitten, sitten, sittin, sitting
  ['kitten', 'sitting', 3],
])('%s and %s are %i changes apart', (a, b, changes) => expect(editDistance(a, b)).toBe(changes));

test('the nearest name is the one with the fewest changes, the first of equals', () => {
  expect(nearestName('龙泉镇政府', ['永定镇政府', '龙泉镇', '龙泉镇政府办'])).toBe('龙泉镇政府办');
  expect(nearestName('ab', ['ax', 'xb'])).toBe('ax');
});

test('a name that shares less than half is none', () => {
  expect(nearestName('abcd', ['abxy'])).toBe('abxy');
  expect(nearestName('abcd', ['axyz'])).toBeNull();
  expect(nearestName('ab', ['abcd'])).toBe('abcd');
  expect(nearestName('a', [])).toBeNull();
});
