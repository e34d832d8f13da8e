import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnsOf } from '../src/engine/columns.ts';
import { loadRegisters, REGISTERS_FOLDER } from '../src/engine/load-registers.ts';
import type { Cell, Cells, RegisterContext, RegisterDefinition } from '../src/engine/types.ts';
import { validateEntry } from '../src/engine/validate-entry.ts';
import { parseSample, type CaseRow } from '../src/cases.ts';
import { writeRegister } from '../src/workbook/write-register.ts';

export const REGISTERS = loadRegisters();

export function registerOf(id: string): RegisterDefinition {
  const found = REGISTERS.find((r) => r.id === id);
  if (!found) throw new Error(`no register ${id}`);
  return found;
}

/** Cells by column id, of a row by heads. */
export function cellsOfRow(definition: RegisterDefinition, row: CaseRow): Cells {
  const columns = columnsOf(definition);
  const cells: Record<string, Cell> = {};
  for (const [head, cell] of Object.entries(row)) {
    const column = columns.find((c) => c.head === head);
    if (!column) throw new Error(`${definition.id} has no column ${head}`);
    cells[column.id] = cell;
  }
  return cells;
}

/** The entries of `sample.yaml`, and the workbook made of them. */
export function sampleOf(definition: RegisterDefinition, context: RegisterContext) {
  const text = readFileSync(join(REGISTERS_FOLDER, definition.id, 'sample.yaml'), 'utf8');
  const validated = parseSample(text).map((row) => validateEntry(definition, cellsOfRow(definition, row), context));
  const entries = validated.map(({ entry }) => entry);
  return { validated, entries, bytes: writeRegister(definition, entries, context, { sample: true }) };
}
