import { describe, expect, it, test } from 'vitest';
import { casCheckDigit, checkPattern, isGreenPlate, usccCheckCharacter, vinCheckCharacter } from './patterns.ts';

describe('unified social credit code', () => {
  it('has the check character of the example worked in GB 32100-2015', () => {
    // Printed: weighted sum of 91350100M000100Y4 is 1640, 1640 mod 31 = 28, 31 - 28 = 3; so ...4Z is wrong.
    expect(usccCheckCharacter('91350100M000100Y4')).toBe('3');
    expect(checkPattern('uscc', '91350100M000100Y43').why).toBeNull();
    expect(checkPattern('uscc', '91350100M000100Y4Z').why?.zh).toContain('应为 3');
  });

  it('accepts published codes and finds one wrong digit', () => {
    expect(checkPattern('uscc', '91110000600037341L').why).toBeNull();
    expect(checkPattern('uscc', '91110108551385082Q').why).toBeNull();
    expect(checkPattern('uscc', '91110000600037342L').why?.en).toContain('check character');
  });

  it('gives check value 0 when the sum divides by 31', () => {
    // All zeros: sum 0, 31 - 0 = 31, which stands for 0.
    expect(usccCheckCharacter('00000000000000000')).toBe('0');
    // Only a 1 in place 17 (weight 28): 31 - 28 = 3. Only a 1 in place 1: 31 - 1 = 30 = Y.
    expect(usccCheckCharacter('00000000000000001')).toBe('3');
    expect(usccCheckCharacter('10000000000000000')).toBe('Y');
  });

  it('says what is wrong with length and characters', () => {
    expect(checkPattern('uscc', '9135010').why?.zh).toBe('应为 18 位，这里是 7 位');
    expect(checkPattern('uscc', '91350100M000100I43').why?.zh).toContain('不用 I、O、S、V、Z');
    expect(checkPattern('uscc', ' ９１350100-M000100y43 ')).toEqual({ text: '91350100M000100Y43', why: null });
  });
});

describe('vehicle identification number', () => {
  it('has the check character of the example commonly printed', () => {
    // 8+28+48+35+16+12+18+10+18+56+0+24+10+28+24+16 = 351 = 31 × 11 + 10, which is X.
    expect(vinCheckCharacter('1M8GDM9A0KP042788')).toBe('X');
    expect(checkPattern('vin', '1M8GDM9AXKP042788').why).toBeNull();
    // 24+7+18+35+12+6+6+30+9+8+8+9+14 = 186 = 16 × 11 + 10: X.
    expect(vinCheckCharacter('LJCPCBLC011000237')).toBe('X');
    // Seventeen ones: 89 - 0 weights sum to 89 = 8 × 11 + 1.
    expect(checkPattern('vin', '11111111111111111').why).toBeNull();
  });

  it('finds a wrong digit, a wrong length and letters that are not used', () => {
    expect(checkPattern('vin', '1M8GDM9AXKP042789').why?.zh).toContain('校验位');
    expect(checkPattern('vin', '1M8GDM9AXKP04278').why?.zh).toContain('16 位');
    expect(checkPattern('vin', '1M8GDM9AXKPO42788').why?.zh).toContain('I、O、Q');
  });
});

test('CAS numbers end in a check digit', () => {
  // Water 7732-18-5: 8×1 + 1×2 + 2×3 + 3×4 + 7×5 + 7×6 = 105. Caffeine 58-08-2: 8×1 + 0×2 + 8×3 + 5×4 = 52.
  expect(casCheckDigit('773218')).toBe('5');
  expect(casCheckDigit('5808')).toBe('2');
  expect(checkPattern('cas', '7732-18-5').why).toBeNull();
  expect(checkPattern('cas', '7732-18-6').why?.zh).toBe('校验位应为 5');
  expect(checkPattern('cas', '7732185').why?.zh).toContain('58-08-2');
});

test.each([
  ['京A12345', true, false],
  ['京AD12345', true, true],
  ['京A12345D', true, true],
  ['冀 F·1234挂', true, false],
  ['京A1234', false, false],
  ['京AI2345', false, false],
  ['ABC1234', false, false],
])('number plate %s', (plate, right, green) => {
  const { text, why } = checkPattern('plate', plate);
  expect(why === null).toBe(right);
  expect(isGreenPlate(text)).toBe(green);
});

test.each([
  ['138 0000 0001', true],
  ['010-60000001', true],
  ['(010)60000001', false],
  ['400-810-0000', true],
  ['12000000000', false],
  ['1380000', false],
  ['13800000001/010-60000001', true],
  ['13800000001、1380000', false],
])('telephone %s', (phone, right) => expect(checkPattern('phone', phone).why === null).toBe(right));

test('waste codes and numbers of 24 characters', () => {
  expect(checkPattern('waste-code', '900—214－08')).toEqual({ text: '900-214-08', why: null });
  expect(checkPattern('waste-code', '90021408').why).not.toBeNull();
  expect(checkPattern('digits24', 'CN FC G3 Z2 00 0000 0000 000001').why).toBeNull();
  expect(checkPattern('digits24', '123').why?.zh).toBe('应为 24 位');
});
