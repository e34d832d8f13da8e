import type { Flag, HourLabel } from '@qingshan/kernel';
import { utils, write } from '@e965/xlsx';
import { FIELDS, templateName } from './head.ts';

export interface TemplateRow {
  readonly site: string;
  readonly parameter: string;
  /** `2024-10-31 08:00` */
  readonly time: string;
  /** `null` leaves the cell to be filled in */
  readonly value: number | null;
  readonly unit: string;
  readonly flag?: Flag;
}

const WIDTHS = { site: 18, parameter: 12, time: 18, value: 10, unit: 10, flag: 8 };

/** An xlsx workbook with the head of the source of that label, and rows to begin with; the source reads it back. */
export function tableTemplate(label: HourLabel, rows: readonly TemplateRow[] = []): Uint8Array {
  const head = FIELDS.map((field) => templateName(field, label));
  const sheet = utils.aoa_to_sheet([head, ...rows.map((row) => FIELDS.map((field) => row[field] ?? null))]);
  sheet['!cols'] = FIELDS.map((field) => ({ wch: WIDTHS[field] }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '数据');
  const bytes: ArrayBuffer = write(book, { type: 'array', bookType: 'xlsx', compression: true });
  return new Uint8Array(bytes);
}
