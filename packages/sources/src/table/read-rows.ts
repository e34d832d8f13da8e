import type { TableRecord } from './record.ts';

/** Looks at the first rows of a table for its head. */
interface Finder<Head> {
  look(record: TableRecord): Head | null;
  /** @throws Refusal that says what the head lacks */
  refuse(): never;
}

interface RowReader {
  read(record: TableRecord): void;
  /** @returns the number of data rows; @throws Refusal */
  finish(): number;
}

/** Hands the rows that follow the head to the reader that is made for it. @returns the number of data rows */
export async function readRows<Head>(
  records: AsyncIterable<TableRecord>,
  finder: Finder<Head>,
  readerFor: (head: Head) => RowReader,
): Promise<number> {
  let reader: RowReader | null = null;
  for await (const record of records) {
    if (reader) {
      reader.read(record);
      continue;
    }
    const head = finder.look(record);
    if (head) reader = readerFor(head);
  }
  return reader === null ? finder.refuse() : reader.finish();
}
