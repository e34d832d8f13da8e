import { RAW_COLUMNS, type RawRow } from './raw-rows.ts';

export const RAW_HEAD = RAW_COLUMNS.join(',');

/** A line of the CSV. A text that a spreadsheet would take for a formula keeps its first sign, for the values are those received. */
export function rawLine(row: RawRow): string {
  return RAW_COLUMNS.map((column) => cell(row[column])).join(',');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
