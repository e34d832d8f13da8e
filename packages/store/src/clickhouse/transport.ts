export type Cell = number | string;

/**
 * A way to have statements carried out by ClickHouse. What it answers is text, so that whole numbers of 64 bits stay
 * exact until the reader knows that they fit.
 */
export interface Transport {
  /** Where it leads, for whoever has to mend it */
  readonly where: string;
  run(statement: string): Promise<void>;
  /** All rows of an answer, or an error: never a part of them. Columns are of numbers, or of texts without tabs. */
  rows(query: string): Promise<string[][]>;
  /** All rows in one block, durable as far as the server is. Nothing happens without rows. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void>;
  close(): Promise<void>;
}

/** One statement with its rows. Texts must be without tabs, line ends and backslashes, which all are that are stored here. */
export function insertStatement(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((row) => `${row.join('\t')}\n`);
  return `INSERT INTO ${table} (${columns.join(', ')}) FORMAT TabSeparated\n${lines.join('')}`;
}

export function fromTabSeparated(text: string): string[][] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.split('\t'));
}

/** The rows of an answer whose columns are all numbers. */
export async function numbers(db: Transport, query: string): Promise<number[][]> {
  return (await db.rows(query)).map((row) => row.map(Number));
}
