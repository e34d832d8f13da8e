import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { Refusal, type FaultLog } from '../faults.ts';
import { refuseWebPage } from '../read/foreign.ts';
import { LINE_LIMIT, TextLines } from '../read/lines.ts';
import type { TableRecord } from './record.ts';

/**
 * The records of a CSV text, as they come. The row of a record that spans lines is its first line.
 *
 * @throws Refusal `bad-quotes` and those of {@link TextLines}
 */
export async function* csvRecords(bytes: AsyncIterable<Uint8Array>, log: FaultLog): AsyncGenerator<TableRecord> {
  const lines = new TextLines(log.file, bytes);
  let next = 1;
  const starts: number[] = [];
  const parser = parse({
    relax_column_count: true,
    max_record_size: LINE_LIMIT,
    on_record: (cells: string[], { lines: end }) => {
      starts.push(next);
      next = end + 1;
      return cells;
    },
  });
  // Errors reach the loop below, because the pipeline destroys `parser` with them.
  pipeline(Readable.from(withEnds(lines, log.file)), parser, () => {});
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: starts.shift() ?? next, cells };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refusal(log.file, 'bad-quotes', { row: next }, { why: error.code });
  }
  if (lines.encoding === 'gb18030') log.add('not-utf8');
}

async function* withEnds(lines: TextLines, file: string): AsyncGenerator<string> {
  for await (const line of lines) {
    if (lines.row === 1) refuseWebPage(file, line);
    yield `${line}\n`;
  }
}
