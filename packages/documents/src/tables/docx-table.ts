import type { GridCell, GridTable } from '@qingshan/campaign';
import { paragraphOf, type ParagraphReader } from './docx-paragraph.ts';
import { at, childOf, elementsOf, numberOf, valOf, type XmlElement } from './xml.ts';
import { unwrapped } from './unwrapped.ts';

/** A cell while merged rows below may still be added. */
interface OpenCell extends GridCell {
  rowSpan: number;
  colSpan: number;
}

/** Paragraphs of a cell, those of a table within it included. */
function paragraphsIn(cell: XmlElement): XmlElement[] {
  return unwrapped(cell).flatMap((e) => {
    if (e.name === 'p') return [e];
    return e.name === 'tbl' || e.name === 'tr' || e.name === 'tc' ? paragraphsIn(e) : [];
  });
}

function cellOf(tc: XmlElement, row: number, column: number, reader: ParagraphReader): OpenCell {
  const paragraphs = paragraphsIn(tc).map((p) => paragraphOf(p, reader));
  const seen = paragraphs.filter((p) => p.lines.length > 0);
  return {
    row,
    column,
    rowSpan: 1,
    colSpan: spanOf(tc),
    paragraphs: seen.flatMap((p) => p.lines),
    bold: seen.length > 0 && seen.every((p) => p.bold),
  };
}

/** Word has no more columns than this in a table. */
const COLUMNS_LIMIT = 63;

const bounded = (n: number | null, least: number): number => Math.min(COLUMNS_LIMIT, Math.max(least, n ?? least));

const spanOf = (tc: XmlElement): number => bounded(numberOf(at(tc, 'tcPr', 'gridSpan')), 1);

/** How a merge property reads: begins a merged cell, continues one, or is not there. */
function mergeOf(tc: XmlElement, name: 'vMerge' | 'hMerge'): 'restart' | 'continue' | null {
  const merge = at(tc, 'tcPr', name);
  if (!merge) return null;
  return valOf(merge) === 'restart' ? 'restart' : 'continue';
}

function isDeleted(tr: XmlElement): boolean {
  return at(tr, 'trPr', 'del') !== undefined;
}

class TableBuilder {
  readonly rows: OpenCell[][] = [];
  columns = 0;
  readonly #reader: ParagraphReader;
  /** Cells merged downwards, by the column where they begin */
  readonly #open = new Map<number, OpenCell>();

  constructor(reader: ParagraphReader) {
    this.#reader = reader;
  }

  addRow(tr: XmlElement): void {
    const row: OpenCell[] = [];
    const number = this.rows.length + 1;
    let column = 1 + bounded(numberOf(at(tr, 'trPr', 'gridBefore')), 0);
    for (const tc of unwrapped(tr).filter((e) => e.name === 'tc')) {
      this.#addCell(tc, row, number, column);
      column += spanOf(tc);
    }
    this.rows.push(row);
    this.columns = Math.max(this.columns, column - 1);
  }

  #addCell(tc: XmlElement, row: OpenCell[], number: number, column: number): void {
    const before = row.at(-1);
    if (mergeOf(tc, 'hMerge') === 'continue' && before) {
      before.colSpan += spanOf(tc);
      return;
    }
    const merge = mergeOf(tc, 'vMerge');
    const above = this.#open.get(column);
    if (merge === 'continue' && above && above.row + above.rowSpan === number) {
      above.rowSpan += 1;
      return;
    }
    const cell = cellOf(tc, number, column, this.#reader);
    row.push(cell);
    if (merge === null) this.#open.delete(column);
    else this.#open.set(column, cell);
  }
}

/** Reads a table of a docx: `gridSpan`, `vMerge`, `hMerge` and rows that begin further right. */
export function readTable(table: XmlElement, number: number, reader: ParagraphReader): GridTable {
  const builder = new TableBuilder(reader);
  for (const tr of unwrapped(table).filter((e) => e.name === 'tr')) {
    if (isDeleted(tr)) reader.notes.add('deleted-text', textIn(tr));
    else builder.addRow(tr);
  }
  const grid = childOf(table, 'tblGrid');
  const columns = Math.max(builder.columns, grid ? elementsOf(grid).length : 0);
  return { kind: 'table', number, name: null, columns, rows: builder.rows };
}

function textIn(element: XmlElement): string {
  if (element.name === 't' || element.name === 'delText')
    return element.children.filter((c) => typeof c === 'string').join('');
  return elementsOf(element).map(textIn).join('');
}
