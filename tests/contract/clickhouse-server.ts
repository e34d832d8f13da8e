import { execFileSync } from 'node:child_process';
import { accessSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, startKept } from './kept-process.ts';
import { startZookeeper } from './zookeeper.ts';

/** A ClickHouse server of its own, on a loopback port with data in a temporary folder, gone when it is stopped. */
export interface ClickhouseServer {
  readonly host: string;
  /** Runs a statement and gives what it answers, as tab-separated text. */
  run(statement: string): Promise<string>;
  /** Address of a database, as OBSERVATIONS_URL has it */
  urlOf(database: string): string;
  /** Ends the process; its data stay for the next start. */
  halt(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Servers of the cluster `city`, on addresses of the loopback network and the same ports. */
export interface ClickhouseCluster {
  /** Shard by shard, the replicas of each beside each other */
  readonly servers: readonly ClickhouseServer[];
  urlOf(database: string): string;
  stop(): Promise<void>;
}

const CLUSTER = 'city';

export const HOW_TO_GET = 'ClickHouse is not installed: apt-get install clickhouse-server';

/** Debian puts the server where the PATH of ordinary users does not lead. */
function program(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin'];
  const paths = folders.map((folder) => join(folder, 'clickhouse-server'));
  const isThere = (path: string): boolean => {
    try {
      accessSync(path);
      return true;
    } catch {
      return false;
    }
  };
  return paths.find(isThere) ?? null;
}

/** Whether tests on a ClickHouse server run: in CI they must, elsewhere where it is installed. */
export const hasClickhouse = program() !== null || process.env['CI'] !== undefined;

/** The server does not run on files of somebody else, and should not run as root. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const number = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

const USERS = `<yandex><profiles><default/></profiles><quotas><default/></quotas>
  <users><default><password/><networks><ip>127.0.0.0/8</ip></networks><profile>default</profile><quota>default</quota></default></users></yandex>`;

interface Place {
  readonly host: string;
  readonly http: number;
  readonly tcp: number;
  /** Of all servers of its cluster, shard by shard */
  readonly shards: readonly (readonly string[])[];
  /** What keeps replicas equal */
  readonly zookeeper?: { readonly port: number; readonly exchange: number };
}

function settings(folder: string, { host, http, tcp, shards: hosts, zookeeper }: Place): string {
  const replica = (one: string): string => `<replica><host>${one}</host><port>${tcp}</port></replica>`;
  const kept = zookeeper ? '<internal_replication>true</internal_replication>' : '';
  const shards = hosts.map((replicas) => `<shard>${kept}${replicas.map(replica).join('')}</shard>`);
  const keeper = zookeeper
    ? `<zookeeper><node><host>127.0.0.1</host><port>${zookeeper.port}</port></node></zookeeper>
      <interserver_http_host>${host}</interserver_http_host><interserver_http_port>${zookeeper.exchange}</interserver_http_port>`
    : '';
  return `<yandex><logger><level>warning</level><console>1</console></logger>
    <listen_host>${host}</listen_host><http_port>${http}</http_port><tcp_port>${tcp}</tcp_port>
    <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><users_config>${folder}/users.xml</users_config>
    <default_profile>default</default_profile><default_database>default</default_database>
    ${keeper}<remote_servers><${CLUSTER}>${shards.join('')}</${CLUSTER}></remote_servers>
    <mark_cache_size>100000000</mark_cache_size></yandex>`;
}

/** Empties the tables of a database, which costs less than another database; those with the rows of a shard in a cluster. */
export async function emptied(server: ClickhouseServer, database: string, suffix = ''): Promise<void> {
  for (const table of ['observation', 'series', 'daily', 'touched', 'journal']) {
    await server.run(`TRUNCATE TABLE ${database}.${table}${suffix}`);
  }
}

async function untilAnswered(url: string): Promise<boolean> {
  const answers = () =>
    fetch(url).then(
      async (r) => (await r.text()) !== '',
      () => false,
    );
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    if (await answers()) return true;
    await pause(100);
  }
  return false;
}

async function startServer(place: Place): Promise<ClickhouseServer> {
  const path = program();
  if (path === null) throw new Error(HOW_TO_GET);
  const user = unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'qingshan-clickhouse-'));
  await writeFile(join(folder, 'users.xml'), USERS);
  await writeFile(join(folder, 'config.xml'), settings(folder, place));
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
  const command = [path, `--config-file=${join(folder, 'config.xml')}`];
  const url = `http://${place.host}:${place.http}/`;
  let halt = async (): Promise<void> => undefined;
  const stop = async (): Promise<void> => {
    await halt();
    await rm(folder, { recursive: true, force: true });
  };
  const start = async (): Promise<void> => {
    halt = startKept(command, { ...user, cwd: folder });
    if (await untilAnswered(url)) return;
    await stop();
    throw new Error('ClickHouse does not answer');
  };
  await start();
  return {
    host: place.host,
    start,
    halt: () => halt(),
    stop,
    urlOf: (database) => `clickhouse://${place.host}:${place.http}/${database}`,
    async run(statement) {
      const response = await fetch(url, { method: 'POST', body: statement });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return text;
    },
  };
}

export async function startClickhouse(): Promise<ClickhouseServer> {
  const host = '127.0.0.1';
  return startServer({ host, http: await freePort(), tcp: await freePort(), shards: [[host]] });
}

export async function startClickhouseCluster(): Promise<ClickhouseCluster> {
  return startServers([['127.0.0.1'], ['127.0.0.2']]);
}

/** Two shards of two replicas each, kept equal by a ZooKeeper. */
export async function startReplicatedCluster(): Promise<ClickhouseCluster> {
  const zookeeper = await startZookeeper();
  try {
    const keeper = { port: zookeeper.port, exchange: await freePort() };
    const shards = [
      ['127.0.0.1', '127.0.0.2'],
      ['127.0.0.3', '127.0.0.4'],
    ];
    const { stop, ...cluster } = await startServers(shards, keeper);
    return { ...cluster, stop: () => stop().finally(() => zookeeper.stop()) };
  } catch (error) {
    await zookeeper.stop();
    throw error;
  }
}

async function startServers(shards: Place['shards'], zookeeper?: Place['zookeeper']): Promise<ClickhouseCluster> {
  const ports = { http: await freePort(), tcp: await freePort() };
  const place = { shards, ...ports, ...(zookeeper ? { zookeeper } : {}) };
  const servers = await Promise.all(shards.flat().map((host) => startServer({ host, ...place })));
  return {
    servers,
    urlOf: (database) => `${servers[0]?.urlOf(database)}?cluster=${CLUSTER}`,
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}
