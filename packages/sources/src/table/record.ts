import { formatMoment, type Moment } from '@qingshan/kernel';

/** A date cell of a workbook, as the clock shows it; `hasHour` is false when its format shows a date only. */
export interface DateCell {
  readonly moment: Moment;
  readonly hasHour: boolean;
}

export type Cell = string | DateCell;

export interface TableRecord {
  /** 1 is the first row of the file or sheet */
  readonly row: number;
  readonly cells: readonly Cell[];
}

export function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return cell.trim();
  const text = formatMoment(cell.moment).replace('T', ' ');
  return cell.hasHour ? text : text.slice(0, 10);
}

export function isBlank(record: TableRecord): boolean {
  return record.cells.every((cell) => textOf(cell) === '');
}
