import { basename, dirname } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { QingshanError } from '@qingshan/kernel';

export interface EngineOptions {
  /** DuckDB's `memory_limit`; beyond it the engine spills to a folder beside the file */
  readonly memory?: string;
  readonly threads?: number;
}

/** A DuckDB file and the only connection to it: one piece of work at a time, each in a transaction of its own. */
export interface Engine {
  /** Runs the work in a transaction, after all work asked for earlier; an error undoes it. */
  transaction<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  /** Runs the work outside of any transaction, after all work asked for earlier and before all asked for later. */
  alone<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

function configuration({ memory = '2GB', threads }: EngineOptions): Record<string, string> {
  return {
    memory_limit: memory,
    ...(threads === undefined ? {} : { threads: String(threads) }),
    // A closed network: nothing is ever fetched.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  };
}

async function connect(file: string, options: EngineOptions): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(file, configuration(options));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new QingshanError('workspace-damaged', { folder: dirname(file), file: basename(file), why });
  }
}

/** @throws QingshanError `workspace-damaged` when the file is no readable database */
export async function openEngine(file: string, options: EngineOptions = {}): Promise<Engine> {
  const instance = await connect(file, options);
  const connection = await instance.connect();
  let last: Promise<unknown> = Promise.resolve();

  async function inTransaction<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    await connection.run('BEGIN');
    try {
      const result = await work(connection);
      await connection.run('COMMIT');
      return result;
    } catch (error) {
      // A failed COMMIT has ended the transaction already.
      await connection.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  function alone<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const result = last.then(() => work(connection));
    last = result.catch(() => undefined);
    return result;
  }

  return {
    transaction: (work) => alone(() => inTransaction(work)),
    alone,
    async close() {
      await last;
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Rows of a small answer; whole numbers and doubles are numbers, NULL is null. */
export async function query(connection: DuckDBConnection, sql: string): Promise<(number | null)[][]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRows().map((row) => row.map(toNumber));
}

/** The only row of an answer. */
export async function queryOne(connection: DuckDBConnection, sql: string): Promise<(number | null)[]> {
  return (await query(connection, sql))[0] ?? [];
}

export function toNumber(value: DuckDBValue): number | null {
  return value === null ? null : Number(value);
}
