import { makeFinding, type Finding } from './findings.ts';
import { plainWidth, rawText, readCell } from './read-cell.ts';
import { readPosition, splitPosition } from './read-position.ts';
import type { Reading } from './reading.ts';
import { ruleFindings } from './rules.ts';
import type { Cells, Entry, Field, RegisterContext, RegisterDefinition, Value } from './types.ts';

export interface Validated {
  /** What could be read, also when it is not accepted */
  readonly entry: Entry;
  /** No finding refuses it */
  readonly accepted: boolean;
  readonly findings: readonly Finding[];
}

interface FieldReading extends Reading {
  readonly written: string;
}

function readPositionField(field: Field, cells: Cells): FieldReading {
  const whole = plainWidth(rawText(cells[field.id]));
  const split = splitPosition(whole);
  const [lon, lat] =
    whole === '' ? ['lon', 'lat'].map((part) => plainWidth(rawText(cells[`${field.id}.${part}`]))) : split;
  const written = [lon, lat].filter(Boolean).join(', ');
  return { ...readPosition(lon ?? '', lat ?? ''), written };
}

function readField(field: Field, cells: Cells, context: RegisterContext): FieldReading {
  if (field.type === 'position') return readPositionField(field, cells);
  const cell = cells[field.id];
  return { ...readCell(field, cell, context), written: rawText(cell) };
}

/** An entry without a number gets one where the caller gives numbers. */
function numbered(field: Field, reading: FieldReading, { newKey }: RegisterContext): FieldReading {
  const lacks = field.id === 'id' && newKey !== undefined && reading.value === undefined && reading.faults.length === 0;
  return lacks ? { ...reading, value: newKey() } : reading;
}

function findingsOf(field: Field, reading: FieldReading): Finding[] {
  const column = { id: field.id, name: field.name };
  const findings = reading.faults.map(({ code, values, severity }) =>
    makeFinding(code, { column, value: reading.written }, values, severity),
  );
  const lacking = field.required && reading.value === undefined && findings.every((f) => f.severity !== 'refused');
  return lacking ? [...findings, makeFinding('required', { column })] : findings;
}

/**
 * Reads an entry of messy cells: numbers with separators and units, full-width characters, 是/否/√, dates as 2024.3.5
 * or 2024年3月5日, names of towns in short and long form, other names of words. Nothing is guessed: what is not certain is
 * refused with the reason.
 *
 * @param cells by column id (`columnsOf`); a position may also stand in one cell under the field's id
 */
export function validateEntry(definition: RegisterDefinition, cells: Cells, context: RegisterContext): Validated {
  const values: Record<string, Value> = {};
  const findings: Finding[] = [];
  for (const field of definition.fields) {
    const reading = numbered(field, readField(field, cells, context), context);
    if (reading.value !== undefined) values[field.id] = reading.value;
    if (reading.faults.length > 0 || field.required) findings.push(...findingsOf(field, reading));
  }
  const entry: Entry = { register: definition.id, key: String(values['id'] ?? ''), values };
  findings.push(...ruleFindings(definition, entry, context));
  return { entry, accepted: findings.every((f) => f.severity !== 'refused'), findings };
}
