import type { CopyableObservations } from '../copyable.ts';
import { parseAddress } from './address.ts';
import { httpTransport } from './http-transport.ts';
import { checkComplete } from './journal.ts';
import { observationsOn } from './observations.ts';
import { checkOurs, claim, createTables, type DataFolder } from './schema.ts';

export interface ClickhouseOptions {
  /** The data folder that the database goes with; absent: none, and any may be opened */
  readonly dataFolder?: DataFolder;
}

/**
 * Observations in a ClickHouse server, 18.16 or newer; database and tables are made where they are missing. One process
 * at a time may write.
 *
 * @param url `clickhouse://user:password@host:8123/database`
 * @throws QingshanError `bad-observations-url`, `observations-unreachable`, `observations-unfit`,
 * `observations-of-another`, `observations-incomplete`
 */
export async function openClickhouseObservations(
  url: string,
  { dataFolder }: ClickhouseOptions = {},
): Promise<CopyableObservations> {
  const address = parseAddress(url);
  const server = httpTransport(address, null);
  await server.run(`CREATE DATABASE IF NOT EXISTS ${address.database}`).finally(() => server.close());
  const db = httpTransport(address);
  try {
    await checkOurs(db);
    await createTables(db);
    await claim(db, dataFolder);
    await checkComplete(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return observationsOn(db);
}
