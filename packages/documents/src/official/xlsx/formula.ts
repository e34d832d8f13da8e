import { cellName, quotedSheet } from '../../xlsx/cell-name.ts';
import type { Table } from '../document.ts';

/** Where a table's rows lie in the workbook. */
export interface TablePlace {
  readonly sheet: string;
  readonly table: Table;
  /** Row of the first row of data, from 0 */
  readonly firstRow: number;
}

const REFERENCE = /\{(?:([^{}!@]+)!)?([^{}!@]+)(?:@(\*|\d+))?\}/g;

/** Writes the cell names for the references of a cell's formula; see {@link Cell.formula}. */
export function resolveFormula(
  formula: string,
  row: number,
  own: TablePlace,
  places: ReadonlyMap<string, TablePlace>,
): string {
  return formula.replaceAll(REFERENCE, (reference, table: string | undefined, key: string, at: string | undefined) => {
    const place = table === undefined ? own : places.get(table);
    const column = place?.table.columns.findIndex((c) => c.key === key) ?? -1;
    if (place === undefined || column < 0) throw new RangeError(`no such cell in a formula: ${reference}`);
    const sheet = place === own ? '' : `${quotedSheet(place.sheet)}!`;
    if (at !== '*') return sheet + cellName(place.firstRow + (at === undefined ? row : Number(at) - 1), column);
    const rows = place.table.rows.filter((r) => r.total !== true).length;
    return `${sheet}${cellName(place.firstRow, column)}:${cellName(place.firstRow + Math.max(rows, 1) - 1, column)}`;
  });
}
