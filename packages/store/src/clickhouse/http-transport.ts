import { ClickHouseLogLevel, createClient, type ClickHouseSettings } from '@clickhouse/client';
import { placeOf, type Address } from './address.ts';
import { failureOf } from './failures.ts';
import { fromTabSeparated, insertStatement, type Transport } from './transport.ts';

const PATIENCE_MS = 600_000;

/** Of every statement; each is known to version 18.16 and to the newest ones. */
const SETTINGS: ClickHouseSettings = {
  // An answer is sent when it is whole, so that an error in the middle of it is an error.
  wait_end_of_query: 1,
  // A shard that is missing is an error, never a smaller sum.
  skip_unavailable_shards: 0,
  // The rows are on their shards when an insert is answered.
  insert_distributed_sync: 1,
  // What follows IN is worked out once over all shards, wherever the rows lie.
  distributed_product_mode: 'global',
  // Lists of series are written into the statements.
  max_query_size: '16777216',
  max_ast_elements: '4000000',
  max_expanded_ast_elements: '4000000',
};

export interface TransportOptions {
  /** `null` before there is one */
  readonly database?: string | null;
  /** Replicas of each shard; an insert is answered when all have it, so that any of them can be asked */
  readonly replicas?: number;
}

/** How long an insert waits for the replicas. */
const QUORUM: ClickHouseSettings = { insert_quorum_timeout: 30_000 };

/** Over HTTP. */
export function httpTransport(address: Address, options: TransportOptions = {}): Transport {
  const { database = address.database, replicas = 1 } = options;
  const client = createClient({
    url: `${address.protocol}://${address.host}:${address.port}`,
    username: address.user,
    password: address.password,
    ...(database === null ? {} : { database }),
    application: 'qingshan',
    // What goes wrong is told by the error.
    log: { level: ClickHouseLogLevel.OFF },
    request_timeout: PATIENCE_MS,
    clickhouse_settings: replicas === 1 ? SETTINGS : { ...SETTINGS, insert_quorum: String(replicas), ...QUORUM },
  });
  const asked = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw failureOf(address, error);
    });
  const run = async (query: string): Promise<void> => void (await asked(client.command({ query })));
  return {
    where: placeOf(address),
    run,
    rows: (query) =>
      asked(
        client.query({ query, format: 'TabSeparated' }).then(async (answer) => fromTabSeparated(await answer.text())),
      ),
    async insert(table, columns, rows) {
      if (rows.length > 0) await run(insertStatement(table, columns, rows));
    },
    close: () => client.close(),
  };
}
