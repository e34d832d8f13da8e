import { expect, test } from 'vitest';
import { classBounds } from './classes.ts';

// The width is the smallest of 1, 2, 2.5, 5 times a power of ten with which six classes hold all values.
test.each([
  ['PM2.5 of a year', [18.2, 41], [15, 20, 25, 30, 35, 40, 45]],
  ['dustfall', [2.1, 6.9], [2, 3, 4, 5, 6, 7]],
  ['carbon monoxide', [0.42, 0.97], [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]],
  ['a value on the last bound', [0, 60], [0, 20, 40, 60, 80]],
  ['one value', [30], [30, 31]],
  ['nought', [0, 0], [0, 1]],
  ['below nought', [-3, 3], [-4, -2, 0, 2, 4]],
])('%s', (_, values, bounds) => expect(classBounds(values)).toEqual(bounds));

test('nothing is classed where nothing is known', () => expect(classBounds([])).toEqual([]));

test('every value lies in a class', () => {
  for (let low = -50; low < 50; low += 3.7) {
    for (let width = 0; width < 200; width += 7.3) {
      const bounds = classBounds([low, low + width]);
      expect(bounds.length).toBeLessThanOrEqual(7);
      expect(bounds[0]).toBeLessThanOrEqual(low);
      expect(bounds.at(-1)).toBeGreaterThan(low + width);
    }
  }
});
