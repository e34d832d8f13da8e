import { named } from '../named.ts';
import type { Localized } from '@qingshan/kernel';
import { z } from 'zod';
import { localized } from '../result.ts';

/** Classes of GB 3838 as numbers: 1 to 5, and 6 for worse than class V. */
export const WORST_CLASS = 6;

const SYMBOLS = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', '劣Ⅴ'] as const;

/** `Ⅲ`, `劣Ⅴ`: as results are written in both languages. */
export function classSymbol(waterClass: number): string {
  return SYMBOLS[waterClass - 1] ?? '';
}

/** `Ⅲ类 / class Ⅲ`, `劣Ⅴ类 / worse than class Ⅴ` */
export function className(waterClass: number): Localized {
  const symbol = classSymbol(waterClass);
  return localized(`${symbol}类`, waterClass === WORST_CLASS ? 'worse than class Ⅴ' : `class ${symbol}`);
}

/** Words for the classes and for a section without flow, for forms. */
export const CLASS_WORDS = {
  ...Object.fromEntries(SYMBOLS.map((_, i) => [String(i + 1), className(i + 1)])),
  'no-flow': localized('断流', 'no flow'),
};

export const waterClassSchema = z
  .int()
  .min(1)
  .max(WORST_CLASS)
  .meta(named('水质类别', 'class', null, { zh: '水质类别 1 至 5，6 为劣Ⅴ类', en: 'class 1 to 5; 6 is worse than V' }));

export const targetClassSchema = z.int().min(1).max(5).meta(named('目标类别 1 至 5', 'target class 1 to 5'));
