import { DOUBLE, DuckDBDataChunk, INTEGER, UTINYINT, type DuckDBConnection, type DuckDBType } from '@duckdb/node-api';
import type { ObservationColumns } from '@qingshan/app';
import type { Moment } from '@qingshan/kernel';

/** Rows per data chunk, DuckDB's vector size. */
const CHUNK = 2048;
const CHUNK_TYPES = [INTEGER, INTEGER, DOUBLE, DOUBLE, UTINYINT, DOUBLE];

type Column = Int32Array | Float64Array | Uint8Array;

function fillChunk(chunk: DuckDBDataChunk, columns: readonly Column[], from: number, size: number): void {
  columns.forEach((column, index) => {
    const vector = chunk.getColumnVector(index);
    for (let i = 0; i < size; i++) vector.setItem(i, column[from + i] ?? 0);
    vector.flush();
  });
}

/** Appends columns to a temporary table. Data chunks are four times as fast as rows or CSV. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  types: readonly DuckDBType[],
  columns: readonly Column[],
): Promise<void> {
  const rows = columns[0]?.length ?? 0;
  const appender = await connection.createAppender(table, 'main', 'temp');
  const chunk = DuckDBDataChunk.create(types);
  for (let from = 0; from < rows; from += CHUNK) {
    chunk.reset();
    chunk.rowCount = Math.min(CHUNK, rows - from);
    fillChunk(chunk, columns, from, chunk.rowCount);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Puts the rows into the empty temporary table `incoming`. */
export async function stage(connection: DuckDBConnection, rows: ObservationColumns, received: Moment): Promise<void> {
  const { series, time, value, flag, received: receipts } = rows;
  const positions = Int32Array.from(series, (_, row) => row);
  const columns = [positions, series, time, value, flag, receipts ?? new Float64Array(series.length).fill(received)];
  await appendColumns(connection, 'incoming', CHUNK_TYPES, columns);
}
