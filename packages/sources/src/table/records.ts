import type { SourceFile } from '../define.ts';
import { Refusal, type FaultLog } from '../faults.ts';
import { joinBytes, prepend, readBytes, takeStart, type Progress } from '../read/bytes.ts';
import { isZip, MAGIC_LENGTH, refuseForeign } from '../read/foreign.ts';
import { csvRecords } from './csv.ts';
import type { TableRecord } from './record.ts';
import { workbookRecords, WORKBOOK_BYTES_LIMIT } from './workbook.ts';

/**
 * The rows of a CSV text or of the first sheet of a workbook, whichever the bytes are.
 *
 * @throws Refusal those of reading the file, of {@link csvRecords} and of {@link workbookRecords}
 */
export async function* tableRecords(
  file: SourceFile,
  log: FaultLog,
  progress: Progress | undefined,
): AsyncGenerator<TableRecord, void, undefined> {
  const bytes = readBytes(file, progress);
  const start = await takeStart(bytes, MAGIC_LENGTH);
  const whole = prepend(start, bytes);
  if (isZip(start)) yield* workbookRecords(await gather(whole, file.name), log);
  else {
    refuseForeign(file.name, start, 'CSV (UTF-8), xlsx');
    yield* csvRecords(whole, log);
  }
}

/** A workbook can only be read whole. */
async function gather(bytes: AsyncIterable<Uint8Array>, file: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > WORKBOOK_BYTES_LIMIT) {
      throw new Refusal(file, 'workbook-too-large', {}, { limit: WORKBOOK_BYTES_LIMIT / 1_048_576 });
    }
    pieces.push(piece);
  }
  return joinBytes(pieces);
}
