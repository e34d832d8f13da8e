import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DOUBLE, INTEGER, UTINYINT, type DuckDBConnection } from '@duckdb/node-api';
import type { ExportedMonth, ExportedObservations } from '@qingshan/app';
import { FLAGS, QingshanError } from '@qingshan/kernel';
import { AVERAGINGS } from '@qingshan/sources';
import { openEngine } from '../duckdb/engine.ts';
import { appendColumns } from '../duckdb/stage.ts';
import { MICRO } from '../survey.ts';

export interface WrittenParquet {
  readonly files: number;
  readonly rows: number;
}

const ROW =
  'CREATE TEMP TABLE row(series INTEGER, time DOUBLE, micro DOUBLE, flag UTINYINT, batch INTEGER, received DOUBLE, revision INTEGER, averaging UTINYINT)';
const ROW_TYPES = [INTEGER, DOUBLE, DOUBLE, UTINYINT, INTEGER, DOUBLE, INTEGER, UTINYINT];
const SERIES = 'CREATE TEMP TABLE series(id INTEGER, station VARCHAR, item VARCHAR, unit VARCHAR, simulated BOOLEAN)';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function named(texts: readonly string[], index: string): string {
  return `[${texts.map(quoted).join(', ')}][${index} + 1]`;
}

function time(seconds: string): string {
  return `make_timestamp(CAST(${seconds} AS BIGINT) * 1000000)`;
}

/** Decimals are worked out in decimals: what was written as 35.1 is 35.100000, never 35.1 with the noise of doubles. */
const VALUE = `CAST(CAST(CAST(micro AS BIGINT) AS DECIMAL(18, 0)) * CAST('0.000001' AS DECIMAL(7, 6)) AS DECIMAL(15, 6))`;

/** docs/parquet.md tells what they are. */
function rowsSql(simulated: boolean): string {
  return `SELECT station, item, ${named(AVERAGINGS, 'averaging')} AS averaging, ${time('time')} AS time, ${VALUE} AS value,
      unit, ${named(FLAGS, 'flag')} AS flag, simulated, batch, ${time('received')} AS recorded_at, revision
    FROM row JOIN series ON series.id = row.series WHERE simulated = ${simulated} ORDER BY station, item, time`;
}

async function stage(connection: DuckDBConnection, { rows }: ExportedMonth): Promise<void> {
  await connection.run('DROP TABLE IF EXISTS row');
  await connection.run(ROW);
  await appendColumns(connection, 'row', ROW_TYPES, [
    Int32Array.from(rows, (r) => r.series),
    Float64Array.from(rows, (r) => r.time),
    Float64Array.from(rows, (r) => Math.round(r.value * MICRO)),
    Uint8Array.from(rows, (r) => FLAGS.indexOf(r.flag)),
    Int32Array.from(rows, (r) => r.batch),
    Float64Array.from(rows, (r) => r.received),
    Int32Array.from(rows, (r) => r.revision),
    Uint8Array.from(rows, (r) => AVERAGINGS.indexOf(r.averaging)),
  ]);
}

async function prepare(connection: DuckDBConnection, { series }: ExportedObservations): Promise<void> {
  await connection.run(SERIES);
  for (const { id, site, parameter, unit, simulated } of series) {
    const values = [id, quoted(site), quoted(parameter), quoted(unit), simulated].join(', ');
    await connection.run(`INSERT INTO series VALUES (${values})`);
  }
}

/** Simulated data are files of their own, so that nobody takes them for measured ones. */
async function writeMonth(
  connection: DuckDBConnection,
  month: ExportedMonth,
  draft: string,
  measured: ReadonlySet<number>,
) {
  await stage(connection, month);
  const folder = join(draft, `month=${month.month}`);
  await mkdir(folder);
  let files = 0;
  for (const simulated of [false, true]) {
    if (!month.rows.some((row) => measured.has(row.series) !== simulated)) continue;
    const file = join(folder, simulated ? 'simulated.parquet' : 'observations.parquet');
    await connection.run(`COPY (${rowsSql(simulated)}) TO ${quoted(file)} (FORMAT parquet)`);
    files += 1;
  }
  return files;
}

async function isTaken(folder: string): Promise<boolean> {
  const there = await stat(folder).catch(() => null);
  return there !== null && (!there.isDirectory() || (await readdir(folder)).length > 0);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/**
 * Writes observations as Parquet, one folder a month (`month=2024-10/observations.parquet`). It is written beside under
 * a name that ends in `.part` and renamed, so that what has the right name is whole.
 *
 * @param tell called with each month once it is written
 * @throws QingshanError `folder-taken`, `not-found` when there is nothing to write
 */
export async function writeParquet(
  into: string,
  exported: ExportedObservations,
  tell: (month: string, rows: number) => void = () => undefined,
): Promise<WrittenParquet> {
  const folder = resolve(into);
  if (await isTaken(folder)) throw new QingshanError('folder-taken', { folder });
  const draft = `${folder}.part`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const engine = await openEngine(':memory:');
  const measured = new Set(exported.series.filter((s) => !s.simulated).map((s) => s.id));
  let [files, rows] = [0, 0];
  try {
    await engine.alone((connection) => prepare(connection, exported));
    for await (const month of exported.months) {
      files += await engine.alone((connection) => writeMonth(connection, month, draft, measured));
      rows += month.rows.length;
      tell(month.month, rows);
    }
    if (rows === 0) {
      const what = { zh: '符合条件的观测值', en: 'observation of that kind' };
      throw new QingshanError('not-found', { what, id: '*', hint: '--period, --item, --station, --as-of' });
    }
    await rmdir(folder).catch(ignoreMissing);
    await rename(draft, folder);
    return { files, rows };
  } finally {
    await engine.close();
    await rm(draft, { recursive: true, force: true });
  }
}
