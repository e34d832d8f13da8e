import { Decimal } from 'decimal.js';

/** Units by dimension, each with its factor to the first one named. Writing variants are listed in `aliases`. */
const DIMENSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  massConcentrationInAir: { 'ug/m3': '1', 'mg/m3': '1000', 'ng/m3': '0.001' },
  // A calendar month is not 30 days: the two depositions do not convert into each other.
  depositionOfMonth: { 't/(km2·month)': '1' },
  depositionOf30Days: { 't/(km2·30d)': '1' },
  ratio: { '%': '1', '1': '100' },
  mass: { g: '1', mg: '0.001', kg: '1000' },
  area: { cm2: '1', m2: '10000' },
  count: { days: '1' },
};

const ALIASES: Readonly<Record<string, string>> = {
  'μg/m3': 'ug/m3',
  'μg/m³': 'ug/m3',
  'µg/m3': 'ug/m3',
  'µg/m³': 'ug/m3',
  'ug/m³': 'ug/m3',
  微克每立方米: 'ug/m3',
  '微克/立方米': 'ug/m3',
  'mg/m³': 'mg/m3',
  '毫克/立方米': 'mg/m3',
  'ng/m³': 'ng/m3',
  '纳克/立方米': 'ng/m3',
  't/(km2*month)': 't/(km2·month)',
  't/km2·month': 't/(km2·month)',
  't/(km²·month)': 't/(km2·month)',
  't/(km²·月)': 't/(km2·month)',
  '吨/平方公里·月': 't/(km2·month)',
  '吨/(平方公里·月)': 't/(km2·month)',
  't/(km2*30d)': 't/(km2·30d)',
};

/** How a unit is written for people. */
const DISPLAY: Readonly<Record<string, string>> = {
  'ug/m3': 'µg/m³',
  'mg/m3': 'mg/m³',
  'ng/m3': 'ng/m³',
  't/(km2·month)': 't/(km²·月)',
  't/(km2·30d)': 't/(km²·30 d)',
  cm2: 'cm²',
  m2: 'm²',
  '1': '',
};

export function canonicalUnit(text: string): string | null {
  const trimmed = text.trim().replaceAll(' ', '');
  const unit = ALIASES[trimmed] ?? trimmed;
  return Object.values(DIMENSIONS).some((d) => unit in d) ? unit : null;
}

export function displayUnit(unit: string): string {
  return DISPLAY[unit] ?? unit;
}

/**
 * The factor by which a value in `from` is multiplied to be in `to`, exact.
 *
 * @returns `null` when one of the units is unknown or they measure different things
 */
export function unitFactor(from: string, to: string): Decimal | null {
  for (const dimension of Object.values(DIMENSIONS)) {
    const [a, b] = [dimension[from], dimension[to]];
    if (a !== undefined && b !== undefined) return new Decimal(a).div(b);
  }
  return null;
}
