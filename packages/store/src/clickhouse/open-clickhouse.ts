import type { CopyableObservations } from '../copyable.ts';
import { parseAddress, type Address } from './address.ts';
import { httpTransport } from './http-transport.ts';
import { checkComplete } from './journal.ts';
import { observationsOn } from './observations.ts';
import { checkOurs, claim, createTables, unfit, type DataFolder } from './schema.ts';
import type { Transport } from './transport.ts';

export interface ClickhouseOptions {
  /** The data folder that the database goes with; absent: none, and any may be opened */
  readonly dataFolder?: DataFolder;
}

/** Lends a connection for as long as the work takes. */
async function using<T>(db: Transport, work: (db: Transport) => Promise<T>): Promise<T> {
  return work(db).finally(() => db.close());
}

/** Host names of the servers of the cluster, as its configuration has them. @throws QingshanError `observations-unfit` */
async function hostsOf(db: Transport, cluster: string): Promise<readonly string[]> {
  const rows = await db.rows(
    `SELECT host_name, replica_num FROM system.clusters WHERE cluster = '${cluster}' ORDER BY shard_num, replica_num`,
  );
  if (rows.length === 0) {
    throw unfit(db, {
      zh: `服务器的配置（remote_servers）中没有集群 ${cluster}`,
      en: `its configuration (remote_servers) has no cluster ${cluster}`,
    });
  }
  if (rows.some(([, replica]) => replica !== '1')) {
    throw unfit(db, {
      zh: `集群 ${cluster} 的分片有多个副本，目前只支持每个分片一台服务器`,
      en: `shards of the cluster ${cluster} have several replicas; only one server a shard is supported so far`,
    });
  }
  return rows.map(([host = '']) => host);
}

/**
 * Makes database and tables where they are missing, on each server itself: `ON CLUSTER` would need ZooKeeper.
 *
 * @throws QingshanError `observations-unfit` when the database is another program's
 */
async function prepare(address: Address): Promise<void> {
  const { cluster, database } = address;
  const hosts =
    cluster === null ? [address.host] : await using(httpTransport(address, null), (db) => hostsOf(db, cluster));
  const each = async (host: string): Promise<void> => {
    const there = { ...address, host };
    await using(httpTransport(there, null), (db) => db.run(`CREATE DATABASE IF NOT EXISTS ${database}`));
    await using(httpTransport(there), async (db) => {
      await checkOurs(db);
      await createTables(db, address);
    });
  };
  await Promise.all(hosts.map(each));
}

/**
 * Observations in a ClickHouse server, 18.16 or newer, or spread by series over the shards of a cluster, whose servers all
 * answer HTTP on the port of the address. Database and tables are made where they are missing. One process at a time may
 * write.
 *
 * @param url `clickhouse://user:password@host:8123/database?cluster=name`
 * @throws QingshanError `bad-observations-url`, `observations-unreachable`, `observations-shard-missing`,
 * `observations-unfit`, `observations-of-another`, `observations-incomplete`
 */
export async function openClickhouseObservations(
  url: string,
  { dataFolder }: ClickhouseOptions = {},
): Promise<CopyableObservations> {
  const address = parseAddress(url);
  await prepare(address);
  const db = httpTransport(address);
  try {
    await claim(db, dataFolder);
    await checkComplete(db);
  } catch (error) {
    await db.close();
    throw error;
  }
  return observationsOn(db);
}
