import { displayUnit } from '@qingshan/kernel';
import { makeFinding, type Finding } from '../engine/findings.ts';
import { validateEntry } from '../engine/validate-entry.ts';
import type { Cell, Cells, Entry, RegisterContext, RegisterDefinition } from '../engine/types.ts';
import { MASKED_LABEL } from './notes-sheet.ts';
import { HEAD_ROWS, readHead, type Head } from './read-head.ts';
import { sheetName } from './register-sheet.ts';
import { readXlsx, type ReadSheet } from './read-xlsx.ts';

/** A row as it stands in the workbook, not yet understood. */
export interface RegisterRow {
  /** Row of the sheet, 1 is the first */
  readonly row: number;
  readonly cells: Cells;
}

export interface RegisterRows {
  readonly sheet: string | null;
  readonly rows: readonly RegisterRow[];
  /** Ids of the columns that the workbook has */
  readonly columns: readonly string[];
  /** About the workbook and its head; when one refuses, `rows` is empty */
  readonly findings: readonly Finding[];
}

function refusedWorkbook(finding: Finding): RegisterRows {
  return { sheet: null, rows: [], columns: [], findings: [finding] };
}

function cellsOf(head: Head, values: readonly Cell[]): Cells {
  const cells: Record<string, Cell> = {};
  for (const [i, column] of head.columns.entries()) {
    const cell = values[i];
    if (column === null || column === undefined || cell === null || cell === undefined) continue;
    const bare = typeof cell === 'number' || /^[\d.,\s]+$/.test(String(cell));
    cells[column.id] = column.unit !== null && bare ? `${String(cell)} ${displayUnit(column.unit)}` : cell;
  }
  return cells;
}

/** Sheets with a head; the one named after the register goes first. */
function headed(definition: RegisterDefinition, sheets: readonly ReadSheet[], unnumbered: boolean) {
  const name = sheetName(definition);
  const ordered = [...sheets.filter((s) => s.name === name), ...sheets.filter((s) => s.name !== name)];
  for (const sheet of ordered) {
    const head = readHead(definition, sheet.rows, unnumbered);
    if (head) return { sheet, head };
  }
  return null;
}

/** A note when texts of merged cells below the head were filled into the rows. */
function ofMerged(sheet: ReadSheet, head: Head): Finding[] {
  const below = sheet.merged.filter(({ row, column }) => row > head.row && head.columns[column]);
  const [first] = below;
  return first ? [makeFinding('merged-cells', {}, { count: below.length, row: first.row + 1 })] : [];
}

/** Rows under a head that only add up. */
function isTotal(values: readonly Cell[]): boolean {
  const first = values.find((cell) => cell !== null && cell !== '');
  return typeof first === 'string' && /^(?:合\s*计|小\s*计|总\s*计)$/.test(first.trim());
}

/**
 * The rows of a register's workbook: the head is found below titles, columns in any order and under their other names,
 * units of the head are passed on, empty rows and totals left out. Cells are not yet understood: `validateEntry` does it row by
 * row, so that a caller can report its progress.
 *
 * @param numbers `assigned`: the workbook may lack the column 编号, because `context.newKey` gives the numbers
 */
export function readRegister(
  definition: RegisterDefinition,
  bytes: Uint8Array,
  { numbers = 'given' }: { readonly numbers?: 'given' | 'assigned' } = {},
): RegisterRows {
  let sheets: readonly ReadSheet[];
  try {
    sheets = readXlsx(bytes);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refusedWorkbook(makeFinding('bad-workbook', {}, { why: error.message }));
  }
  const masked = sheets.some((s) => s.rows.some((cells) => cells[0] === MASKED_LABEL));
  if (masked) return refusedWorkbook(makeFinding('masked-workbook'));
  const found = headed(definition, sheets, numbers === 'assigned');
  if (found === null) return refusedWorkbook(makeFinding('no-head', {}, { rows: HEAD_ROWS }));
  const { sheet, head } = found;
  const findings = [...head.findings, ...ofMerged(sheet, head)];
  const columns = head.columns.flatMap((column) => column?.id ?? []);
  if (findings.some((f) => f.severity === 'refused')) return { sheet: sheet.name, rows: [], columns, findings };
  const rows = sheet.rows
    .map((values, i) => ({ row: i + 1, values }))
    .slice(head.row + 1)
    .filter(({ values }) => values.some((cell) => cell !== null && cell !== '') && !isTotal(values))
    .map(({ row, values }) => ({ row, cells: cellsOf(head, values) }));
  return { sheet: sheet.name, rows, columns, findings };
}

export interface RowReport {
  readonly row: number;
  readonly entry: Entry;
  readonly accepted: boolean;
  readonly findings: readonly Finding[];
}

/** Understands rows one after the other; a number that occurs before is refused. */
export function* checkRows(
  definition: RegisterDefinition,
  rows: readonly RegisterRow[],
  context: RegisterContext,
): Generator<RowReport> {
  const seen = new Map<string, number>();
  for (const { row, cells } of rows) {
    const { entry, accepted, findings } = validateEntry(definition, cells, context);
    const other = entry.key === '' ? undefined : seen.get(entry.key);
    if (entry.key !== '' && other === undefined) seen.set(entry.key, row);
    if (other === undefined) yield { row, entry, accepted, findings };
    else {
      const column = { id: 'id', name: { zh: '编号', en: 'Number' } };
      const repeated = makeFinding('repeated-key', { column, value: entry.key }, { other });
      yield { row, entry, accepted: false, findings: [...findings, repeated] };
    }
  }
}
