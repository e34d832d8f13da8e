import type { CellStyle, Sheet } from './workbook.ts';

/** Heights in pt. */
const LINE: Readonly<Record<'title' | 'other', number>> = { title: 22, other: 15 };
const PADDING = 4;
/** No spreadsheet shows a row higher than this. */
const LIMIT = 409;

/** Width in units of a column's width: a Chinese character takes two, set larger in titles. */
export function textWidth(text: string, style: CellStyle): number {
  const units = [...text].reduce((sum, c) => sum + (c.charCodeAt(0) < 256 ? 1 : 2), 0);
  return style === 'title' ? units * 1.5 : units;
}

/**
 * The height that a row needs to show its wrapped texts whole, in pt: programs that open the file without a screen do
 * not work it out. Cells merged over columns have the width of all; those merged over rows are left out.
 */
export function rowHeight(sheet: Sheet, row: number): number {
  const heights = (sheet.rows[row] ?? []).map((cell, column) => {
    if (cell === null) return 0;
    const merged = sheet.merges.find((m) => m.row === row && m.column === column);
    if (merged !== undefined && merged.lastRow > row) return 0;
    const widths = sheet.widths.slice(column, (merged?.lastColumn ?? column) + 1);
    // One unit on either side is margin.
    const room = Math.max(1, widths.reduce((a, b) => a + b, 0) - 1);
    const lines = Math.max(1, Math.ceil(textWidth(cell.text, cell.style) / room));
    return lines * LINE[cell.style === 'title' ? 'title' : 'other'];
  });
  return Math.min(LIMIT, Math.max(LINE.other, ...heights) + PADDING);
}
