import { canonicalUnit, Decimal, displayUnit, snap, unitFactor } from '@qingshan/kernel';
import { fault, value, type Reading } from './reading.ts';
import type { FieldOf } from './types.ts';

const NUMBER = /^([+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)\s*(.*)$/i;
const MULTIPLES: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

interface Parsed {
  readonly number: Decimal;
  /** What stands after the digits: a unit, or nothing */
  readonly rest: string;
}

function parsed(text: string): Parsed | null {
  const m = NUMBER.exec(text);
  return m?.[1] === undefined
    ? null
    : { number: new Decimal(m[1].replaceAll(',', '')), rest: (m[2] ?? '').replaceAll(/[()]/g, '').trim() };
}

/** Classifiers that people write after a plain count. */
const CLASSIFIER = /^[个台辆户人次家块座处眼株支条间所位名件种]$/;

/** The number in the unit of the column; `null` when what stands after it is not understood or does not convert. */
function converted({ number, rest }: Parsed, unit: string | undefined): Decimal | null {
  if (rest === '' || (unit === undefined && CLASSIFIER.test(rest))) return number;
  const canonical = canonicalUnit(rest);
  const factor = canonical !== null && unit !== undefined ? unitFactor(canonical, unit) : null;
  if (factor) return number.times(factor);
  const multiple = MULTIPLES[rest[0] ?? ''];
  // “1.2万” in a column of 万吨 may mean either; it is not guessed.
  if (multiple === undefined || (rest.length === 1 && unit?.startsWith('10^') === true)) return null;
  return converted({ number: number.times(multiple), rest: rest.slice(1) }, unit);
}

function rangeFault({ min, max }: FieldOf<'number' | 'integer'>, number: number): Reading | null {
  if (number >= (min ?? -Infinity) && number <= (max ?? Infinity)) return null;
  const range = [min === undefined ? '' : `≥ ${min}`, max === undefined ? '' : `≤ ${max}`].filter(Boolean).join(', ');
  return fault('out-of-range', { range });
}

/** Reads `1,234.5`, `１２３４`, `1.2万`, `3.5 亩` in a column of m². The text is in plain width. */
export function readNumber(field: FieldOf<'number' | 'integer'>, text: string): Reading {
  const shown = field.unit === undefined ? '' : displayUnit(field.unit);
  const found = parsed(text);
  const exact = found && converted(found, field.unit);
  if (found && exact === null && canonicalUnit(found.rest) !== null) {
    return fault('unknown-unit', { written: found.rest, unit: shown || '—' });
  }
  if (found === null || exact === null) {
    return fault('bad-number', { unit: shown === '' ? '' : { zh: `（单位 ${shown}）`, en: ` (unit ${shown})` } });
  }
  const number = snap(exact.toNumber()).toNumber();
  const outside = rangeFault(field, number);
  if (outside) return outside;
  if (field.type === 'integer' && !Number.isSafeInteger(number)) return fault('not-integer');
  const changed = !exact.equals(found.number);
  return changed
    ? { ...value(number), faults: [{ code: 'unit-converted', values: { number, unit: shown } }] }
    : value(number);
}
