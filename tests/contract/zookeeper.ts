import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, startKept } from './kept-process.ts';

/** Where Debian's libzookeeper-java puts it */
const JARS = '/usr/share/java';

export const HOW_TO_GET_ZOOKEEPER = 'apt-get install clickhouse-server libzookeeper-java default-jre-headless';

/** Whether tests on replicas run: in CI they must, elsewhere where it is installed. */
export const hasZookeeper =
  (existsSync(join(JARS, 'zookeeper.jar')) && spawnSync('java', ['-version']).status === 0) ||
  process.env['CI'] !== undefined;

export interface Zookeeper {
  readonly port: number;
  stop(): Promise<void>;
}

/** Whether it says that it serves: it answers `srvr` with its version. */
function serves(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('srvr'));
    socket.on('data', (piece: Buffer) => (answer += piece.toString()));
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(answer.includes('Mode: standalone')));
  });
}

/** A ZooKeeper of its own, on a loopback port with data in a temporary folder, gone when it is stopped. */
export async function startZookeeper(): Promise<Zookeeper> {
  const folder = await mkdtemp(join(tmpdir(), 'qingshan-zookeeper-'));
  const port = await freePort();
  const config = join(folder, 'zoo.cfg');
  const settings = [
    `dataDir=${join(folder, 'data')}`,
    `clientPort=${port}`,
    'clientPortAddress=127.0.0.1',
    'tickTime=1000',
    'admin.enableServer=false',
    '4lw.commands.whitelist=srvr',
  ];
  await writeFile(config, settings.join('\n'));
  const java = ['java', '-cp', `${JARS}/*`, 'org.apache.zookeeper.server.quorum.QuorumPeerMain', config];
  const halt = startKept(java, { cwd: folder });
  const stop = async (): Promise<void> => {
    await halt();
    await rm(folder, { recursive: true, force: true });
  };
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(200))
    if (await serves(port)) return { port, stop };
  await stop();
  throw new Error('ZooKeeper does not answer');
}
