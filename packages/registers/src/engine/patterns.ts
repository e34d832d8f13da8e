import type { Localized } from '@qingshan/kernel';
import type { Pattern } from './types.ts';

/** Character values of GB 32100-2015 Table 1: no I, O, S, V, Z. */
const USCC_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_LENGTH = 18;

/**
 * The check character of the first 17 characters of a unified social credit code (GB 32100-2015: weights 3^(i-1) mod
 * 31, check value 31 minus the remainder of the sum); `null` when a character is not of the code's set.
 */
export function usccCheckCharacter(first17: string): string | null {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = USCC_CHARACTERS.indexOf(character);
    if (value < 0) return null;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_CHARACTERS[(31 - (sum % 31)) % 31] ?? null;
}

/** Letter values and weights of the vehicle identification number (GB 16735, ISO 3779): no I, O, Q. */
const VIN_LETTERS: ReadonlyMap<string, number> = new Map(
  ['AJ', 'BKS', 'CLT', 'DMU', 'ENV', 'FW', 'GPX', 'HY', 'RZ'].flatMap((letters, i) =>
    [...letters].map((letter): [string, number] => [letter, i + 1]),
  ),
);
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VIN_LENGTH = 17;

/** The check character (place 9) of a vehicle identification number; `null` when it has characters that are not allowed. */
export function vinCheckCharacter(vin: string): string | null {
  let sum = 0;
  for (const [i, character] of [...vin].entries()) {
    const value = /\d/.test(character) ? Number(character) : VIN_LETTERS.get(character);
    if (value === undefined && i !== 8) return null;
    sum += (value ?? 0) * (VIN_WEIGHTS[i] ?? 0);
  }
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

/** The check digit of a CAS number without it: digits from the right times 1, 2, 3 …, sum mod 10. */
export function casCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i + 1), 0);
  return String(sum % 10);
}

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const PLATE = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]$`);
/** New energy: small ones have a letter A–K first, large ones last. */
const GREEN_PLATE = new RegExp(`^[${PROVINCES}][A-HJ-NP-Z](?:[A-HJK][A-HJ-NP-Z0-9]\\d{4}|\\d{5}[A-HJK])$`);
const PHONE = /^(?:1[3-9]\d{9}|(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,6})?|400-?\d{3}-?\d{4}|12345)$/;

/** Whether a number plate is one of a new energy vehicle, by its eight characters. */
export function isGreenPlate(plate: string): boolean {
  return GREEN_PLATE.test(plate);
}

/** Several telephone numbers in one cell. */
export const PHONE_SEPARATOR = '、';

function phonesOf(text: string): string[] {
  return text.split(/[、,;/]/).filter(Boolean);
}

interface Check {
  /** The written form that is kept */
  readonly tidy: (text: string) => string;
  /** Why the tidied text is wrong, or `null` */
  readonly fault: (text: string) => Localized | null;
}

const WRONG_CHECK_USCC = (expected: string): Localized => ({
  zh: `校验位不对（按 GB 32100 应为 ${expected}），多半有一位写错`,
  en: `the check character is wrong (by GB 32100 it is ${expected}), so most likely one character is`,
});

function usccFault(code: string): Localized | null {
  if (code.length !== USCC_LENGTH)
    return { zh: `应为 18 位，这里是 ${code.length} 位`, en: `18 characters are needed, these are ${code.length}` };
  const check = usccCheckCharacter(code.slice(0, 17));
  if (check === null || !/^.{2}\d{6}/.test(code))
    return {
      zh: '含有代码中不会出现的字符（不用 I、O、S、V、Z，第 3 至 8 位是数字）',
      en: 'it has characters that the code never has (no I, O, S, V, Z; digits in places 3 to 8)',
    };
  return check === code[17] ? null : WRONG_CHECK_USCC(check);
}

function vinFault(vin: string): Localized | null {
  if (vin.length !== VIN_LENGTH)
    return { zh: `应为 17 位，这里是 ${vin.length} 位`, en: `17 characters are needed, these are ${vin.length}` };
  const check = vinCheckCharacter(vin);
  if (check === null)
    return { zh: '含有不允许的字符（不用 I、O、Q）', en: 'it has characters that are not allowed (no I, O, Q)' };
  if (check === vin[8]) return null;
  return {
    zh: `第 9 位校验位应为 ${check}，多半有一位写错`,
    en: `the check character in place 9 should be ${check}, so most likely one character is wrong`,
  };
}

function casFault(number: string): Localized | null {
  const digits = number.replaceAll('-', '');
  if (!/^\d{2,7}-\d{2}-\d$/.test(number)) return { zh: '格式应如 58-08-2', en: 'the form is 58-08-2' };
  const check = casCheckDigit(digits.slice(0, -1));
  return check === digits.at(-1) ? null : { zh: `校验位应为 ${check}`, en: `the check digit should be ${check}` };
}

function unless(pattern: RegExp, zh: string, en: string): Check['fault'] {
  return (text) => (pattern.test(text) ? null : { zh, en });
}

const compact = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s·•.]/g, '')
    .toUpperCase();
const withoutDashes = (text: string): string => compact(text).replaceAll('-', '');
const dashed = (text: string): string => compact(text).replaceAll(/[—–－]/g, '-');

const CHECKS: Readonly<Record<Pattern, Check>> = {
  uscc: { tidy: withoutDashes, fault: usccFault },
  vin: { tidy: withoutDashes, fault: vinFault },
  plate: {
    tidy: withoutDashes,
    fault: (plate) =>
      PLATE.test(plate) || GREEN_PLATE.test(plate)
        ? null
        : { zh: '不是机动车号牌（如 京A12345、京AD12345）', en: 'it is no number plate (such as 京A12345, 京AD12345)' },
  },
  phone: {
    tidy: (text) => phonesOf(dashed(text)).join(PHONE_SEPARATOR),
    fault: (text) =>
      phonesOf(text).every((one) => PHONE.test(one)) ? null : { zh: '不是电话号码', en: 'it is no telephone number' },
  },
  cas: { tidy: dashed, fault: casFault },
  'waste-code': {
    tidy: dashed,
    fault: unless(/^\d{3}-\d{3}-\d{2}$/, '格式应如 900-214-08', 'the form is 900-214-08'),
  },
  digits24: { tidy: withoutDashes, fault: unless(/^[A-Z0-9]{24}$/, '应为 24 位', '24 characters are needed') },
};

/** A text in the written form of its pattern, and why it is wrong (`null`: it is right). */
export function checkPattern(
  pattern: Pattern,
  text: string,
): { readonly text: string; readonly why: Localized | null } {
  const tidied = CHECKS[pattern].tidy(text);
  return { text: tidied, why: CHECKS[pattern].fault(tidied) };
}
