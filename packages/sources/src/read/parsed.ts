import { ObservationBuilder } from '../columns.ts';
import type { ParsedFile } from '../define.ts';
import { FaultLog, Refusal } from '../faults.ts';
import { repeatsWithin } from '../join.ts';

/**
 * Runs a reader and makes the file's result of it: what it gathered, with notes on values that occur twice, or, when it
 * threw a Refusal, nothing but the reasons.
 *
 * @param read gathers into the builder and gives the number of data rows
 */
export async function parsedFile(
  file: string,
  read: (builder: ObservationBuilder, log: FaultLog) => Promise<number>,
): Promise<ParsedFile> {
  const log = new FaultLog(file);
  const builder = new ObservationBuilder();
  try {
    const rows = await read(builder, log);
    const parsed = { file, refused: false, rows, observations: builder.finish(), faults: log.list() };
    return { ...parsed, faults: [...parsed.faults, ...repeatsWithin(parsed)] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const observations = new ObservationBuilder().finish();
    return { file, refused: true, rows: 0, observations, faults: [error.fault, ...log.list()] };
  }
}
