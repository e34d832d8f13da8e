import { Decimal } from 'decimal.js';

/** Units by dimension, each with its factor to the first one named. Writing variants are listed in `aliases`. */
const DIMENSIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  massConcentrationInAir: { 'ug/m3': '1', 'mg/m3': '1000', 'ng/m3': '0.001' },
  // A calendar month is not 30 days: the two depositions do not convert into each other.
  depositionOfMonth: { 't/(km2·month)': '1' },
  depositionOf30Days: { 't/(km2·30d)': '1' },
  massConcentrationInWater: { 'mg/L': '1', 'ug/L': '0.001' },
  ratio: { '%': '1', '1': '100' },
  mass: { g: '1', mg: '0.001', kg: '1000', t: '1000000', '10^4 t': '10000000000' },
  contentInSoil: { 'mg/kg': '1', 'ug/kg': '0.001' },
  activityInWater: { 'Bq/L': '1' },
  // Plates count colonies, tubes a most probable number: two results that stand for each other only where a standard says so.
  coloniesInWater: { 'CFU/mL': '1' },
  coliformsInWater: { 'MPN/100mL': '1' },
  countPerLitre: { '/L': '1' },
  turbidity: { NTU: '1' },
  conductivity: { 'uS/cm': '1' },
  temperature: { '℃': '1' },
  potential: { mV: '1' },
  flow: { 'm3/s': '1' },
  colour: { PCU: '1' },
  sound: { 'dB(A)': '1' },
  dustOnRoads: { 'g/m2': '1' },
  length: { m: '1', cm: '0.01', km: '1000' },
  money: { yuan: '1', '10^4 yuan': '10000', '10^8 yuan': '100000000' },
  volume: { m3: '1', L: '0.001', '10^4 m3': '10000', '10^6 m3': '1000000' },
  electricity: { kWh: '1', MWh: '1000', '10^4 kWh': '10000' },
  heat: { GJ: '1', TJ: '1000' },
  coalEquivalent: { tce: '1', '10^4 tce': '10000' },
  carbonIntensity: { 't/10^4 yuan': '1' },
  soilLoss: { 't/hm2': '1' },
  windLoss: { 'kg/m2': '1' },
  area: { cm2: '1', m2: '10000', ha: '100000000', km2: '10000000000' },
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
  'μg/L': 'ug/L',
  'µg/L': 'ug/L',
  'CFU/100mL': 'MPN/100mL',
  '个/L': '/L',
  'cells/L': '/L',
  无量纲: '1',
  'MPN/L': '/L',
  'μS/cm': 'uS/cm',
  'µS/cm': 'uS/cm',
  '°C': '℃',
  'm³/s': 'm3/s',
  铂钴色度单位: 'PCU',
  'g/m²': 'g/m2',
  // Spaces are dropped before a unit is looked up.
  '10^4t': '10^4 t',
  万吨: '10^4 t',
  吨: 't',
  '10^4yuan': '10^4 yuan',
  万元: '10^4 yuan',
  '10^8yuan': '10^8 yuan',
  亿元: '10^8 yuan',
  '10^4m3': '10^4 m3',
  万立方米: '10^4 m3',
  '10^6m3': '10^6 m3',
  '10^4kWh': '10^4 kWh',
  万千瓦时: '10^4 kWh',
  '10^4tce': '10^4 tce',
  't/10^4yuan': 't/10^4 yuan',
  '吨/万元': 't/10^4 yuan',
  hm2: 'ha',
  公顷: 'ha',
  'km²': 'km2',
  平方公里: 'km2',
};

/** How a unit is written for people. */
const DISPLAY: Readonly<Record<string, string>> = {
  'ug/m3': 'µg/m³',
  'mg/m3': 'mg/m³',
  'ng/m3': 'ng/m³',
  't/(km2·month)': 't/(km²·月)',
  't/(km2·30d)': 't/(km²·30 d)',
  'ug/L': 'µg/L',
  '/L': '个/L',
  'uS/cm': 'µS/cm',
  'm3/s': 'm³/s',
  'g/m2': 'g/m²',
  cm2: 'cm²',
  km2: 'km²',
  '10^4 t': '10⁴ t',
  '10^4 yuan': '10⁴ 元',
  '10^8 yuan': '10⁸ 元',
  yuan: '元',
  '10^4 m3': '10⁴ m³',
  '10^6 m3': '10⁶ m³',
  m3: 'm³',
  '10^4 kWh': '10⁴ kWh',
  '10^4 tce': '10⁴ tce',
  't/10^4 yuan': 't/10⁴ 元',
  't/hm2': 't/hm²',
  'kg/m2': 'kg/m²',
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
