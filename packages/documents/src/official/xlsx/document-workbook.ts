import { sheetNames } from '../../xlsx/cell-name.ts';
import type { CellRange, CellStyle, Sheet, SheetCell, Workbook } from '../../xlsx/workbook.ts';
import { columnGroups } from '../columns.ts';
import {
  tablesOf,
  type Block,
  type Cell,
  type Column,
  type OfficialDocument,
  type Row,
  type Table,
} from '../document.ts';
import { inlineText } from '../inline.ts';
import { SIMULATED_MARK } from '../layout.ts';
import { resolveFormula, type TablePlace } from './formula.ts';

/** Characters that a sheet is wide, shared among the columns. */
const SHEET_WIDTH = { portrait: 90, landscape: 140 };
/** More columns than this lie on the long side of the paper. */
const MOST_UPRIGHT_COLUMNS = 8;

function isGrouped(table: Table): boolean {
  return table.columns.some((c) => c.group !== undefined);
}

/** Rows above the data: title, the mark where there is one, and the head. */
function rowsAbove(table: Table, simulated: boolean): number {
  return 1 + (simulated ? 1 : 0) + (isGrouped(table) ? 2 : 1);
}

/** The shown number alone in a cell of one figure, so that it can be reckoned with; its marks stand in the docx. */
function cellText(cell: Cell | undefined): string {
  const [first, ...rest] = cell?.text ?? [];
  if (first !== undefined && typeof first !== 'string' && rest.length === 0 && !first.provisional) {
    return first.unit === '' ? first.shown : inlineText([first]);
  }
  return inlineText(cell?.text ?? []);
}

const STYLE_OF_ALIGN: Readonly<Record<Column['align'], CellStyle>> = {
  left: 'text',
  center: 'center',
  right: 'number',
};

function styleOf(column: Column, row: Row): CellStyle {
  return row.total === true ? 'total' : STYLE_OF_ALIGN[column.align];
}

function dataCells(place: TablePlace, places: ReadonlyMap<string, TablePlace>): SheetCell[][] {
  return place.table.rows.map((row, r) =>
    place.table.columns.map((column): SheetCell => {
      const cell = row.cells[column.key];
      const formula = cell?.formula === undefined ? {} : { formula: resolveFormula(cell.formula, r, place, places) };
      return { text: cellText(cell), style: styleOf(column, row), ...formula };
    }),
  );
}

const head = (text: string): SheetCell => ({ text, style: 'head' });

function headCells(
  table: Table,
  firstRow: number,
): { readonly rows: (SheetCell | null)[][]; readonly merges: CellRange[] } {
  const titles = table.columns.map((c) => head(c.title));
  if (!isGrouped(table)) return { rows: [titles], merges: [] };
  const groups = columnGroups(table.columns);
  const top = groups.flatMap(({ group, from, count }) =>
    Array.from({ length: count }, (_, i) => head(i === 0 ? (group ?? table.columns[from]?.title ?? '') : '')),
  );
  const merges = groups.map(({ group, from, count }): CellRange => {
    const lastRow = group === undefined ? firstRow + 1 : firstRow;
    return { row: firstRow, column: from, lastRow, lastColumn: from + count - 1 };
  });
  const below = table.columns.map((c) => (c.group === undefined ? head('') : head(c.title)));
  return { rows: [top, below], merges: merges.filter((m) => m.row !== m.lastRow || m.column !== m.lastColumn) };
}

/** The notes that follow a table in the document. */
function notesAfter(blocks: readonly Block[], table: Table): string[] {
  const start = blocks.findIndex((b) => b.kind === 'table' && b.table === table) + 1;
  const end = blocks.findIndex((b, i) => i >= start && b.kind !== 'note');
  return blocks.slice(start, end < 0 ? undefined : end).flatMap((b) => (b.kind === 'note' ? [inlineText(b.text)] : []));
}

function sheetOf(document: OfficialDocument, place: TablePlace, places: ReadonlyMap<string, TablePlace>): Sheet {
  const { table } = place;
  const last = table.columns.length - 1;
  const across = (row: number): CellRange => ({ row, column: 0, lastRow: row, lastColumn: last });
  const top: SheetCell[][] = [
    [{ text: `${document.title}：${table.caption}`, style: 'title' }],
    ...(document.simulated ? [[{ text: SIMULATED_MARK, style: 'mark' } as const]] : []),
  ];
  const titles = headCells(table, top.length);
  const data = table.rows.length === 0 ? [[{ text: table.empty, style: 'note' } as const]] : dataCells(place, places);
  const notes = notesAfter(document.blocks, table).map((text): SheetCell[] => [{ text, style: 'note' }]);
  const rows = [...top, ...titles.rows, ...data, ...notes];
  const whole = [
    ...top.map((_, i) => i),
    ...(table.rows.length === 0 ? [place.firstRow] : []),
    ...notes.map((_, i) => rows.length - notes.length + i),
  ];
  const landscape = document.landscape || table.columns.length > MOST_UPRIGHT_COLUMNS;
  const shares = table.columns.reduce((sum, c) => sum + c.width, 0);
  const width = landscape ? SHEET_WIDTH.landscape : SHEET_WIDTH.portrait;
  return {
    name: place.sheet,
    widths: table.columns.map((c) => Math.max(6, Math.round((width * c.width) / shares))),
    rows,
    merges: [...(last > 0 ? whole.map(across) : []), ...titles.merges],
    repeat: [top.length, top.length + titles.rows.length - 1],
    landscape,
    pageHead: document.simulated ? SIMULATED_MARK : null,
  };
}

/** The tables of a document as a workbook, one sheet each, with the same figures and with formulas where they have one. */
export function documentWorkbook(document: OfficialDocument): Workbook {
  const tables = tablesOf(document);
  const names = sheetNames(tables.map((t) => t.caption));
  const places = new Map(
    tables.map((table, i): [string, TablePlace] => [
      table.id,
      { sheet: names[i] ?? '', table, firstRow: rowsAbove(table, document.simulated) },
    ]),
  );
  return { title: document.title, sheets: [...places.values()].map((place) => sheetOf(document, place, places)) };
}
