/** What a workbook to be written consists of; {@link writeWorkbook} turns it into bytes. */
export interface Workbook {
  readonly title: string;
  readonly sheets: readonly Sheet[];
}

/** `text` and `center` wrap; `number` is right-aligned; `mark` is the red line that labels simulated data. */
export const CELL_STYLES = ['title', 'mark', 'note', 'head', 'text', 'center', 'number', 'total'] as const;
export type CellStyle = (typeof CELL_STYLES)[number];

export interface SheetCell {
  /**
   * What the cell shows. A plain decimal number (`30.0`) in a cell of style `center`, `number` or `total` is written as
   * a number with as many decimals; any other text as text, never as a formula.
   */
  readonly text: string;
  readonly style: CellStyle;
  /** Formula without `=`, `SUM(C4:C9)`; `text` is then its stored result */
  readonly formula?: string;
}

/** A rectangle of cells, both ends included; rows and columns count from 0. */
export interface CellRange {
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

export interface Sheet {
  /** Made fit by the writer: at most 31 characters, none of `[]:*?/\`, no two alike */
  readonly name: string;
  /** Widths of the columns in characters */
  readonly widths: readonly number[];
  /** Heights of the rows in points; without one the row is as high as its texts need, see {@link rowHeight} */
  readonly heights?: readonly (number | undefined)[];
  /** `null` is an empty cell */
  readonly rows: readonly (readonly (SheetCell | null)[])[];
  readonly merges: readonly CellRange[];
  /** First and last row, from 0, that stay in view and are repeated on every printed page */
  readonly repeat: readonly [number, number] | null;
  readonly landscape: boolean;
  /** Printed at the top of every page: 模拟数据 */
  readonly pageHead: string | null;
}
