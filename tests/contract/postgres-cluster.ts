import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, globSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

/** A PostgreSQL server of its own, on a Unix socket in a temporary folder, gone when it is stopped. */
export interface PostgresCluster {
  /** Makes a database, empty or like another one, and gives its address. */
  database(name: string, template?: string): Promise<string>;
  urlOf(database: string, user?: string): string;
  /** As its superuser; gives the rows. */
  query(statement: string, database?: string): Promise<readonly unknown[]>;
  /** Where its socket is */
  readonly folder: string;
  stop(): Promise<void>;
}

export const HOW_TO_GET = 'PostgreSQL is not installed: apt-get install postgresql, or POSTGRES_BIN=/folder/of/initdb';

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The folder with initdb and postgres; `null`: there is none. */
export function postgresFolder(): string | null {
  const debian = globSync('/usr/lib/postgresql/*/bin').toSorted(
    (a, b) => parseInt(b.slice(20)) - parseInt(a.slice(20)),
  );
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const folders = [process.env['POSTGRES_BIN'] ?? '', ...debian, ...path].filter((folder) => folder !== '');
  return folders.find((f) => isThere(join(f, 'initdb')) && isThere(join(f, 'postgres'))) ?? null;
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): User {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const number = (flag: string) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: number('-u'), gid: number('-g') };
    } catch {
      // There is no such user here.
    }
  }
  throw new Error('no unprivileged user to run PostgreSQL as');
}

const ENVIRONMENT = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };

/** Stops the server when its input ends, so that it does not outlive whoever started it, however that one ends. */
const KEEPER = '"$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server';

/** Starts a server; `settings` as in postgresql.conf. */
export function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresCluster> {
  return start('initdb', ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], settings);
}

/** Starts a copy of a server that follows it (hot standby). */
export function startReplica({ folder }: PostgresCluster): Promise<PostgresCluster> {
  return start('pg_basebackup', ['-h', folder, '-U', 'postgres', '-R', '-X', 'stream', '-c', 'fast', '--no-sync'], {});
}

/** Makes the data with a program of PostgreSQL and starts a server over them. */
async function start(
  program: string,
  making: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<PostgresCluster> {
  const bin = postgresFolder();
  if (bin === null) throw new Error(HOW_TO_GET);
  const user = unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'qingshan-pg-'));
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
  const data = join(folder, 'data');
  execFileSync(join(bin, program), ['-D', data, ...making], {
    ...user,
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });

  const all = { listen_addresses: '', unix_socket_directories: folder, fsync: 'off', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn('sh', ['-c', KEEPER, 'sh', join(bin, 'postgres'), '-D', data, ...flags], {
    ...user,
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  const said: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      said.push(line);
      // A copy is ready for read-only ones.
      if (/ready to accept (read-only )?connections/.test(line)) resolve();
    });
    void ended.then(() => reject(new Error(`PostgreSQL ended:\n${said.join('\n')}`)));
  });
  const urlOf = (database: string, as = 'postgres') => `postgresql://${as}@${encodeURIComponent(folder)}/${database}`;
  const query = async (statement: string, database = 'postgres'): Promise<unknown[]> => {
    const client = new pg.Client(urlOf(database));
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const stop = async (): Promise<void> => {
    server.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  await ready.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    folder,
    urlOf,
    query,
    stop,
    async database(name, template) {
      await query(`CREATE DATABASE "${name}"${template === undefined ? '' : ` TEMPLATE "${template}"`}`);
      return urlOf(name);
    },
  };
}
