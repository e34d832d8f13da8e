import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import type { Range } from '@qingshan/app';
import type { DailyReduction } from '@qingshan/methods';
import { plainDays, windowedDays } from '../reductions.ts';
import { emptySheet, reductionAt, type Sheet } from '../sheet.ts';
import { queryOne } from './engine.ts';
import { selectionOf } from './refresh.ts';

const COLUMNS = ['series', 'day', 'hours', 'total', 'high', 'windows', 'top8x168'] as const;
/** All as doubles: one kind of vector is read several times as fast as a mixture. */
const AS_DOUBLES = COLUMNS.map((column) => `toFloat64(${column})`).join(', ');

function scatter(chunk: DuckDBDataChunk, column: number, places: Int32Array, target: Uint8Array | Float64Array): void {
  const vector = chunk.getColumnVector(column);
  for (let row = 0; row < places.length; row++) target[places[row] ?? 0] = Number(vector.getItem(row) ?? Number.NaN);
}

function fill(sheet: Sheet, chunk: DuckDBDataChunk, positionOf: ReadonlyMap<number, number>): void {
  const [series, day] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
  const placeOf = (row: number) =>
    (positionOf.get(Number(series.getItem(row))) ?? 0) * sheet.days + Number(day.getItem(row)) - sheet.first;
  const places = Int32Array.from({ length: chunk.rowCount }, (_, row) => placeOf(row));
  [sheet.hours, sheet.sum, sheet.max, sheet.windows, sheet.top8x168].forEach((target, i) =>
    scatter(chunk, i + 2, places, target),
  );
}

/** The daily table answers for a moment when nothing was received or undone after it. */
async function isPresent(connection: DuckDBConnection, asOf: number): Promise<boolean> {
  const [latest = null, undone = null] = await queryOne(connection, 'SELECT max(latest), max(undone_at) FROM batch');
  return (latest ?? asOf) <= asOf && (undone ?? asOf) <= asOf;
}

async function sqlOf(connection: DuckDBConnection, { series, first, last, asOf }: Range): Promise<string> {
  const wanted = `series IN (${series.join(', ')})`;
  if (asOf === undefined || (await isPresent(connection, asOf))) {
    return `SELECT ${AS_DOUBLES} FROM daily WHERE day BETWEEN ${first} AND ${last} AND ${wanted}`;
  }
  const selection = await selectionOf(connection, { first, last, asOf }, [wanted]);
  return `SELECT ${AS_DOUBLES} FROM (${plainDays(selection)} UNION ALL ${windowedDays(selection)}) AS days`;
}

/** One reduction per series asked for, in that order, from the daily table or, for a past moment, from the rows. */
export async function readDaily(connection: DuckDBConnection, range: Range): Promise<DailyReduction[]> {
  const positionOf = new Map([...new Set(range.series)].map((id, position) => [id, position]));
  const wanted = { ...range, series: [...positionOf.keys()] };
  const sheet = emptySheet(wanted);
  if (sheet.hours.length > 0) {
    const result = await connection.stream(await sqlOf(connection, wanted));
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      fill(sheet, chunk, positionOf);
    }
  }
  return range.series.map((id) => reductionAt(sheet, positionOf.get(id) ?? 0));
}
