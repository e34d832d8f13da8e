import { strToU8, zipSync, type Zippable } from 'fflate';
import { escapeXml } from './xml.ts';

/**
 * A small writer of xlsx workbooks (ECMA-376): cells, widths, a frozen head, lists of allowed words. The same sheets
 * give the same bytes, so that a sample in the tree can be compared with what makes it. The readers' library of the
 * product writes neither lists of allowed words nor styles.
 */

/** Formats of cells: index into `cellXfs` of the styles. */
export const STYLES = {
  general: 0,
  head: 1,
  text: 2,
  date: 3,
  time: 4,
  integer: 5,
  number: 6,
  degrees: 7,
  title: 8,
  wrapped: 9,
  required: 10,
} as const;
export type Style = keyof typeof STYLES;

export interface SheetCell {
  /** `null`: an empty cell that only has a format */
  readonly value: string | number | null;
  readonly style: Style;
}

/** Allowed words of a column, written in another sheet. */
export interface WordList {
  readonly column: number;
  /** `词表!$A$2:$A$14` */
  readonly range: string;
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (SheetCell | null)[])[];
  /** In characters, by column */
  readonly widths: readonly number[];
  /** Format of whole columns, for cells to be filled in */
  readonly columnStyles?: readonly Style[];
  /** Rows at the top that stay in sight */
  readonly frozen: number;
  readonly lists: readonly WordList[];
  /**
   * How it is printed, always landscape. `wide`: A3, the head row and so many first columns on every page; `fitted`: A4,
   * as many columns as there are on one page
   */
  readonly print: { readonly wide: number } | 'fitted';
}

/** Codes of paper sizes (ECMA-376, 18.3.1.63). */
const A3 = 8;
const A4 = 9;

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Lists of allowed words reach down to this row. */
const LAST_LISTED_ROW = 20_000;
/** Any fixed time: an archive must not differ by when it was made. */
const MADE = new Date(2024, 0, 1);

/** `A`, `B`, … `Z`, `AA` of a column counted from 0. */
export function columnLetters(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26));
  return column < 26 ? rest : columnLetters(Math.floor(column / 26) - 1) + rest;
}

function cellXml(cell: SheetCell | null | undefined, column: number, row: number): string {
  if (cell === null || cell === undefined) return '';
  const at = `r="${columnLetters(column)}${row + 1}" s="${STYLES[cell.style]}"`;
  if (cell.value === null) return `<c ${at}/>`;
  if (typeof cell.value === 'number') return `<c ${at}><v>${cell.value}</v></c>`;
  return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.value)}</t></is></c>`;
}

/** Points that a line of text takes. */
const LINE_POINTS = 15;

/** Lines of the fullest wrapped cell; a Chinese character is as wide as two others. */
function linesOf({ widths }: Sheet, cells: readonly (SheetCell | null)[]): number {
  const lines = cells.map((cell, i) => {
    if (cell?.style !== 'wrapped' || typeof cell.value !== 'string') return 1;
    const width = [...cell.value].reduce((sum, c) => sum + (c.charCodeAt(0) > 0xff ? 2 : 1), 0);
    return Math.ceil(width / (widths[i] ?? 10));
  });
  return Math.max(1, ...lines);
}

function rowXml(sheet: Sheet, cells: readonly (SheetCell | null)[], row: number): string {
  const lines = linesOf(sheet, cells);
  const height = lines > 1 ? ` ht="${lines * LINE_POINTS}" customHeight="1"` : '';
  return `<row r="${row + 1}"${height}>${cells.map((cell, i) => cellXml(cell, i, row)).join('')}</row>`;
}

function listXml({ column, range }: WordList, frozen: number): string {
  const letters = columnLetters(column);
  const where = `${letters}${frozen + 1}:${letters}${LAST_LISTED_ROW}`;
  return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${where}"><formula1>${escapeXml(range)}</formula1></dataValidation>`;
}

function sheetXml(sheet: Sheet): string {
  const { rows, widths, frozen, lists, columnStyles } = sheet;
  const pane = `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
  const view = `<sheetViews><sheetView workbookViewId="0">${frozen > 0 ? pane : ''}</sheetView></sheetViews>`;
  const columns = widths
    .map((width, i) => {
      const style = columnStyles?.[i];
      return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"${style ? ` style="${STYLES[style]}"` : ''}/>`;
    })
    .join('');
  const body = rows.map((cells, row) => rowXml(sheet, cells, row)).join('');
  const listed =
    lists.length === 0
      ? ''
      : `<dataValidations count="${lists.length}">${lists.map((list) => listXml(list, frozen)).join('')}</dataValidations>`;
  const fitted = sheet.print === 'fitted';
  const fit = fitted ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '';
  const pages = fitted ? ' fitToWidth="1" fitToHeight="0"' : '';
  const page = `<pageSetup paperSize="${fitted ? A4 : A3}" orientation="landscape"${pages}/>`;
  return `${HEADER}<worksheet xmlns="${MAIN}">${fit}${view}<cols>${columns}</cols><sheetData>${body}</sheetData>${listed}${page}</worksheet>`;
}

const FORMATS = [
  [164, 'yyyy-mm-dd'],
  [165, 'yyyy-mm-dd hh:mm:ss'],
  [166, '0.000000'],
] as const;

function xf(format: number, font = 0, fill = 0, alignment = ''): string {
  const inner = alignment === '' ? '/>' : ` applyAlignment="1"><alignment ${alignment}/></xf>`;
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${inner}`;
}

function solid(colour: string): string {
  return `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;
}

function stylesXml(): string {
  const formats = FORMATS.map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`).join('');
  const plain = '<font><sz val="11"/><name val="宋体"/></font>';
  const bold = '<font><b/><sz val="11"/><name val="宋体"/></font>';
  const title = '<font><b/><sz val="14"/><name val="宋体"/></font>';
  const head = 'horizontal="center" vertical="center" wrapText="1"';
  const formatsOfCells = [
    xf(0),
    xf(49, 1, 2, head),
    xf(49),
    xf(164),
    xf(165),
    xf(1),
    xf(0),
    xf(166),
    xf(49, 2),
    xf(49, 0, 0, 'vertical="top" wrapText="1"'),
    xf(49, 1, 3, head),
  ];
  return `${HEADER}<styleSheet xmlns="${MAIN}"><numFmts count="${FORMATS.length}">${formats}</numFmts><fonts count="3">${plain}${bold}${title}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${solid('FFE3EEE6')}${solid('FFFBE5C8')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formatsOfCells.length}">${formatsOfCells.join('')}</cellXfs></styleSheet>`;
}

function workbookXml(sheets: readonly Sheet[]): string {
  const list = sheets
    .map((s, i) => `<sheet name="${escapeXml(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('');
  const titles = sheets
    .map(({ name, print }, i) => {
      if (print === 'fitted') return '';
      const sheet = `'${escapeXml(name)}'`;
      const range = `${sheet}!$A:$${columnLetters(print.wide - 1)},${sheet}!$1:$1`;
      return `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${range}</definedName>`;
    })
    .join('');
  const names = titles === '' ? '' : `<definedNames>${titles}</definedNames>`;
  return `${HEADER}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${list}</sheets>${names}</workbook>`;
}

function relationsXml(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/>`;
  return `${HEADER}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}${styles}</Relationships>`;
}

function typesXml(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`,
  );
  return `${HEADER}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>${list.join('')}</Types>`;
}

/** The bytes of a workbook. Dates are given as day numbers with the style `date` or `time`. */
export function writeXlsx(sheets: readonly Sheet[]): Uint8Array {
  const root = `${HEADER}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
  const parts: Record<string, string> = {
    '[Content_Types].xml': typesXml(sheets),
    '_rels/.rels': root,
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': relationsXml(sheets),
    'xl/styles.xml': stylesXml(),
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)])),
  };
  const files: Zippable = Object.fromEntries(
    Object.entries(parts).map(([name, xml]) => [name, [strToU8(xml), { mtime: MADE }]]),
  );
  return zipSync(files, { level: 6 });
}
