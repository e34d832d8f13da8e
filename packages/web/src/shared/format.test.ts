import { expect, test } from 'vitest';
import {
  chance,
  count,
  DASH,
  decimal,
  dotsOf,
  figureText,
  likelihoodOf,
  momentText,
  signed,
  withUnit,
} from './format.ts';

test('a figure carries a real minus sign and its decimals', () => {
  expect(decimal(-13.06, 1)).toBe('\u221213.1');
  expect(decimal(30, 1)).toBe('30.0');
  expect(decimal(null, 1)).toBe(DASH);
});

test('figures are rounded half to even, as the kernel does', () => {
  expect(decimal(30.25, 1)).toBe('30.2');
  expect(decimal(30.35, 1)).toBe('30.4');
});

test('a change shows its sign, and no sign when it is nothing', () => {
  expect(signed(1.24, 1)).toBe('+1.2');
  expect(signed(-1.24, 1)).toBe('\u22121.2');
  expect(signed(0.04, 1)).toBe('0.0');
  expect(signed(-0.04, 1)).toBe('0.0');
});

test('an uncertain thing is neither impossible nor certain', () => {
  expect(chance(0.004)).toBe('<1%');
  expect(chance(0.997)).toBe('>99%');
  expect(chance(0)).toBe('0%');
  expect(chance(1)).toBe('100%');
  expect(chance(0.806)).toBe('81%');
});

test('a unit stays on the line of its figure', () => {
  expect(withUnit('28.9', 'µg/m³')).toBe('28.9\u00a0µg/m³');
  expect(withUnit('12', '%')).toBe('12%');
  expect(withUnit('12', '')).toBe('12');
  expect(withUnit(DASH, 'µg/m³')).toBe(DASH);
});

test('thousands are parted from 10 000 on', () => {
  expect(figureText('-1800335.12345')).toBe('\u22121\u202f800\u202f335.12345');
  expect(figureText('9999.12345')).toBe('9999.12345');
  expect(count(9999)).toBe('9999');
  expect(count(52704)).toBe('52\u202f704');
  expect(count(1234567)).toBe('1\u202f234\u202f567');
});

test('dots and words of a probability', () => {
  expect([0, 0.04, 0.05, 0.8, 1].map(dotsOf)).toEqual([0, 0, 1, 8, 10]);
  expect([0.95, 0.9, 0.7, 0.5, 0.2, 0.1].map(likelihoodOf)).toEqual([
    'almost-certain',
    'almost-certain',
    'likely',
    'even',
    'unlikely',
    'remote',
  ]);
});

test('a moment is written without the T', () => {
  expect(momentText('2024-10-31T08:00')).toBe('2024-10-31\u00a008:00');
});
