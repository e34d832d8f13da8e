import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal, formatRounded, meanOf, roundHalfEven, snap, sumOf } from './number.ts';

test.each([
  ['34.5', 0, '34'],
  ['35.5', 0, '36'],
  ['36.5', 0, '36'],
  ['34.49', 0, '34'],
  ['34.51', 0, '35'],
  ['0.45', 1, '0.4'],
  ['0.55', 1, '0.6'],
  ['0.95', 1, '1.0'],
  ['4.05', 1, '4.0'],
  ['4.15', 1, '4.2'],
  ['2.345', 2, '2.34'],
  ['2.355', 2, '2.36'],
  ['60.5', 0, '60'],
  ['120.5', 0, '120'],
  ['0.125', 2, '0.12'],
  ['-0.4', 0, '0'],
  ['-2.5', 0, '-2'],
])('GB/T 8170 rounds %s to %i decimals as %s', (x, decimals, expected) => {
  expect(formatRounded(x, decimals)).toBe(expected);
  expect(formatRounded(Number(x), decimals)).toBe(expected);
});

test('rounds in one step, never through a longer rounding', () => {
  // Through one decimal 35.46 would become 35.5 and then 36; through two 0.3496 would become 0.35 and then 0.4.
  expect(formatRounded('35.46', 0)).toBe('35');
  expect(formatRounded('0.3496', 1)).toBe('0.3');
});

test('a double is taken at 12 significant digits', () => {
  expect(snap(30.499999999999996).toString()).toBe('30.5');
  expect(snap(0.1 + 0.2).toString()).toBe('0.3');
  expect(formatRounded(30.499999999999996, 0)).toBe('30');
  expect(formatRounded(31.499999999999996, 0)).toBe('32');
  expect(() => snap(Number.NaN)).toThrow(RangeError);
});

test('sums without losing small terms', () => {
  expect(sumOf([1e16, 1, -1e16])).toBe(1);
  expect(sumOf(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  expect(sumOf([])).toBe(0);
  expect(meanOf([])).toBeNull();
  expect(meanOf(Float64Array.of(1, 2, 4.5))).toBe(2.5);
});

const tenths = fc.integer({ min: -1_000_000, max: 1_000_000 });

test('rounding is idempotent, odd and never moves a number by more than half a unit', () => {
  fc.assert(
    fc.property(tenths, fc.integer({ min: 0, max: 3 }), (n, decimals) => {
      const x = new Decimal(n).div(1000);
      const rounded = roundHalfEven(x, decimals);
      expect(roundHalfEven(rounded, decimals).eq(rounded)).toBe(true);
      expect(roundHalfEven(x.neg(), decimals).eq(rounded.neg())).toBe(true);
      expect(rounded.minus(x).abs().lte(new Decimal(10).pow(-decimals).div(2))).toBe(true);
    }),
  );
});

test('a tie is rounded to the even neighbour, everything else to the nearer one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (n) => {
      expect(roundHalfEven(`${n}.5`, 0).mod(2).toNumber()).toBe(0);
      expect(roundHalfEven(`${n}.49`, 0).toNumber()).toBe(n);
      expect(roundHalfEven(`${n}.51`, 0).toNumber()).toBe(n + 1);
    }),
  );
});

test('sums of concentrations are the exact decimal sum, in any order', () => {
  const values = fc.array(fc.integer({ min: 0, max: 999_999 }), { maxLength: 200 });
  fc.assert(
    fc.property(values, (hundredths) => {
      const xs = hundredths.map((n) => n / 100);
      const exact = new Decimal(hundredths.reduce((a, b) => a + b, 0)).div(100);
      expect(snap(sumOf(xs)).eq(exact)).toBe(true);
      expect(snap(sumOf(xs.toReversed())).eq(exact)).toBe(true);
    }),
  );
});

test('sums of mixed signs err by no more than the doubles they are given', () => {
  // Terms that cancel leave what each double could not hold of its decimal: half a unit in the last place (2⁻⁵³)
  // of every term. The rounding of the sum adds as much again, and so does reading it back as its shortest decimal.
  const values = fc.array(fc.integer({ min: -999_999, max: 999_999 }), { maxLength: 200 });
  fc.assert(
    fc.property(values, (hundredths) => {
      const exact = new Decimal(hundredths.reduce((a, b) => a + b, 0)).div(100);
      const size = hundredths.reduce((a, b) => a + Math.abs(b), 0) / 100;
      const error = new Decimal(sumOf(hundredths.map((n) => n / 100))).minus(exact).abs();
      expect(error.lte(size * 3 * 2 ** -53)).toBe(true);
    }),
    { examples: [[[-819_210, 819_161]]] },
  );
});
