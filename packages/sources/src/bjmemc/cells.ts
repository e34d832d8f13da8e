import { parse } from 'csv-parse/sync';
import { Refusal } from '../faults.ts';

/** The cells of one line. Published files have no quotation marks; a line that has some goes through csv-parse. */
export function splitCells(file: string, row: number, line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  try {
    return parse(line, { relax_column_count: true })[0] ?? [];
  } catch (error) {
    throw new Refusal(file, 'bad-quotes', { row }, { why: error instanceof Error ? error.message : '' });
  }
}
