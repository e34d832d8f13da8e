import { columnGroups } from '../columns.ts';
import { printedColumns, type Cell, type Column, type Row, type Table } from '../document.ts';
import { alignment, paragraph, run } from './ooxml.ts';
import type { StyleIds } from './styles.ts';

/** Writes the text of a cell or paragraph; figures with a source become bookmarks. */
export type WriteInline = (text: Cell['text']) => string;

const SIDES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];
const BORDERS = SIDES.map((s) => `<w:${s} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join('');
/** Space between text and line, in twips */
const CELL_MARGIN = 60;

/** Widths of the columns in twips; they add up to the whole. */
export function columnWidths(columns: readonly Column[], whole: number): number[] {
  const shares = columns.reduce((sum, c) => sum + c.width, 0);
  let start = 0;
  let given = 0;
  return columns.map((column) => {
    start += column.width;
    const end = Math.round((whole * start) / shares);
    const width = end - given;
    given = end;
    return width;
  });
}

function cellXml(width: number, content: string, more = ''): string {
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${more}<w:vAlign w:val="center"/></w:tcPr>${content}</w:tc>`;
}

function rowXml(cells: string, isHead: boolean): string {
  return `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}<w:jc w:val="center"/></w:trPr>${cells}</w:tr>`;
}

function headRows(columns: readonly Column[], widths: readonly number[], styles: StyleIds): string {
  const head = (text: string) => paragraph(styles.公文表头, run(text));
  const grouped = columns.some((c) => c.group !== undefined);
  const titles = columns.map((c, i) => {
    const below = grouped && c.group === undefined;
    return cellXml(widths[i] ?? 0, below ? head('') : head(c.title), below ? '<w:vMerge/>' : '');
  });
  if (!grouped) return rowXml(titles.join(''), true);
  const groups = columnGroups(columns).map(({ group, from, count }) => {
    const width = widths.slice(from, from + count).reduce((a, b) => a + b, 0);
    const span = count > 1 ? `<w:gridSpan w:val="${count}"/>` : '';
    if (group === undefined) return cellXml(width, head(columns[from]?.title ?? ''), '<w:vMerge w:val="restart"/>');
    return cellXml(width, head(group), span);
  });
  return rowXml(groups.join(''), true) + rowXml(titles.join(''), true);
}

function dataRow(
  row: Row,
  columns: readonly Column[],
  widths: readonly number[],
  styles: StyleIds,
  write: WriteInline,
) {
  const style = row.total === true ? styles.公文表头 : styles.公文表格;
  const cells = columns.map((column, i) => {
    const content = write(row.cells[column.key]?.text ?? []);
    return cellXml(widths[i] ?? 0, paragraph(style, content, alignment(column.align)));
  });
  return rowXml(cells.join(''), false);
}

/** A table whose head is repeated on every page; rows do not break across pages. `whole` is its width in twips. */
export function tableXml(table: Table, whole: number, styles: StyleIds, write: WriteInline): string {
  const columns = printedColumns(table);
  const widths = columnWidths(columns, whole);
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${whole}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${BORDERS}</w:tblBorders>` +
    `<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="${CELL_MARGIN / 2}" w:type="dxa"/><w:left w:w="${CELL_MARGIN}" w:type="dxa"/>` +
    `<w:bottom w:w="${CELL_MARGIN / 2}" w:type="dxa"/><w:right w:w="${CELL_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
    `<w:tblGrid>${widths.map((w) => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid>` +
    headRows(columns, widths, styles) +
    table.rows.map((row) => dataRow(row, columns, widths, styles, write)).join('') +
    '</w:tbl>'
  );
}
