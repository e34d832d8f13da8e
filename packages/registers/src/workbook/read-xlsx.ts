import { DAY_SECONDS, formatDay, formatMoment, snap } from '@qingshan/kernel';
import { read, SSF, type CellObject, type Range, type WorkBook } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import type { Cell } from '../engine/types.ts';

/** Bounds what a small file can unpack to. */
const UNPACKED_LIMIT = 400 * 1_048_576;

/** Day numbers of spreadsheets: 1970-01-01 is 25569; those of the 1904 system begin 1462 days later. */
const EPOCH_SERIAL = 25_569;
const SHIFT_1904 = 1_462;
const LAST_SERIAL = 2_958_466;

const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

export interface ReadSheet {
  readonly name: string;
  /** Dates are texts `2024-03-05` or `2024-03-05 08:30:00`, percentages `45%` */
  readonly rows: readonly (readonly Cell[])[];
  /** Cells whose text stands for several rows; it was filled into each */
  readonly merged: readonly { readonly row: number; readonly column: number; readonly last: number }[];
}

/** @throws Error with the reason when the bytes are no workbook, or one that is too large */
export function readXlsx(bytes: Uint8Array): ReadSheet[] {
  const book = opened(bytes);
  const shift = EPOCH_SERIAL - (book.Workbook?.WBProps?.date1904 === true ? SHIFT_1904 : 0);
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name];
    const read: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet?.['!data'] ?? [];
    const rows = Array.from(read, (cells) => Array.from(cells ?? [], (cell) => toCell(cell, shift)));
    return { name, rows, merged: fillMerged(rows, sheet?.['!merges'] ?? []) };
  });
}

function opened(bytes: Uint8Array): WorkBook {
  let size = 0;
  unzipSync(bytes, {
    filter: (entry) => {
      size += entry.originalSize;
      return false;
    },
  });
  if (size > UNPACKED_LIMIT) throw new Error(`unpacks to more than ${UNPACKED_LIMIT / 1_048_576} MB`);
  return read(bytes, { type: 'array', dense: true, cellNF: true, cellText: false, cellHTML: false, bookVBA: false });
}

/**
 * Fills the text of a cell merged over several rows into each of them. A number is not repeated: an area that two rows
 * share would count twice.
 */
function fillMerged(rows: Cell[][], merges: readonly Range[]): ReadSheet['merged'] {
  return merges.flatMap(({ s, e }) => {
    const text = rows[s.r]?.[s.c];
    if (typeof text !== 'string' || e.r === s.r) return [];
    for (const row of rows.slice(s.r + 1, e.r + 1)) row[s.c] = text;
    return [{ row: s.r, column: s.c, last: e.r }];
  });
}

function toCell(cell: CellObject | undefined, shift: number): Cell {
  if (cell?.v === undefined) return null;
  const { v, t, z } = cell;
  if (t === 'e') return ERRORS[Number(v)] ?? '#N/A';
  if (typeof v !== 'number') return typeof v === 'boolean' ? v : String(v);
  const format = typeof z === 'string' ? z : '';
  if (/%/.test(format)) return `${snap(v * 100).toFixed()}%`;
  if (!SSF.is_date(format) || v < 0 || v >= LAST_SERIAL) return snap(v).toNumber();
  const moment = Math.round((v - shift) * DAY_SECONDS);
  if (!/h/i.test(format)) return formatDay(Math.floor(moment / DAY_SECONDS));
  return `${formatMoment(moment).replace('T', ' ')}:${String(moment % 60).padStart(2, '0')}`;
}
