import { Decimal } from '@qingshan/kernel';
import { expect, test } from 'vitest';
import { standards } from '../../testing/standards.ts';
import { measuredSchema, rangeOf, resultIn, written, type Measured } from './measured.ts';

test.each([
  [0.5, '0.5', true],
  [0, '0', true],
  ['0.50', '0.5', true],
  ['<0.01', '0.01', false],
  ['0.01L', '0.01', false],
  [{ value: 0.2, detected: true }, '0.2', true],
  [{ value: '0.2', detected: false }, '0.2', false],
])('%j is %s, detected: %s', (measured, value, detected) => {
  const found = resultIn('mg/L', measured, 'm');
  expect(found).toMatchObject({ kind: 'number', detected });
  expect(found.kind === 'number' && found.value.toFixed()).toBe(value);
});

test.each([
  ['absent', false],
  ['无', false],
  ['present', true],
  ['有', true],
])('%s is seen: %s', (measured, present) => {
  expect(resultIn(null, measured, 'm')).toEqual({ kind: 'seen', present });
});

test.each(['absently', 'not present', '无异味', '没有', '-1', '<', '0.01LL', '<0.1L'])('%s is no result', (text) => {
  expect(measuredSchema.safeParse(text).success).toBe(false);
});

test('a result is counted in the unit of the standard', () => {
  const inUnit = (unit: string | null, measured: Measured) => {
    const found = resultIn(unit, measured, 'm');
    return found.kind === 'number' ? found.value.toFixed() : null;
  };
  const micrograms = { value: 60, unit: 'ug/L', detected: true };
  expect(inUnit('mg/L', micrograms)).toBe('0.06');
  expect(inUnit('ug/L', micrograms)).toBe('60');
  // The same unit needs no conversion, whether or not it is known.
  expect(inUnit('度', { value: 5, unit: '度', detected: true })).toBe('5');
  expect(inUnit(null, { value: 5, detected: true })).toBe('5');
  expect(() => inUnit('mg/L', { value: 1, unit: 'mg/kg', detected: true })).toThrow('单位 mg/kg 不能换算为 mg/L。');
  expect(() => inUnit(null, micrograms)).toThrow('单位 ug/L 不能换算为 （无单位）。');
  expect(() => inUnit(null, micrograms)).toThrow('ug/L cannot be converted to a word.');
});

test('a result is written with its unit, and < where it was not detected', () => {
  const number = (detected: boolean) => ({ kind: 'number', value: new Decimal('0.060'), detected }) as const;
  expect(written(number(true), 'mg/L')).toEqual({ zh: '0.06 mg/L', en: '0.06 mg/L' });
  expect(written(number(false), '1').zh).toBe('<0.06');
  expect(written(number(true), null).en).toBe('0.06');
  expect(written({ kind: 'seen', present: true }, null)).toEqual({ zh: '有', en: 'present' });
  expect(written({ kind: 'seen', present: false }, null)).toEqual({ zh: '无', en: 'absent' });
});

test('a range that a table prints in one cell has two numbers', () => {
  const edition = standards.resolve('gb-t-14848', 19_863);
  const ph = edition.figures('limits', { indicator: 'ph' })[0];
  if (!ph) throw new Error('no limit of pH');
  // GB/T 14848-2017 Table 1: 6.5 ≤ pH ≤ 8.5
  expect(rangeOf(ph)?.map((x) => x.toFixed())).toEqual(['6.5', '8.5']);
  expect(rangeOf({ ...ph, values: null })).toBeNull();
  expect(rangeOf({ ...ph, values: ['6.5'] })).toBeNull();
  expect(rangeOf({ ...ph, values: ['6.5', null] })).toBeNull();
  expect(rangeOf({ ...ph, values: [null, '8.5'] })).toBeNull();
});
