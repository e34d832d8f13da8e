import { DAY_SECONDS, snap } from '@qingshan/kernel';
import { read, SSF, type CellObject, type WorkBook } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { Refusal, type FaultLog } from '../faults.ts';
import type { Cell, TableRecord } from './record.ts';

/** Bounds what a small file can unpack to. */
const UNPACKED_LIMIT_MB = 400;
export const WORKBOOK_BYTES_LIMIT = UNPACKED_LIMIT_MB * 1_048_576;

/** Day numbers of spreadsheets: 1970-01-01 is 25569; those of the 1904 system begin 1462 days later. */
const EPOCH_SERIAL = 25_569;
const SHIFT_1904 = 1_462;
const LAST_SERIAL = 2_958_466;

/** Error cells hold a code. */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

/**
 * The rows of the first sheet of an xlsx workbook. Formulas count with their stored results.
 *
 * @throws Refusal `workbook-too-large`, `bad-workbook`
 */
export function workbookRecords(bytes: Uint8Array, log: FaultLog): TableRecord[] {
  const book = opened(bytes, log.file);
  const [sheet = '', ...others] = book.SheetNames;
  if (others.length > 0) log.add('other-sheets', {}, { sheet, names: others });
  const shift = EPOCH_SERIAL - (book.Workbook?.WBProps?.date1904 === true ? SHIFT_1904 : 0);
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = book.Sheets[sheet]?.['!data'] ?? [];
  return Array.from(rows, (cells, i) => ({
    row: i + 1,
    cells: Array.from(cells ?? [], (cell) => toCell(cell, shift)),
  }));
}

function opened(bytes: Uint8Array, file: string): WorkBook {
  try {
    if (unpackedSize(bytes) > WORKBOOK_BYTES_LIMIT) {
      throw new Refusal(file, 'workbook-too-large', {}, { limit: UNPACKED_LIMIT_MB });
    }
    return read(bytes, { type: 'array', dense: true, cellNF: true, cellText: false, cellHTML: false, bookVBA: false });
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error;
    throw new Refusal(file, 'bad-workbook', {}, { why: error.message });
  }
}

/** Reads the directory of the archive only. */
function unpackedSize(bytes: Uint8Array): number {
  let size = 0;
  unzipSync(bytes, {
    filter: (entry) => {
      size += entry.originalSize;
      return false;
    },
  });
  return size;
}

function toCell(cell: CellObject | undefined, shift: number): Cell {
  if (cell?.v === undefined) return '';
  const { v, t, z } = cell;
  if (t === 'e') return ERRORS[Number(v)] ?? '#ERROR';
  if (typeof v !== 'number') return typeof v === 'boolean' ? String(v).toUpperCase() : String(v);
  const format = typeof z === 'string' ? z : '';
  if (!SSF.is_date(format) || v < 0 || v >= LAST_SERIAL) return snap(v).toFixed();
  return { moment: Math.round((v - shift) * DAY_SECONDS), hasHour: /h/i.test(format) };
}
