import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { snap } from './number.ts';
import { canonicalUnit, displayUnit, unitFactor } from './unit.ts';

test.each([
  ['μg/m³', 'ug/m3'],
  ['µg/m3', 'ug/m3'],
  ['微克/立方米', 'ug/m3'],
  ['毫克/立方米', 'mg/m3'],
  [' mg/m³ ', 'mg/m3'],
  ['t/(km²·月)', 't/(km2·month)'],
  ['万吨', '10^4 t'],
  ['10⁴ t', '10^4 t'],
  ['10^4 yuan', '10^4 yuan'],
  ['吨/万元', 't/10^4 yuan'],
  ['公顷', 'ha'],
  ['%', '%'],
  ['亩', 'mu'],
  ['平方米', 'm2'],
  ['立方米/日', 'm3/d'],
  ['蒸吨', 't/h'],
])('%s is written %s', (text, unit) => expect(canonicalUnit(text)).toBe(unit));

test('an unknown unit is not guessed', () => {
  expect(canonicalUnit('ppb')).toBeNull();
  expect(canonicalUnit('')).toBeNull();
});

test('factors are exact', () => {
  expect(unitFactor('mg/m3', 'ug/m3')?.toString()).toBe('1000');
  expect(unitFactor('ug/m3', 'mg/m3')?.toString()).toBe('0.001');
  expect(unitFactor('ng/m3', 'mg/m3')?.toString()).toBe('0.000001');
  expect(unitFactor('10^4 m3', 'm3')?.toString()).toBe('10000');
  expect(unitFactor('10^4 t', 'kg')?.toString()).toBe('10000000');
  expect(unitFactor('km2', 'ha')?.toString()).toBe('100');
  expect(unitFactor('m3/s', 'm3/d')?.toString()).toBe('86400');
  expect(unitFactor('MW', 'kW')?.toString()).toBe('1000');
  expect(unitFactor('t/a', 'kg/a')?.toString()).toBe('1000');
});

test('15 mu are a hectare, to the digits that are kept', () => {
  expect(snap(unitFactor('mu', 'm2')?.times(15).toNumber() ?? 0).toNumber()).toBe(10_000);
  expect(snap(unitFactor('ha', 'mu')?.toNumber() ?? 0).toNumber()).toBe(15);
});

test('a steam tonne is no power, and a weight of water no volume', () => {
  expect(unitFactor('t/h', 'MW')).toBeNull();
  expect(unitFactor('t/d', 'm3/d')).toBeNull();
});

test('a deposition of a calendar month is no deposition of 30 days, and a mass no area', () => {
  expect(unitFactor('t/(km2·month)', 't/(km2·30d)')).toBeNull();
  expect(unitFactor('g', 'cm2')).toBeNull();
  expect(unitFactor('ppb', 'ug/m3')).toBeNull();
});

test('there and back is where it was', () => {
  const unit = fc.constantFrom('ug/m3', 'mg/m3', 'ng/m3');
  fc.assert(
    fc.property(unit, unit, (a, b) => {
      expect(
        unitFactor(a, b)
          ?.times(unitFactor(b, a) ?? 0)
          .toNumber(),
      ).toBe(1);
    }),
  );
});

test('units are shown with their signs', () => {
  expect(displayUnit('ug/m3')).toBe('µg/m³');
  expect(displayUnit('1')).toBe('');
  expect(displayUnit('days')).toBe('days');
});
