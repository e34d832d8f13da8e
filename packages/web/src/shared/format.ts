import { formatRounded } from '@qingshan/kernel';

/** Writing figures for people: real minus sign, fixed decimals, thin spaces between thousands from 10 000 on. */

export const DASH = '—';
const MINUS = '\u2212';
const NBSP = '\u00a0';
const THIN_SPACE = '\u202f';

/** A decimal written by the API or by us: with a real minus sign, and `1 800 335.0`. */
export function figureText(text: string): string {
  return text.replace(/^-/, MINUS).replace(/(?<=^\u2212?)\d{5,}/, grouped);
}

function grouped(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

/** `value` to `decimals` places, `—` when there is none. */
export function decimal(value: number | null | undefined, decimals: number): string {
  return value === null || value === undefined ? DASH : figureText(formatRounded(value, decimals));
}

/** Places that a figure of a unit is shown with where no rule says otherwise: whole for counts. */
export function decimalsOf(unit: string): number {
  return unit === 'towns' || unit === 'days' ? 0 : 1;
}

/** Like {@link decimal} with its sign written out: `+1.2`, `−1.2`, `0.0`. */
export function signed(value: number | null, decimals: number): string {
  const text = decimal(value, decimals);
  return value !== null && Number(formatRounded(value, decimals)) > 0 ? `+${text}` : text;
}

/** A share 0..1 as whole percent, never 0 % or 100 % of something that is not certain. */
export function chance(share: number): string {
  if (share > 0 && share < 0.01) return '<1%';
  if (share < 1 && share > 0.99) return '>99%';
  return `${Math.round(share * 100)}%`;
}

/** A figure with its unit, kept on one line. */
export function withUnit(text: string, unit: string): string {
  return unit === '' || text === DASH ? text : `${text}${unit === '%' ? '' : NBSP}${unit}`;
}

/** A whole number, as {@link figureText} writes it. */
export function count(n: number): string {
  return figureText(String(n));
}

/** How many of ten dots a probability fills. */
export function dotsOf(share: number): number {
  return Math.max(0, Math.min(10, Math.round(share * 10)));
}

export type Likelihood = 'almost-certain' | 'likely' | 'even' | 'unlikely' | 'remote';

/** The word for a probability; bounds as in IPCC's calibrated language (90, 66, 33, 10 %). */
export function likelihoodOf(share: number): Likelihood {
  if (share >= 0.9) return 'almost-certain';
  if (share >= 0.66) return 'likely';
  if (share > 0.33) return 'even';
  return share > 0.1 ? 'unlikely' : 'remote';
}

/** `2024-10-31T08:00` as people read it: `2024-10-31 08:00`. */
export function momentText(text: string): string {
  return text.replace('T', `${NBSP}`).slice(0, 16);
}
