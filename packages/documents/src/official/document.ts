/** The kinds of document that Qingshan makes. */
export const DOCUMENT_KINDS = [
  'monthly-bulletin',
  'supervision-letter',
  'summary',
  'town-ranking',
  'register-ledger',
  'evidence-pack',
  'score-sheet',
  'response-review',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/**
 * A figure as it was worked out and rounded elsewhere: shown as given, never rounded again (GB/T 8170).
 */
export interface Figure {
  /** `32.4`, `—` */
  readonly shown: string;
  /** Written behind the figure, `微克/立方米`, `%`; empty for none */
  readonly unit: string;
  /** What explains the figure: the id of an assessment or of a list; `null` where it was typed */
  readonly id: string | null;
  /** Marked 暂定 */
  readonly provisional: boolean;
}

/** A run of text: words, or a figure with its source. */
export type Inline = string | Figure;

export interface Column {
  /** Key of the cells, unlike any other of the table */
  readonly key: string;
  /** Written in the table head; also names the cell in an office's own template */
  readonly title: string;
  /** A head above the titles of neighbouring columns with the same group */
  readonly group?: string;
  /** Share of the table's width */
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
  /** True for a column that only the workbook has, such as one that adds the figures up again */
  readonly workbookOnly?: boolean;
}

export interface Cell {
  readonly text: readonly Inline[];
  /**
   * A spreadsheet formula of which the text is the result. `{key}` stands for the cell of that column in the same row,
   * `{key@2}` for that in the table's row 2 (from 1), `{key@*}` for all rows that are not totals,
   * `{table!key@2}` for a cell of another table.
   */
  readonly formula?: string;
}

export interface Row {
  readonly cells: Readonly<Record<string, Cell>>;
  /** A row of sums */
  readonly total?: boolean;
}

export interface Table {
  /** Name in formulas, unlike any other of the document */
  readonly id: string;
  /** Written above; also names the table in an office's own template and the sheet of the workbook */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Said in place of the table when it has no rows: 本月无逾期未报事项。 */
  readonly empty: string;
}

export type Block =
  /** Level 1 一、 level 2 （一） level 3 1. and level 4 （1）; the number is added when the document is written out */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  /** Smaller print: what a table rests on, what a mark means */
  | { readonly kind: 'note'; readonly text: readonly Inline[] }
  | { readonly kind: 'table'; readonly table: Table };

/** What stands around the text of an official document (GB/T 9704-2012 clause 7). */
export interface Frame {
  /** 发文机关标志 and 签发人 of a red head; `null` for none */
  readonly redHead: { readonly agency: string; readonly signer: string | null } | null;
  /** 发文字号, with the year in 〔〕: `门污防办〔2024〕12号` */
  readonly number: string | null;
  /** 主送 */
  readonly addressees: readonly string[];
  /** 发文机关署名, one line each */
  readonly signatures: readonly string[];
  /** 成文日期, `2024-11-05` */
  readonly date: string;
  /** 附注, without its brackets: `联系人：…` */
  readonly remark: string | null;
  /** 抄送 */
  readonly copies: readonly string[];
  /** 印发机关 and 印发日期 */
  readonly printed: { readonly office: string; readonly date: string } | null;
  /** True where anything in it rests on simulated data; every page then says 模拟数据 */
  readonly simulated: boolean;
}

/** An official document 公文 before it is laid out: docx, page and workbook are made of this alone. */
export interface OfficialDocument extends Frame {
  readonly kind: DocumentKind;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Names of the attachments, without numbers */
  readonly attachments: readonly string[];
  /** Pages lie on their long side, for wide tables */
  readonly landscape: boolean;
}

/** The tables of a document in their order. */
export function tablesOf(document: Pick<OfficialDocument, 'blocks'>): Table[] {
  return document.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
}

/** The columns that a reader of docx and page sees. */
export function printedColumns(table: Table): Column[] {
  return table.columns.filter((column) => column.workbookOnly !== true);
}
