import { canonicalUnit, nearestName, unitFactor } from '@qingshan/kernel';
import { columnsOf, unitText, type Column } from '../engine/columns.ts';
import { makeFinding, nearestText, type Finding } from '../engine/findings.ts';
import { wordForm } from '../engine/read-word.ts';
import type { Cell, RegisterDefinition } from '../engine/types.ts';

/** A head is looked for in so many rows: titles and notes may stand above it. */
export const HEAD_ROWS = 10;
/** So many recognised columns make a row the head. */
const FEWEST_COLUMNS = 2;

export interface HeadColumn {
  /** Column id, or the field id of a position that stands in one cell */
  readonly id: string;
  /** Unit written in the head when it is not that of the field; it is added to plain numbers */
  readonly unit: string | null;
}

export interface Head {
  /** Row, 0 is the first */
  readonly row: number;
  /** By position in the row; `null`: not read */
  readonly columns: readonly (HeadColumn | null)[];
  readonly findings: readonly Finding[];
}

const BRACKETS = /\(([^()]*)\)$/;

/** A head without star, unit in brackets, width and blanks. */
function parsedHead(text: string): { readonly plain: string; readonly form: string; readonly unit: string } {
  const tidy = text.normalize('NFKC').replaceAll(/[\s*:]/g, '');
  const unit = BRACKETS.exec(tidy)?.[1] ?? '';
  return { plain: wordForm(tidy.replace(BRACKETS, '')), form: wordForm(tidy), unit };
}

type Known = ReadonlyMap<string, { readonly id: string; readonly column: Column }>;

function knownHeads(definition: RegisterDefinition): Known {
  const known = new Map<string, { id: string; column: Column }>();
  for (const column of columnsOf(definition)) {
    const { field, part } = column;
    for (const head of [column.head, column.id, ...column.also])
      known.set(parsedHead(head).form, { id: column.id, column });
    if (part === null) known.set(wordForm(field.name.en), { id: column.id, column });
    // One column for both parts: 经纬度
    else for (const head of [field.name.zh, ...field.also]) known.set(wordForm(head), { id: field.id, column });
  }
  return known;
}

function matched(known: Known, cell: Cell | undefined) {
  if (typeof cell !== 'string' || cell.trim() === '') return null;
  const { plain, form, unit } = parsedHead(cell);
  const whole = known.get(form);
  if (whole) return { ...whole, unit: '' };
  const found = known.get(plain);
  return found ? { ...found, unit } : null;
}

function headRow(rows: readonly (readonly Cell[])[], known: Known): number | null {
  let best: { row: number; count: number } | null = null;
  for (const [row, cells] of rows.slice(0, HEAD_ROWS).entries()) {
    const count = cells.filter((cell) => matched(known, cell)).length;
    if (count >= FEWEST_COLUMNS && count > (best?.count ?? 0)) best = { row, count };
  }
  return best?.row ?? null;
}

/** The unit to be added to the numbers of a column; a fault when it does not convert. */
function unitOfHead(column: Column, written: string): { readonly unit: string | null; readonly bad: boolean } {
  const { field } = column;
  const own = field.type === 'number' || field.type === 'integer' ? field.unit : undefined;
  if (written === '' || own === undefined) return { unit: null, bad: false };
  const unit = canonicalUnit(written.replace(/^单位/, ''));
  if (unit === own || wordForm(written) === wordForm(unitText(field))) return { unit: null, bad: false };
  return unit !== null && unitFactor(unit, own) ? { unit, bad: false } : { unit: null, bad: true };
}

function unknownColumn(cell: string, known: Known): Finding {
  const names = [...known.values()].map(({ column }) => column.head);
  return makeFinding(
    'unknown-column',
    { value: cell.trim() },
    { nearest: nearestText(nearestName(parsedHead(cell).plain, new Set(names))) },
  );
}

function missingColumns(
  definition: RegisterDefinition,
  columns: readonly (HeadColumn | null)[],
  unnumbered: boolean,
): Finding[] {
  const present = new Set(columns.map((column) => column?.id.split('.')[0]));
  if (unnumbered) present.add('id');
  const missing = definition.fields.filter((field) => field.required && !present.has(field.id));
  if (missing.length === 0) return [];
  const names = { zh: missing.map((f) => f.name.zh).join('、'), en: missing.map((f) => f.name.en).join(', ') };
  return [makeFinding('missing-columns', {}, { names })];
}

/** Finds the head of a register in a sheet; `null` when there is none. */
export function readHead(
  definition: RegisterDefinition,
  rows: readonly (readonly Cell[])[],
  unnumbered = false,
): Head | null {
  const known = knownHeads(definition);
  const row = headRow(rows, known);
  if (row === null) return null;
  const findings: Finding[] = [];
  const columns: (HeadColumn | null)[] = [];
  for (const [i, cell] of (rows[row] ?? []).entries()) {
    const match = matched(known, cell);
    const written = typeof cell === 'string' ? cell : '';
    const other = columns.findIndex((column) => column?.id === match?.id);
    if (match && other >= 0) findings.push(makeFinding('repeated-column', { value: written }, { other: other + 1 }));
    if (!match && written.trim() !== '' && !IGNORED.has(parsedHead(written).plain))
      findings.push(unknownColumn(written, known));
    const { unit, bad } = match ? unitOfHead(match.column, match.unit) : { unit: null, bad: false };
    if (match && bad)
      findings.push(makeFinding('head-unit', { value: written }, { unit: unitText(match.column.field) }));
    columns[i] = match && other < 0 && !bad ? { id: match.id, unit } : null;
  }
  return { row, columns, findings: [...findings, ...missingColumns(definition, columns, unnumbered)] };
}

/** Row numbers are not kept and need no remark. */
const IGNORED = new Set(['序号', 'no.', 'no']);
