import { expect, test } from 'vitest';
import { classOf, shadeOf } from './classes.ts';

const BOUNDS = [15, 20, 25, 30];

test.each([
  [15, 0],
  [19.99, 0],
  [20, 1],
  [29.9, 2],
  [30, 2],
  [14, 0],
])('%d is in class %d', (value, index) => expect(classOf(value, BOUNDS)).toBe(index));

test('the first class is the palest and the last the darkest, and no two are alike', () => {
  const fills = [0, 1, 2].map((index) => shadeOf(index, BOUNDS).fill);
  expect(fills[0]).toBe('#eaf3ee');
  expect(fills[2]).toBe('#1b563c');
  expect(new Set(fills).size).toBe(3);
});
