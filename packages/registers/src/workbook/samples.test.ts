import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { mentougou } from '../../testing/context.ts';
import { REGISTERS, sampleOf } from '../../testing/rows.ts';
import { REGISTERS_FOLDER } from '../engine/load-registers.ts';
import type { Entry } from '../engine/types.ts';
import { checkRows, readRegister } from './read-register.ts';
import { SAMPLE_LABEL } from './notes-sheet.ts';
import { writeRegister } from './write-register.ts';

const context = mentougou();

/** Every cell of every sheet: type, value and format. */
function cellsOf(bytes: Uint8Array) {
  const book = read(bytes, { type: 'array', cellNF: true });
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name] ?? {};
    const cells = Object.entries(sheet).filter(([at]) => !at.startsWith('!'));
    return { name, cells: cells.map(([at, { t, v, z }]) => ({ at, t, v, z })) };
  });
}

describe.each(REGISTERS)('$id', (definition) => {
  const bytes = new Uint8Array(readFileSync(join(REGISTERS_FOLDER, definition.id, 'sample.xlsx')));
  const made = sampleOf(definition, context);

  test('sample.xlsx is what sample.yaml makes, is labelled, and nothing in it is found fault with', () => {
    expect(made.validated.flatMap((v) => v.findings.map((f) => f.text.zh))).toEqual([]);
    expect(made.entries.length).toBeGreaterThan(0);
    expect(Buffer.from(bytes).equals(Buffer.from(made.bytes))).toBe(true);
    expect(cellsOf(bytes).flatMap((s) => s.cells.map((c) => c.v))).toContain(SAMPLE_LABEL);
    for (const { key } of made.entries) expect(key).toContain('示例');
  });

  test('xlsx, JSON and back to xlsx without a difference', () => {
    const { rows, findings } = readRegister(definition, bytes);
    const reports = [...checkRows(definition, rows, context)];
    expect([...findings, ...reports.flatMap((r) => r.findings)].map((f) => f.text.zh)).toEqual([]);
    const stored: Entry[] = JSON.parse(JSON.stringify(reports.map((r) => r.entry)));
    expect(stored).toEqual(made.entries);
    const written = writeRegister(definition, stored, context, { sample: true });
    expect(cellsOf(written)).toEqual(cellsOf(bytes));
  });
});
