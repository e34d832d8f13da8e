import { dayOfDate, DAY_SECONDS, type Day } from '@qingshan/kernel';
import { plain } from '../read/nearest.ts';
import type { Cell } from '../table/record.ts';

/** `2024-03-05`, `2024.3.5`, `2024/3/5`, `2024年3月5日`, with or without a time of day */
const WRITTEN = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+\d{1,2}[:时].*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
/** Day number of a spreadsheet without the format of a date */
const SERIAL = /^\d{5}$/;
/** 1970-01-01 in spreadsheets */
const EPOCH_SERIAL = 25_569;

/** The day of sampling; `null` when it is no date. The time of day is not kept. */
export function readDay(cell: Cell): Day | null {
  if (typeof cell !== 'string') return Math.floor(cell.moment / DAY_SECONDS);
  const text = plain(cell);
  if (SERIAL.test(text)) return Number(text) - EPOCH_SERIAL;
  const m = WRITTEN.exec(text) ?? COMPACT.exec(text);
  return m ? dayOfDate(Number(m[1]), Number(m[2]), Number(m[3])) : null;
}

/** A result as a laboratory writes it; `digits` is a decimal number in the unit of its column. */
export type CellResult =
  | { readonly kind: 'value' | 'not-detected'; readonly digits: string }
  | { readonly kind: 'not-measured' | 'no-flow' | 'no-limit' | 'wrong' };

const NOT_MEASURED = /^(?:|\/|[-—–]+|\*|未测|未监测|不测)$/;
const NO_LIMIT = /^(?:未检出|nd|n\.d\.|<dl|<mdl)$/i;
export const NO_FLOW = /^(?:断流|无水|干涸|河干|无水未采样|断流未采样|no flow|no-flow|dry)$/i;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const POWER = /^(\d+(?:\.\d+)?)[×xX*]10\^?(-?\d+)$/;
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `1.2×10⁴` with a sign before the power, which would be lost with the width of digits. */
function withPowers(text: string): string {
  return text.replaceAll(/(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, minus: string, digits: string) => {
    const power = [...digits].map((d) => SUPERSCRIPTS.indexOf(d)).join('');
    return `^${minus === '' ? '' : '-'}${power}`;
  });
}

function numberOf(text: string): string | null {
  const power = text.includes('^') ? POWER.exec(text) : null;
  if (power) return `${power[1]}e${power[2]}`;
  return NUMBER.test(text) ? text : null;
}

export function readResult(written: string): CellResult {
  const text = plain(withPowers(written)).replaceAll(' ', '');
  if (NOT_MEASURED.test(text)) return { kind: 'not-measured' };
  if (NO_FLOW.test(text)) return { kind: 'no-flow' };
  if (NO_LIMIT.test(text)) return { kind: 'no-limit' };
  const below = /^<(.+)$/.exec(text) ?? /^(.+)l$/i.exec(text);
  const digits = numberOf(below?.[1] ?? text);
  if (digits === null || (below && !(Number(digits) > 0))) return { kind: 'wrong' };
  return { kind: below ? 'not-detected' : 'value', digits };
}
