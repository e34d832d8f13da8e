import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { mentougou } from '../../testing/context.ts';
import { REGISTERS, sampleOf } from '../../testing/rows.ts';
import { columnsOf, unitText, type Column } from '../engine/columns.ts';
import { cellText, isPosition } from '../engine/show-value.ts';
import type { Value } from '../engine/types.ts';
import { checkRows, readRegister } from './read-register.ts';

const context = mentougou();

/** The head as another office writes it: its last other name, the unit in narrow brackets, a blank inside. */
function otherHead(column: Column): string {
  const head = column.also.at(-1) ?? column.head;
  const unit = unitText(column.field);
  return `${head.slice(0, 1)} ${head.slice(1)}${unit === '' ? '' : `(${unit})`}`;
}

/** The value as another office writes it: other words, √ and ×, dates with points, thousands separators, short names. */
function otherCell({ field, part }: Column, value: Value | undefined): string | null {
  if (value === undefined) return null;
  if (isPosition(value)) return part === null ? null : `${value[part]}°`;
  if (typeof value === 'boolean') return value ? '√' : '×';
  if (typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  if (field.type === 'enum')
    return field.words.find((w) => w.id === value)?.also.at(-1) ?? cellText(field, value, context);
  if (field.type === 'date') return cellText(field, value, context).replaceAll('-', '.');
  if (field.type === 'town') return context.towns.find((t) => t.id === value)?.short ?? null;
  return cellText(field, value, context);
}

describe.each(REGISTERS)('$id', (definition) => {
  test('is read under the other names of its columns and words, in another order', () => {
    const columns = columnsOf(definition).toReversed();
    const { entries } = sampleOf(definition, context);
    const rows = entries.map((entry) => columns.map((column) => otherCell(column, entry.values[column.field.id])));
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['示例单位报表'], columns.map(otherHead), ...rows]), 'Sheet1');
    const bytes: ArrayBuffer = write(book, { type: 'array', bookType: 'xlsx' });
    const read = readRegister(definition, new Uint8Array(bytes));
    const reports = [...checkRows(definition, read.rows, context)];
    expect([...read.findings, ...reports.flatMap((r) => r.findings)].map((f) => f.text.zh)).toEqual([]);
    expect(reports.map((r) => r.entry)).toEqual(entries);
  });
});
