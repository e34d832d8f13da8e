import { Decimal, parseDay, type Day } from '@qingshan/kernel';
import type { Edition, Figure } from './types.ts';

/** A figure that one edition has and another has not or has otherwise. Lists are written with a dash for "none". */
export interface FigureChange {
  readonly table: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: string | null;
  readonly after: string | null;
  readonly unit: string | null;
}

/** On which day each edition is looked at, where it has stages. */
export interface ComparedDays {
  readonly before: Day;
  readonly after: Day;
}

/**
 * What changed in figures (not in wording or clauses) from edition `a` to edition `b`.
 *
 * @param days by default the last day of `a` (its first, if it is still in force) and the first day of `b`; give the same
 *   edition twice with two days to compare its stages
 */
export function compareEditions(a: Edition, b: Edition, days: Partial<ComparedDays> = {}): FigureChange[] {
  const before = figuresOf(a, days.before ?? dayOf(a.inForce.to ?? a.inForce.from));
  const after = figuresOf(b, days.after ?? dayOf(b.inForce.from));
  const changes: FigureChange[] = [];
  for (const [address, { table, figure }] of before) {
    const next = after.get(address)?.figure;
    if (next && next.unit === figure.unit && sameValue(written(next), written(figure))) continue;
    changes.push(change(table, next ? 'changed' : 'removed', figure, next));
  }
  for (const [address, { table, figure }] of after) {
    if (!before.has(address)) changes.push(change(table, 'added', undefined, figure));
  }
  return changes.toSorted((x, y) => (x.table < y.table ? -1 : Number(x.table > y.table)));
}

function dayOf(date: string): Day {
  return parseDay(date) ?? 0;
}

function figuresOf(edition: Edition, on: Day) {
  const names = new Set(edition.tables.map((t) => t.name));
  const found = [...names].flatMap((table) => edition.figures(table, {}, on).map((figure) => ({ table, figure })));
  return new Map(
    found
      .filter(({ figure }) => figure.value !== null || figure.values !== null)
      .map((f) => [`${f.table} ${JSON.stringify(Object.entries(f.figure.keys).toSorted())}`, f]),
  );
}

function written(figure: Figure): string {
  return figure.value ?? figure.values?.map((v) => v ?? '–').join(' ') ?? '';
}

/** `1` and `1.0` are the same limit. */
function sameValue(a: string, b: string): boolean {
  const isNumber = /^-?\d+(\.\d+)?$/;
  return a === b || (isNumber.test(a) && isNumber.test(b) && new Decimal(a).eq(b));
}

function change(
  table: string,
  kind: FigureChange['kind'],
  before: Figure | undefined,
  after: Figure | undefined,
): FigureChange {
  return {
    table,
    keys: (after ?? before)?.keys ?? {},
    kind,
    before: before ? written(before) : null,
    after: after ? written(after) : null,
    unit: (after ?? before)?.unit ?? null,
  };
}
