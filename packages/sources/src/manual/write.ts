import { Decimal, displayUnit, formatDay, unitFactor, type Day, type Flag } from '@qingshan/kernel';
import type { Parameter } from '@qingshan/standards';
import { utils, write } from '@e965/xlsx';
import { columnOf, FLOW_STATE, SEEN, type SampleColumn, type SampleLayout } from './layouts.ts';

/** A stored sample, as it is written out. */
export interface SampleRow {
  /** Written name of the site */
  readonly site: string;
  readonly day: Day;
  /** By parameter id, in the unit of the parameter */
  readonly results: ReadonlyMap<string, { readonly value: number; readonly flag: Flag }>;
}

/** Columns of the sheet in characters */
const WIDTHS = { site: 22, other: 12 };

function headOf({ name, unit }: SampleColumn): string {
  return unit === '1' ? name.zh : `${name.zh}(${displayUnit(unit)})`;
}

/** What was found, in the unit of the column; `null` where there is nothing that can be written. */
function cellOf({ parameter, unit }: SampleColumn, row: SampleRow, stored: Parameter): string | number | null {
  const found = row.results.get(parameter);
  if (!found || found.flag === 'invalid' || found.flag === 'maintenance') return null;
  if (SEEN.has(parameter)) return found.value === 0 ? '无' : '有';
  const factor = unitFactor(stored.unit, unit) ?? new Decimal(1);
  const digits = factor.times(found.value).toFixed();
  return found.flag === 'not-detected' ? `${digits}L` : Number(digits);
}

/** The columns of the layout and, behind them, those of what else was measured. */
function columnsFor(
  layout: SampleLayout,
  rows: readonly SampleRow[],
  parameters: readonly Parameter[],
): SampleColumn[] {
  const named = new Set([FLOW_STATE, ...layout.columns.map((c) => c.parameter)]);
  const measured = new Set(rows.flatMap((row) => [...row.results.keys()]));
  return [...layout.columns, ...parameters.filter((p) => measured.has(p.id) && !named.has(p.id)).map(columnOf)];
}

/** The table of a kind, head first; the source `manual` reads it back to what is stored. */
export function sampleTable(
  layout: SampleLayout,
  rows: readonly SampleRow[],
  parameters: readonly Parameter[],
): (string | number | null)[][] {
  const columns = columnsFor(layout, rows, parameters);
  const known = new Map(parameters.map((p) => [p.id, p]));
  const head = [layout.site, '采样日期', ...(layout.flow ? ['水情'] : []), ...columns.map(headOf), '备注'];
  const body = rows.map((row) => {
    const state = row.results.get(FLOW_STATE)?.value;
    const dry = state === 0;
    const cells = columns.map((column) => {
      const stored = known.get(column.parameter);
      return dry || !stored ? null : cellOf(column, row, stored);
    });
    const flow = dry ? '断流' : state === undefined ? null : '有水';
    return [
      row.site,
      formatDay(row.day),
      ...(layout.flow ? [flow] : []),
      ...cells,
      dry && !layout.flow ? '断流' : null,
    ];
  });
  return [head, ...body];
}

export function sampleWorkbook(
  layout: SampleLayout,
  table: readonly (readonly (string | number | null)[])[],
): Uint8Array {
  const sheet = utils.aoa_to_sheet(table.map((row) => [...row]));
  sheet['!cols'] = (table[0] ?? []).map((_, i) => ({ wch: i === 0 ? WIDTHS.site : WIDTHS.other }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, layout.title.zh);
  const bytes: ArrayBuffer = write(book, { type: 'array', bookType: 'xlsx', compression: true });
  return new Uint8Array(bytes);
}

function csvCell(cell: string | number | null): string {
  const text = cell === null ? '' : String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** With the mark that makes spreadsheet programs read UTF-8. */
export function sampleCsv(table: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${table.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
