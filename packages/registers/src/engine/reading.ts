import type { FindingCode, FindingValues, Severity } from './findings.ts';
import type { Value } from './types.ts';

export interface Fault {
  readonly code: FindingCode;
  readonly values?: FindingValues;
  readonly severity?: Severity;
}

/** What a cell was understood to be. Without a value it is empty or refused. */
export interface Reading {
  readonly value?: Value;
  readonly faults: readonly Fault[];
}

export function value(read: Value): Reading {
  return { value: read, faults: [] };
}

export function fault(code: FindingCode, values: FindingValues = {}): Reading {
  return { faults: [{ code, values }] };
}
