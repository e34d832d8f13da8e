import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Clock, FrameLog, Gateway } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { hj212 } from '@qingshan/sources';
import { Connection, type ConnectionContext } from './connection.ts';
import { Statistics } from './statistics.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes any free port */
  readonly port: number;
  readonly log: FrameLog;
  readonly protocol: hj212.Protocol;
  /** The registered device of an MN, `null` when there is none */
  deviceOf(mn: string): hj212.Device | null;
  readonly clock: Clock;
  /** Told when there is something new in the log */
  stored?(): void;
  readonly limits?: Partial<GatewayLimits>;
}

export interface GatewayLimits {
  readonly connections: number;
  /** Milliseconds without a byte after which a connection is closed; devices send every few minutes, at least hourly */
  readonly idleMs: number;
  /** Bytes that may wait to be durable, of one connection and of all */
  readonly waitingBytes: number;
  readonly waitingBytesOfAll: number;
}

const LIMITS: GatewayLimits = {
  connections: 10_000,
  idleMs: 2 * 3_600_000,
  waitingBytes: 64 * 1024,
  waitingBytesOfAll: 32 * 1024 * 1024,
};
const TICK_MS = 1000;

export interface RunningGateway extends Gateway {
  readonly port: number;
  /** Takes nothing more, answers what is stored, closes every connection. */
  stop(): Promise<void>;
}

/**
 * Listens for instruments that speak HJ 212. A telegram is answered when it is durable in the log, never before.
 *
 * @throws QingshanError `port-taken`
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { log, protocol, clock, deviceOf, stored = () => undefined } = options;
  const limits = { ...LIMITS, ...options.limits };
  const statistics = new Statistics((mn) => deviceOf(mn) !== null);
  const connections = new Set<Connection>();
  /** The newest connection on which each device has spoken */
  const lines = new Map<string, Connection>();
  let waiting = 0;
  let wasFull = false;
  const isFull = () => waiting > limits.waitingBytesOfAll;
  const context: ConnectionContext = {
    log,
    clock,
    statistics,
    session: { protocol, deviceOf },
    waitingBytes: limits.waitingBytes,
    stored,
    arrived(mn, connection) {
      lines.set(mn, connection);
      statistics.connected(mn, true);
    },
    isFull,
    waits(bytes) {
      waiting += bytes;
      if (wasFull && !isFull()) for (const connection of connections) connection.resume();
      wasFull = isFull();
    },
  };
  const server = createServer({ allowHalfOpen: true, keepAlive: true }, (socket) => {
    const connection = new Connection(socket, context);
    connections.add(connection);
    statistics.connections += 1;
    socket.setTimeout(limits.idleMs, () => socket.destroy());
    socket.on('close', () => {
      connections.delete(connection);
      connection.gone();
      for (const mn of connection.devices) {
        if (lines.get(mn) !== connection) continue;
        lines.delete(mn);
        statistics.connected(mn, false);
      }
      statistics.connections -= 1;
    });
  });
  server.maxConnections = limits.connections;
  server.on('drop', () => (statistics.dropped += 1));
  await listen(server, options);
  const ticking = setInterval(() => {
    for (const connection of connections) connection.tick();
  }, TICK_MS);
  return {
    port: (server.address() as AddressInfo).port,
    statistics: () => statistics.snapshot(),
    ask(mn, question, requests) {
      const line = lines.get(mn);
      if (!line) return false;
      statistics.asked(mn, question, requests);
      for (const request of requests) line.request(mn, request);
      return true;
    },
    async stop() {
      clearInterval(ticking);
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all(Array.from(connections, (connection) => connection.end()));
      await closed;
    },
  };
}

function listen(server: Server, { host, port }: GatewayOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new QingshanError('port-taken', { port }) : error),
    );
    server.listen(port, host, resolve);
  });
}
