import { QingshanError } from '@qingshan/kernel';
import type { CopyableObservations } from '../copyable.ts';
import { parseAddress, type Address } from './address.ts';
import { httpTransport } from './http-transport.ts';
import { checkComplete } from './journal.ts';
import { observationsOn } from './observations.ts';
import { checkOurs, claim, createTables, unfit, type DataFolder, type Placing } from './schema.ts';
import type { Transport } from './transport.ts';

export interface ClickhouseOptions {
  /** The data folder that the database goes with; absent: none, and any may be opened */
  readonly dataFolder?: DataFolder;
}

/** Lends a connection for as long as the work takes. */
async function using<T>(db: Transport, work: (db: Transport) => Promise<T>): Promise<T> {
  return work(db).finally(() => db.close());
}

interface Server extends Placing {
  readonly host: string;
}

/** The servers of the cluster, as its configuration has them. @throws QingshanError `observations-unfit` */
async function serversOf(db: Transport, cluster: string): Promise<readonly Server[]> {
  const rows = await db.rows(
    `SELECT host_name, shard_num, replica_num FROM system.clusters WHERE cluster = '${cluster}'
      ORDER BY shard_num, replica_num`,
  );
  if (rows.length === 0) {
    throw unfit(db, {
      zh: `服务器的配置（remote_servers）中没有集群 ${cluster}`,
      en: `its configuration (remote_servers) has no cluster ${cluster}`,
    });
  }
  const replicated = rows.some(([, , replica]) => replica !== '1');
  const servers = rows.map(([host = '', shard, replica]) => ({
    host,
    shard: Number(shard),
    replica: Number(replica),
    replicated,
  }));
  const counts = new Set(
    Map.groupBy(servers, ({ shard }) => shard)
      .values()
      .map((list) => list.length),
  );
  if (counts.size > 1) {
    throw unfit(db, {
      zh: `集群 ${cluster} 各分片的副本数不同，请配置成一样多`,
      en: `the shards of the cluster ${cluster} have different numbers of replicas; give each as many`,
    });
  }
  return servers;
}

/**
 * Makes database and tables where they are missing, on each server itself: `ON CLUSTER` would need ZooKeeper where there
 * are no replicas. A replica may be away while another of its shard is there.
 *
 * @returns how many replicas a shard has
 * @throws QingshanError `observations-unreachable`, and `observations-unfit` when the database is another program's
 */
async function prepare(address: Address): Promise<number> {
  const { cluster, database } = address;
  const make = async (host: string, placing: Placing | null): Promise<void> => {
    const there = { ...address, host };
    await using(httpTransport(there, { database: null }), (db) => db.run(`CREATE DATABASE IF NOT EXISTS ${database}`));
    await using(httpTransport(there), async (db) => {
      await checkOurs(db);
      await createTables(db, address, placing);
    });
  };
  if (cluster === null) {
    await make(address.host, null);
    return 1;
  }
  const servers = await using(httpTransport(address, { database: null }), (db) => serversOf(db, cluster));
  const shards = [...Map.groupBy(servers, ({ shard }) => shard).values()];
  const eachShard = async (replicas: readonly Server[]): Promise<void> => {
    const made = await Promise.allSettled(replicas.map((server) => make(server.host, server)));
    const failed = made.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    const serious = failed.find((why) => !(why instanceof QingshanError && why.code === 'observations-unreachable'));
    if (serious !== undefined || failed.length === replicas.length) throw serious ?? failed[0];
  };
  await Promise.all(shards.map(eachShard));
  return servers.length / shards.length;
}

/**
 * Observations in a ClickHouse server, 18.16 or newer, or spread by series over the shards of a cluster, whose servers all
 * answer HTTP on the port of the address. Database and tables are made where they are missing. One process at a time may
 * write.
 *
 * @param url `clickhouse://user:password@host:8123/database?cluster=name`
 * @throws QingshanError `bad-observations-url`, `observations-unreachable`, `observations-shard-missing`,
 * `observations-replica-missing`, `observations-unfit`, `observations-of-another`, `observations-incomplete`
 */
export async function openClickhouseObservations(
  url: string,
  { dataFolder }: ClickhouseOptions = {},
): Promise<CopyableObservations> {
  const address = parseAddress(url);
  const db = httpTransport(address, { replicas: await prepare(address) });
  try {
    await claim(db, dataFolder);
    await checkComplete(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return observationsOn(db);
}
