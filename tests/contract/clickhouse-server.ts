import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A ClickHouse server of its own, on a loopback port with data in a temporary folder, gone when it is stopped. */
export interface ClickhouseServer {
  /** Runs a statement and gives what it answers, as tab-separated text. */
  run(statement: string): Promise<string>;
  /** Address of a database, as OBSERVATIONS_URL has it */
  urlOf(database: string): string;
  stop(): Promise<void>;
}

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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const USERS = `<yandex><profiles><default/></profiles><quotas><default/></quotas>
  <users><default><password/><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default></users></yandex>`;

function settings(folder: string, port: number): string {
  return `<yandex><logger><level>warning</level><console>1</console></logger>
    <listen_host>127.0.0.1</listen_host><http_port>${port}</http_port>
    <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><users_config>${folder}/users.xml</users_config>
    <default_profile>default</default_profile><default_database>default</default_database>
    <mark_cache_size>100000000</mark_cache_size></yandex>`;
}

/** Stops the server when its input ends, so that it does not outlive whoever started it, however that one ends. */
const KEEPER = '"$@" & server=$!; cat > /dev/null; kill -TERM $server; wait $server';

export async function startClickhouse(): Promise<ClickhouseServer> {
  const path = program();
  if (path === null) throw new Error(HOW_TO_GET);
  const user = unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'qingshan-clickhouse-'));
  const port = await freePort();
  await writeFile(join(folder, 'users.xml'), USERS);
  await writeFile(join(folder, 'config.xml'), settings(folder, port));
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
  const command = [path, `--config-file=${join(folder, 'config.xml')}`];
  const server = spawn('sh', ['-c', KEEPER, 'sh', ...command], {
    ...user,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(server, 'exit');
  const stop = async (): Promise<void> => {
    server.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}/`;
  const answers = () =>
    fetch(url).then(
      async (r) => (await r.text()) !== '',
      () => false,
    );
  const until = Date.now() + 60_000;
  while (!(await answers())) {
    if (Date.now() > until) {
      await stop();
      throw new Error('ClickHouse does not answer');
    }
    await pause(100);
  }
  return {
    stop,
    urlOf: (database) => `clickhouse://127.0.0.1:${port}/${database}`,
    async run(statement) {
      const response = await fetch(url, { method: 'POST', body: statement });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return text;
    },
  };
}
