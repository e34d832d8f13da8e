import { expect, test } from 'vitest';
import { ucumCode } from './ucum.ts';
import { canonicalUnit } from './unit.ts';

/** Codes as UCUM 2.1 has them: Cel (table 4), deg and m (2, 3), [CFU] and 10* (tables of arbitrary and dimensionless units). */
test.each([
  ['µg/m³', 'ug/m3'],
  ['mg/L', 'mg/L'],
  ['℃', 'Cel'],
  ['[角]度', 'deg'],
  ['µS/cm', 'uS/cm'],
  ['%', '%'],
  ['千瓦时', 'kW.h'],
])('%s is %s', (written, code) => {
  expect(ucumCode(canonicalUnit(written) ?? '')).toBe(code);
});

test.each(['t/(km2·month)', 'dB(A)', 'NTU', 'MPN/100mL', 'PCU'])('%s has no code, and none is made up', (unit) => {
  expect(canonicalUnit(unit)).toBe(unit);
  expect(ucumCode(unit)).toBeNull();
});
