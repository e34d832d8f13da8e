import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Stops the program when its input ends, so that it does not outlive whoever started it, however that one ends. */
const KEEPER = '"$@" & server=$!; cat > /dev/null; kill -TERM $server; wait $server';

/** Starts a program that ends with this process. @returns ends it, and waits until it has ended */
export function startKept(command: readonly string[], options: SpawnOptions): () => Promise<void> {
  const program = spawn('sh', ['-c', KEEPER, 'sh', ...command], { ...options, stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = once(program, 'exit');
  return async () => {
    program.stdin?.end();
    await ended;
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
