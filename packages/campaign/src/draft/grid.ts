/**
 * A document as a reader sees it: paragraphs and tables in reading order, whatever file they came in. Made by
 * `@qingshan/documents`, read by `draftPlan`. All counts start at 1.
 */

/** A cell with the rows and columns that it covers; a merged cell stands once, at its upper left corner. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  /** Its paragraphs, each without white space at the ends; empty ones are left out */
  readonly paragraphs: readonly string[];
  /** All of its text is bold; always `false` for xlsx, where it is not read */
  readonly bold: boolean;
}

export interface GridTable {
  readonly kind: 'table';
  /** Number of the table in the document, or of the sheet in the workbook */
  readonly number: number;
  /** Name of the sheet; `null` in a docx */
  readonly name: string | null;
  readonly columns: number;
  /** Cells of each row that begin in it; a row that lies wholly under merged cells is empty */
  readonly rows: readonly (readonly GridCell[])[];
}

export interface GridParagraph {
  readonly kind: 'paragraph';
  /** Number among the paragraphs outside tables, empty ones not counted */
  readonly number: number;
  readonly text: string;
  /** Heading level by its style or outline, 1 is the highest; `null` for body text */
  readonly level: number | null;
  readonly bold: boolean;
}

export type GridBlock = GridTable | GridParagraph;

/** What a reader could not take over as it stands in the file. */
export const GRID_NOTES = [
  'deleted-text',
  'inserted-text',
  'hidden-sheet',
  'hidden-rows',
  'picture',
  'text-box',
  'note',
  'formula-without-value',
  'far-columns',
] as const;
export type GridNoteCode = (typeof GRID_NOTES)[number];

export interface GridNote {
  readonly code: GridNoteCode;
  /** How often it occurs */
  readonly count: number;
  /** The first of them, for people: a text or the name of a sheet */
  readonly example: string;
}

export interface GridDocument {
  /** Name of the file, for messages */
  readonly file: string;
  readonly format: 'docx' | 'xlsx';
  readonly blocks: readonly GridBlock[];
  readonly notes: readonly GridNote[];
}

/** The text of a cell, its paragraphs on lines of their own. */
export function textOf(cell: GridCell): string {
  return cell.paragraphs.join('\n');
}
