import { textOf, type GridCell, type GridTable } from './grid.ts';

export const COLUMN_FIELDS = ['board', 'number', 'task', 'measure', 'due', 'lead', 'responsible', 'assisting'] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];

/** Column heads of plans by the field that they mean; the words of the layouts in use. */
const HEADS: readonly (readonly [RegExp, ColumnField])[] = [
  [/^(序号|编号|项次|no\.?)$/i, 'number'],
  [/^(领域|板块|类别|专项|专项行动)$/, 'board'],
  [/^(重点任务|任务|任务名称|工作任务|主要任务|项目名称|任务类别)$/, 'task'],
  [/^(工作措施|具体措施|措施|主要措施|任务措施|工作内容|主要内容|任务内容|具体内容)$/, 'measure'],
  [/^(完成时限|时限|完成时间|完成期限|时间节点|计划节点|时间要求|时间安排|办理时限)$/, 'due'],
  [/^(责任单位)?\/?(牵头部门|牵头单位|牵头)$/, 'lead'],
  [/^(责任单位)?\/?(主责单位|主责部门|责任单位|责任部门|落实单位|主体责任单位)$/, 'responsible'],
  [/^(责任单位)?\/?(协办单位|协办部门|配合部门|配合单位|协助单位|参与单位|参加单位|配合)$/, 'assisting'],
];

/** Fewest columns that make a row the head of a plan table. */
const FEWEST_FIELDS = 3;
/** A head stands among the first rows, after a title and the like. */
const DEEPEST_HEAD = 12;

export function fieldOf(head: string): ColumnField | null {
  const words = head
    .normalize('NFKC')
    .replaceAll(/\s+/g, '')
    .replace(/\(.*\)$/, '');
  return HEADS.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

export interface Head {
  /** Column of each field */
  readonly columns: ReadonlyMap<ColumnField, number>;
  /** Heads without a counterpart */
  readonly unread: readonly { readonly words: string; readonly cell: GridCell }[];
  /** First and last row of the head; 0 and 0 where it was taken over from the table before */
  readonly first: number;
  readonly last: number;
}

/** Finds the cell that covers a place. */
export class Cells {
  readonly rows: number;
  readonly #covering = new Map<string, GridCell>();

  constructor(table: GridTable) {
    this.rows = table.rows.length;
    for (const cell of table.rows.flat()) {
      const last = Math.min(cell.row + cell.rowSpan - 1, this.rows);
      for (let row = cell.row; row <= last; row++) {
        for (let i = 0; i < cell.colSpan; i++) this.#covering.set(`${row},${cell.column + i}`, cell);
      }
    }
  }

  at(row: number, column: number): GridCell | undefined {
    return this.#covering.get(`${row},${column}`);
  }

  /** Different cells that a row shows, from the left. */
  inRow(row: number, columns: number): GridCell[] {
    const cells = Array.from({ length: columns }, (_, i) => this.at(row, i + 1));
    return [...new Set(cells)].filter((cell) => cell !== undefined);
  }
}

/** The cell that heads a column: the lowest one of the head that is not blank. */
function headCell(cells: Cells, first: number, last: number, column: number): GridCell | undefined {
  const lower = cells.at(last, column);
  return lower && lower.paragraphs.length > 0 ? lower : cells.at(first, column);
}

/** The field of each column where the rows from `first` to `last` are the head. */
function fieldsAt(cells: Cells, first: number, last: number, columns: number): Map<number, ColumnField> {
  const fields = new Map<number, ColumnField>();
  for (let column = 1; column <= columns; column++) {
    const cell = headCell(cells, first, last, column);
    const field = cell ? fieldOf(textOf(cell)) : null;
    if (field && cell && (cell.colSpan === 1 || cell.column === column)) fields.set(column, field);
  }
  return fields;
}

/** Whether the row below a head belongs to it: it parts a head that spans several columns. */
function isTwoRowed(cells: Cells, row: number, columns: number): boolean {
  if (fieldsAt(cells, row, row, columns).size < 2) return false;
  return cells
    .inRow(row, columns)
    .some(
      (cell) =>
        cell.colSpan > 1 &&
        Array.from({ length: cell.colSpan }, (_, i) => cells.at(row + 1, cell.column + i)).some(
          (below) => below?.row === row + 1 && fieldOf(textOf(below)) !== null,
        ),
    );
}

function headAt(cells: Cells, row: number, columns: number): Head | null {
  const last = isTwoRowed(cells, row, columns) ? row + 1 : row;
  const found = fieldsAt(cells, row, last, columns);
  if (found.size < FEWEST_FIELDS || ![...found.values()].includes('measure')) return null;
  const byField = new Map<ColumnField, number>();
  const unread: { words: string; cell: GridCell }[] = [];
  const seen = new Set<GridCell>();
  for (let column = 1; column <= columns; column++) {
    const field = found.get(column);
    const cell = headCell(cells, row, last, column);
    if (cell === undefined || seen.has(cell)) continue;
    seen.add(cell);
    if (field && !byField.has(field)) byField.set(field, column);
    else if (textOf(cell) !== '') unread.push({ words: cell.paragraphs.join(''), cell });
  }
  return { columns: byField, unread, first: row, last };
}

/** The head of a plan table, one or two rows, below a title where there is one; `null` when the table is no plan. */
export function findHead(table: GridTable, cells: Cells): Head | null {
  for (let row = 1; row <= Math.min(DEEPEST_HEAD, cells.rows); row++) {
    const head = headAt(cells, row, table.columns);
    if (head) return head;
  }
  return null;
}

/** How many rows of a head begin again at `row`, 0 where none does. */
export function repeatedHead(head: Head, table: GridTable, cells: Cells, row: number): number {
  if (cells.inRow(row, table.columns).every((cell) => cell.row < row)) return 0;
  const again = headAt(cells, row, table.columns);
  if (!again) return 0;
  const same = [...head.columns].filter(([field, column]) => again.columns.get(field) === column).length;
  return same >= Math.min(FEWEST_FIELDS, head.columns.size) ? again.last - again.first + 1 : 0;
}
