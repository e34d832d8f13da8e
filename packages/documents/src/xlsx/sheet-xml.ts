import { escapeXml, XML_HEAD } from '../xml.ts';
import { cellName } from './cell-name.ts';
import { rowHeight } from './row-height.ts';
import { MOST_DECIMALS, styleIndex } from './styles.ts';
import type { CellRange, Sheet, SheetCell } from './workbook.ts';

/** The most characters that a spreadsheet cell holds. */
const TEXT_LIMIT = 32_767;
/** Digits beyond which a double no longer holds every decimal number. */
const EXACT_DIGITS = 15;

/** How many decimals the text shows, or `null` when it is not a plain number that a cell can hold without loss. */
export function decimalsOf(text: string): number | null {
  const match = /^-?(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const decimals = match[2]?.length ?? 0;
  const digits = text.replaceAll(/\D/g, '').replace(/^0+/, '').length;
  return digits <= EXACT_DIGITS && decimals <= MOST_DECIMALS ? decimals : null;
}

function isNumeric(cell: SheetCell): boolean {
  return cell.style === 'center' || cell.style === 'number' || cell.style === 'total';
}

function cellXml(cell: SheetCell | null, row: number, column: number): string {
  if (cell === null) return '';
  const at = `r="${cellName(row, column)}"`;
  const decimals = isNumeric(cell) ? decimalsOf(cell.text) : null;
  const style = `s="${styleIndex(cell.style, decimals)}"`;
  const formula = cell.formula === undefined ? '' : `<f>${escapeXml(cell.formula)}</f>`;
  if (decimals !== null) return `<c ${at} ${style}>${formula}<v>${cell.text}</v></c>`;
  const text = escapeXml(cell.text.slice(0, TEXT_LIMIT));
  if (formula !== '') return `<c ${at} ${style} t="str">${formula}<v>${text}</v></c>`;
  return `<c ${at} ${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function rangeName(range: CellRange): string {
  return `${cellName(range.row, range.column)}:${cellName(range.lastRow, range.lastColumn)}`;
}

function viewXml(sheet: Sheet): string {
  const frozen = sheet.repeat === null ? 0 : sheet.repeat[1] + 1;
  const pane =
    frozen === 0
      ? ''
      : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  return `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
}

function columnsXml(widths: readonly number[]): string {
  if (widths.length === 0) return '';
  const columns = widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`);
  return `<cols>${columns.join('')}</cols>`;
}

function pageXml(sheet: Sheet): string {
  // An ampersand begins a code in page heads; doubled it stands for itself.
  const head = sheet.pageHead === null ? '' : `&C${sheet.pageHead.replaceAll('&', '&&')}`;
  return (
    '<printOptions horizontalCentered="1"/>' +
    '<pageMargins left="0.5" right="0.5" top="0.8" bottom="0.8" header="0.4" footer="0.4"/>' +
    `<pageSetup paperSize="9" orientation="${sheet.landscape ? 'landscape' : 'portrait'}" fitToHeight="0"/>` +
    `<headerFooter><oddHeader>${escapeXml(head)}</oddHeader><oddFooter>${escapeXml('&C第 &P 页，共 &N 页')}</oddFooter></headerFooter>`
  );
}

export function sheetXml(sheet: Sheet): string {
  const rows = sheet.rows.map((cells, r) => {
    const height = sheet.heights?.[r] ?? rowHeight(sheet, r);
    return `<row r="${r + 1}" ht="${height}" customHeight="1">${cells.map((cell, c) => cellXml(cell, r, c)).join('')}</row>`;
  });
  const merges = sheet.merges.map((m) => `<mergeCell ref="${rangeName(m)}"/>`);
  return (
    `${XML_HEAD}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    viewXml(sheet) +
    '<sheetFormatPr defaultRowHeight="15"/>' +
    columnsXml(sheet.widths) +
    `<sheetData>${rows.join('')}</sheetData>` +
    (merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`) +
    pageXml(sheet) +
    '</worksheet>'
  );
}
