import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { DAY_SECONDS, dayOfDate, HOUR_SECONDS } from '@qingshan/kernel';
import { openObservations } from '@qingshan/store';

/** The measured year: hourly values of 1,000 stations × 6 pollutants in the leap year 2024, stored hour after hour. */
export const STATIONS = 1000;
export const PARAMETERS = ['so2', 'no2', 'pm10', 'co', 'o3', 'pm25'] as const;
export const SERIES = STATIONS * PARAMETERS.length;
export const FIRST_DAY = dayOfDate(2024, 1, 1) ?? 0;
export const LAST_DAY = dayOfDate(2024, 12, 31) ?? 0;
export const HOURS = (LAST_DAY - FIRST_DAY + 1) * 24;

export const SETTINGS = { memory: '2GB', threads: 2 };

export const seriesIds: readonly number[] = Array.from({ length: SERIES }, (_, i) => i + 1);

export function parameterOf(series: number): (typeof PARAMETERS)[number] {
  return PARAMETERS[(series - 1) % PARAMETERS.length] ?? 'pm25';
}

/** End of the `index`-th hour of the year, 0 being the first. */
export function endOf(index: number): number {
  return FIRST_DAY * DAY_SECONDS + (index + 1) * HOUR_SECONDS;
}

/** Generates the first `hours` hours in the engine, 0.1 … 300.0 in steps of 0.1, as one batch. */
export async function generateYear(file: string, hours: number): Promise<void> {
  const store = await openObservations(file, SETTINGS);
  await store.declare(seriesIds.map((id) => ({ id, windows: parameterOf(id) === 'o3' })));
  await store.close();
  await withConnection(file, async (connection) => {
    const time = `${endOf(0)} + row // ${SERIES} * ${HOUR_SECONDS}`;
    await connection.run(`INSERT INTO observation
      SELECT row % ${SERIES} + 1, ${time}, (hash(row) % 3000 + 1) * 100000, 0, 1, ${time}, 0
      FROM range(${SERIES * hours}) AS rows(row)`);
    await connection.run(`INSERT INTO batch
      SELECT 1, max(received), max(received), NULL, count(*), 0, 0 FROM observation`);
  });
}

export async function withConnection<T>(file: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const { memory, threads } = SETTINGS;
  const instance = await DuckDBInstance.create(file, { memory_limit: memory, threads: String(threads) });
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
