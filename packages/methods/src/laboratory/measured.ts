import { named } from '../named.ts';
import { unitFactor, type Decimal } from '@qingshan/kernel';
import type { Figure } from '@qingshan/standards';
import { z } from 'zod';
import { exact, quantity } from '../numbers.ts';
import { refusal } from './refusal.ts';

/** One result of a laboratory, as reports write it. */
export const measuredSchema = z
  .union([
    z.number().min(0),
    z.string().regex(/^(<?\d+(\.\d+)?|\d+(\.\d+)?L|absent|present|无|有)$/),
    z.strictObject({
      value: quantity.meta(
        named('数值', 'value', null, { zh: '数值；未检出时为检出限', en: 'value, or the detection limit' }),
      ),
      unit: z.string().exactOptional(),
      detected: z.boolean().default(true),
    }),
  ])
  .meta(
    named('数值', 'value', null, {
      zh: '数值；未检出写检出限：0.01L 或 <0.01；可写 { value, unit, detected }；嗅和味、肉眼可见物写 无/有',
      en: 'value; below the detection limit 0.01L or <0.01; absent or present where nothing is measured',
    }),
  );
export type Measured = z.output<typeof measuredSchema>;

/** A laboratory result understood: seen or not, or a number in the unit of the standard. */
export type Result =
  | { readonly kind: 'seen'; readonly present: boolean }
  | { readonly kind: 'number'; readonly value: Decimal; readonly detected: boolean };

const SEEN: ReadonlyMap<string, boolean> = new Map([
  ['absent', false],
  ['无', false],
  ['present', true],
  ['有', true],
]);

/**
 * Reads a result in the unit that the standard's figure has; a bare number is taken to be in that unit.
 *
 * @throws QingshanError `bad-input` for a unit that measures something else
 */
export function resultIn(unit: string | null, measured: Measured, method: string): Result {
  if (typeof measured === 'object') {
    const value = inUnit(exact(measured.value), measured.unit, unit, method);
    return { kind: 'number', value, detected: measured.detected };
  }
  if (typeof measured === 'number') return { kind: 'number', value: exact(measured), detected: true };
  const present = SEEN.get(measured);
  if (present !== undefined) return { kind: 'seen', present };
  const digits = measured.replaceAll(/[<L]/g, '');
  return { kind: 'number', value: exact(digits), detected: digits === measured };
}

function inUnit(value: Decimal, from: string | undefined, to: string | null, method: string): Decimal {
  if (from === undefined || from === to) return value;
  const factor = to === null ? null : unitFactor(from, to);
  if (factor) return value.times(factor);
  throw refusal(
    method,
    `单位 ${from} 不能换算为 ${to ?? '（无单位）'}。`,
    `${from} cannot be converted to ${to ?? 'a word'}.`,
  );
}

/** `0.06 mg/L`, `<0.01 mg/L`, for sentences. */
export function written(result: Result, unit: string | null): { readonly zh: string; readonly en: string } {
  if (result.kind === 'seen') return result.present ? { zh: '有', en: 'present' } : { zh: '无', en: 'absent' };
  const text = `${result.detected ? '' : '<'}${result.value.toFixed()}${unit === null || unit === '1' ? '' : ` ${unit}`}`;
  return { zh: text, en: text };
}

/** Numbers of a range that a table prints in one cell: `[6.5, 8.5]`. */
export function rangeOf(figure: Figure): readonly [Decimal, Decimal] | null {
  const [low, high] = figure.values ?? [];
  return low && high ? [exact(low), exact(high)] : null;
}
