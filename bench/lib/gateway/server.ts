/**
 * The server process of the gateway's load test. `node server.ts gateway FOLDER COUNT` stores what so many devices send in a
 * log of frames and answers it; `node server.ts echo` sends back every byte. Both send their port to the parent, then their
 * memory and processor time whenever a message comes, and end with the parent.
 */
import { createServer, type AddressInfo } from 'node:net';
import { momentOfTimestamp } from '@qingshan/kernel';
import { startGateway } from '@qingshan/server';
import { openFrames } from '@qingshan/store';
import { device, protocol } from '../../../tests/gateway/support.ts';
import { mnOf } from './telegrams.ts';

export interface Usage {
  /** Bytes */
  readonly rss: number;
  readonly heap: number;
  /** Milliseconds of processor since the start */
  readonly cpu: number;
  /** Frames that were stored and answered; 0 for the echo */
  readonly answered: number;
}

interface Listening {
  readonly port: number;
  answered(): number;
}

async function gateway(folder: string, count: number): Promise<Listening> {
  const devices = new Map(Array.from({ length: count }, (_, i) => [mnOf(i), device(mnOf(i))]));
  const { port, statistics } = await startGateway({
    host: '127.0.0.1',
    port: 0,
    log: await openFrames(folder),
    protocol,
    deviceOf: (mn) => devices.get(mn) ?? null,
    clock: { now: () => momentOfTimestamp(Date.now()) },
  });
  return { port, answered: () => statistics().answered };
}

function echo(): Promise<Listening> {
  const server = createServer((socket) => {
    socket.on('data', (chunk) => socket.write(chunk));
    socket.on('error', () => undefined);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', 4096, () =>
      resolve({ port: (server.address() as AddressInfo).port, answered: () => 0 }),
    );
  });
}

const [, script, kind, folder = '', count] = process.argv;
if (script === import.meta.filename) {
  const { port, answered } = await (kind === 'gateway' ? gateway(folder, Number(count)) : echo());
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    const usage: Usage = { rss, heap: heapUsed, cpu: (user + system) / 1000, answered: answered() };
    process.send?.(usage);
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.(port);
}
