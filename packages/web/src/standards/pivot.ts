import type { Schemas } from '../api/client.ts';

type Figure = Schemas['Figure'];
type Table = Schemas['StandardTable'];

export interface PivotRow {
  readonly keys: readonly string[];
  readonly unit: string | null;
  readonly clause: Schemas['ClauseRef'];
  /** One for each column; `null` where the document has none */
  readonly cells: readonly (string | null)[];
}

export interface Pivot {
  /** The keys that head the rows */
  readonly keys: readonly string[];
  /** The key whose values head the columns, and its values */
  readonly across: string;
  readonly columns: readonly string[];
  readonly rows: readonly PivotRow[];
}

const MOST_COLUMNS = 4;

const sameClause = (a: Figure, b: Figure): boolean =>
  a.clause.clause === b.clause.clause && a.clause.certainty === b.clause.certainty && a.unit === b.unit;

/**
 * A table with its last key across, as limits by class are printed; `null` when that would hide something: a note, a
 * text, a unit or a clause that differs within a row, or a table that is mostly holes.
 */
export function pivot(table: Table): Pivot | null {
  const across = table.keys.at(-1);
  if (table.keys.length < 2 || across === undefined) return null;
  const simple = table.figures.every((f) => f.value !== null && f.text === null && f.note === null);
  const columns = [...new Set(table.figures.map((f) => f.keys[across] ?? ''))];
  if (!simple || columns.length > MOST_COLUMNS) return null;
  const keys = table.keys.slice(0, -1);
  const groups = Map.groupBy(table.figures, (f) => keys.map((key) => f.keys[key] ?? '').join('\u0000'));
  if (groups.size * columns.length > table.figures.length * 1.4) return null;
  const rows: PivotRow[] = [];
  for (const group of groups.values()) {
    const first = group[0];
    if (first === undefined || !group.every((f) => sameClause(f, first))) return null;
    rows.push({
      keys: keys.map((key) => first.keys[key] ?? ''),
      unit: first.unit,
      clause: first.clause,
      cells: columns.map((column) => group.find((f) => f.keys[across] === column)?.value ?? null),
    });
  }
  return { keys, across, columns, rows };
}
