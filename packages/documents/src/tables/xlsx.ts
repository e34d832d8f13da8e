import type { GridCell, GridDocument, GridTable } from '@qingshan/campaign';
import { formatDay } from '@qingshan/kernel';
import { read, SSF, type CellObject, type Range, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { refuse } from './archive.ts';
import { Notes } from './notes.ts';

/** More rows than any plan has. */
const ROWS_LIMIT = 20_000;

/** More columns than any plan has; what lies further right is not read, and noted. */
const COLUMNS_LIMIT = 100;
const MERGES_LIMIT = 20_000;

/** Day numbers of spreadsheets: 1970-01-01 is 25569; those of the 1904 system begin 1462 days later. */
const EPOCH_SERIAL = 25_569;
const SHIFT_1904 = 1_462;

function opened(file: string, bytes: Uint8Array): WorkBook {
  const hint = {
    zh: '请选择 xlsx 文件，或用 Excel、WPS 打开后另存',
    en: 'Choose an xlsx file, or save it again in Excel or WPS',
  };
  try {
    return read(bytes, { type: 'array', dense: true, cellNF: true, cellStyles: true, sheetRows: ROWS_LIMIT + 1 });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw refuse(
      file,
      { zh: `工作簿无法读取（${error.message}）`, en: `the workbook cannot be read (${error.message})` },
      hint,
    );
  }
}

/** What a person reads in a cell; a date is written `2024-03-05` whatever its format. */
function shown(cell: CellObject, shift: number): string {
  const { t, v, w, z } = cell;
  if (typeof v === 'number' && t === 'n' && typeof z === 'string' && SSF.is_date(z)) {
    return formatDay(Math.floor(v) - EPOCH_SERIAL + shift);
  }
  return w ?? String(v);
}

function linesOf(cell: CellObject | undefined, shift: number, notes: Notes, where: string): string[] {
  if (cell === undefined) return [];
  if (cell.v === undefined) {
    if (cell.f !== undefined) notes.add('formula-without-value', where);
    return [];
  }
  return shown(cell, shift)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Where merged cells begin, and which places they cover. */
function mergesOf(sheet: WorkSheet, rows: number): { begin: ReadonlyMap<string, Range>; covered: ReadonlySet<string> } {
  const merges = (sheet['!merges'] ?? []).slice(0, MERGES_LIMIT).filter(({ s, e }) => e.r < s.r + ROWS_LIMIT);
  const begin = new Map(merges.map((m) => [`${m.s.r},${m.s.c}`, m]));
  const covered = new Set<string>();
  for (const { s, e } of merges) {
    for (let r = s.r; r <= Math.min(e.r, rows - 1); r++) {
      for (let c = s.c; c <= Math.min(e.c, COLUMNS_LIMIT); c++) if (r !== s.r || c !== s.c) covered.add(`${r},${c}`);
    }
  }
  return { begin, covered };
}

function tableOf(sheet: WorkSheet, name: string, number: number, shift: number, notes: Notes): GridTable {
  const data: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  const { begin, covered } = mergesOf(sheet, data.length);
  const widest = data.reduce((most, row) => Math.max(most, row?.findLastIndex((c) => c?.v !== undefined) ?? -1), -1);
  const width = Math.min(widest + 1, COLUMNS_LIMIT);
  if (widest >= COLUMNS_LIMIT) notes.add('far-columns', name);
  const rows = Array.from(data, (cells, r) => {
    const row: GridCell[] = [];
    for (let c = 0; c < width; c++) {
      if (covered.has(`${r},${c}`)) continue;
      const merge = begin.get(`${r},${c}`);
      const [rowSpan, colSpan] = merge ? [merge.e.r - r + 1, Math.min(merge.e.c, width - 1) - c + 1] : [1, 1];
      const paragraphs = linesOf(cells?.[c], shift, notes, name);
      row.push({ row: r + 1, column: c + 1, rowSpan, colSpan, paragraphs, bold: false });
    }
    return row;
  });
  const hidden = (sheet['!rows'] ?? []).findIndex((row) => row?.hidden === true);
  if (hidden >= 0) notes.add('hidden-rows', `${name} ${hidden + 1}`);
  const last = rows.findLastIndex((row) => row.some((cell) => cell.paragraphs.length > 0));
  return { kind: 'table', number, name, columns: width, rows: rows.slice(0, last + 1) };
}

/**
 * Reads the sheets of an xlsx as tables, merged cells included. Formulas count with their stored results. Hidden sheets
 * are left out and noted, hidden rows are read and noted.
 *
 * @param bytes an archive that unpacks within bounds, see `readParts`
 * @throws QingshanError `bad-file`: damaged or too long
 */
export function readXlsx(file: string, bytes: Uint8Array): GridDocument {
  const book = opened(file, bytes);
  const notes = new Notes();
  const shift = book.Workbook?.WBProps?.date1904 === true ? SHIFT_1904 : 0;
  const blocks = book.SheetNames.flatMap((name, i): GridTable[] => {
    const sheet = book.Sheets[name];
    if (!sheet) return [];
    if ((book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0) {
      notes.add('hidden-sheet', name);
      return [];
    }
    const table = tableOf(sheet, name, i + 1, shift, notes);
    if (table.rows.length <= ROWS_LIMIT) return [table];
    throw refuse(
      file,
      { zh: `工作表“${name}”超过 ${ROWS_LIMIT} 行`, en: `sheet “${name}” has more than ${ROWS_LIMIT} rows` },
      { zh: '请删去多余的空行', en: 'Delete the surplus rows' },
    );
  });
  return { file, format: 'xlsx', blocks: blocks.filter((t) => t.rows.length > 0), notes: notes.list() };
}
