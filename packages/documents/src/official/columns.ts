import type { Column } from './document.ts';

export interface ColumnGroup {
  readonly group: string | undefined;
  readonly from: number;
  readonly count: number;
}

/** Runs of neighbouring columns with the same group, for the upper row of a table head; columns without one stand alone. */
export function columnGroups(columns: readonly Column[]): ColumnGroup[] {
  const starts = columns.flatMap(({ group }, i) => (group !== undefined && group === columns[i - 1]?.group ? [] : [i]));
  return starts.map((from, i) => ({
    group: columns[from]?.group,
    from,
    count: (starts[i + 1] ?? columns.length) - from,
  }));
}
