import type { SourceContext } from '../define.ts';
import { Refusal, type FaultCode, type FaultLog } from '../faults.ts';
import { refuseAllOutside } from '../read/range.ts';

/** Counts the rows of a table, and what is said of many rows once, at the first of them. */
export class RowTally {
  readonly #counted = new Map<FaultCode, { count: number; row: number }>();
  #rows = 0;

  row(): void {
    this.#rows += 1;
  }

  count(code: FaultCode, row: number): void {
    const seen = this.#counted.get(code);
    if (seen) seen.count += 1;
    else this.#counted.set(code, { count: 1, row });
  }

  /**
   * @returns the number of rows
   * @throws Refusal `no-rows`, `all-outside`, `rows-refused`
   */
  finish(context: SourceContext, log: FaultLog): number {
    const rows = this.#rows;
    if (rows === 0) throw new Refusal(log.file, 'no-rows');
    refuseAllOutside(rows, context, log);
    for (const [code, { count, row }] of this.#counted) log.add(code, { row }, { count });
    const count = log.refusals;
    if (count > 0) throw new Refusal(log.file, 'rows-refused', {}, { rows, count });
    return rows;
  }
}
