import { displayUnit } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import type { FaultLog, Place } from '../faults.ts';

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The store keeps 9 digits before the point and 6 after it. */
const STORABLE = 1e9;
export const STORED_DECIMALS = 6;

/** Whether `text` is a decimal number that can be stored. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text) && isStorable(Number(text));
}

export function isStorable(value: number): boolean {
  return Math.abs(value) < STORABLE;
}

/** The range of possible hourly values. A parameter that can be negative must state its range. */
export function rangeOf(parameter: Parameter): { readonly min: number; readonly max: number } {
  return parameter.plausible ?? { min: 0, max: STORABLE };
}

/** Whether an hourly value, in the unit of the parameter, is possible; an impossible one is reported as quarantined. */
export function isPlausible(value: number, parameter: Parameter, log: FaultLog, place: () => Place): boolean {
  const { min, max } = rangeOf(parameter);
  if (value >= min && value <= max) return true;
  log.add(value < 0 && min >= 0 ? 'negative' : 'implausible', place(), {
    parameter: parameter.name,
    unit: displayUnit(parameter.unit),
    min,
    max,
  });
  return false;
}
