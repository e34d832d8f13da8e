import type { OutCell, OutTable } from './out-table.ts';
import { annexTable, fieldsTable, goalLines, totalsSentence, type PlanToWrite } from './plan-tables.ts';
import type { Sheet, SheetCell } from '../xlsx/workbook.ts';
import { writeWorkbook } from '../xlsx/write-workbook.ts';

/** Characters across a landscape A4 page. */
const PAGE_CHARACTERS = 130;

const STYLES: Readonly<Record<OutCell['look'], SheetCell['style']>> = {
  head: 'head',
  band: 'head',
  center: 'center',
  text: 'text',
};

interface Lines {
  readonly title: string;
  readonly more: readonly string[];
}

const LINE_POINTS = 15;
/** A Chinese character takes two columns of a spreadsheet and a little. */
const CHARACTER_COLUMNS = 2.1;

function heightOf(text: string, columns: number): number {
  const perLine = Math.max(1, Math.floor(columns / CHARACTER_COLUMNS));
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0);
  return lines * LINE_POINTS + 3;
}

/** Heights that show every cell whole: a merged cell that needs more gives it to its last row. */
function rowHeights(table: OutTable, widths: readonly number[]): number[] {
  const heights = table.rows.map(() => LINE_POINTS + 3);
  const cells = table.rows.flatMap((row, i) => row.map((cell) => ({ ...cell, row: i })));
  for (const cell of cells.toSorted((a, b) => a.rowSpan - b.rowSpan)) {
    const width = widths.slice(cell.column, cell.column + cell.colSpan).reduce((a, b) => a + b, 0);
    const last = cell.row + cell.rowSpan - 1;
    const have = heights.slice(cell.row, last + 1).reduce((a, b) => a + b, 0);
    const missing = heightOf(cell.lines.join('\n'), width) - have;
    if (missing > 0) heights[last] = (heights[last] ?? 0) + missing;
  }
  return heights;
}

/** A table below lines that span it; merged cells keep their borders, so every covered place has an empty cell. */
function sheetOf(name: string, lines: Lines, table: OutTable): Sheet {
  const width = table.widths.length;
  const top: SheetCell[] = [
    { text: lines.title, style: 'title' },
    ...lines.more.map((text): SheetCell => ({ text, style: 'note' })),
  ];
  const rows: (SheetCell | null)[][] = [
    ...top.map((first) => [first, ...Array.from({ length: width - 1 }, () => null)]),
    ...table.rows.map(() => Array.from({ length: width }, (): SheetCell => ({ text: '', style: 'text' }))),
  ];
  const merges = top.map((_, row) => ({ row, column: 0, lastRow: row, lastColumn: width - 1 }));
  table.rows.forEach((cells, i) => {
    const row = i + top.length;
    for (const { column, rowSpan, colSpan, lines: words, look } of cells) {
      const target = rows[row];
      if (target) target[column] = { text: words.join('\n'), style: STYLES[look] };
      if (rowSpan === 1 && colSpan === 1) continue;
      merges.push({ row, column, lastRow: row + rowSpan - 1, lastColumn: column + colSpan - 1 });
    }
  });
  const all = table.widths.reduce((a, b) => a + b, 0);
  const widths = table.widths.map((w) => Math.round((w / all) * PAGE_CHARACTERS));
  return {
    name,
    widths,
    heights: [...top.map((line) => heightOf(line.text, PAGE_CHARACTERS)), ...rowHeights(table, widths)],
    rows,
    merges,
    repeat: [top.length, top.length + table.head - 1],
    landscape: true,
    pageHead: null,
  };
}

export type TableLayout = 'annexes' | 'fields';

/** Writes a plan as a workbook: a sheet for each board (`annexes`), or one sheet with all of them (`fields`). */
export function writePlanXlsx(source: PlanToWrite, layout: TableLayout): Uint8Array {
  const { plan } = source;
  const title = plan.title.zh;
  if (layout === 'fields') {
    const lines = { title, more: [totalsSentence(source), ...goalLines(source)] };
    return writeWorkbook({ title, sheets: [sheetOf('任务清单', lines, fieldsTable(source))] });
  }
  const sheets = plan.boards.map((board, i) =>
    sheetOf(
      board.title.zh,
      {
        title: i === 0 ? title : `${board.title.zh}${plan.year}年行动计划`,
        more: [...(i === 0 ? [totalsSentence(source)] : []), `主要目标：${board.goal.zh}`],
      },
      annexTable(source, board, i + 1),
    ),
  );
  return writeWorkbook({ title, sheets });
}
