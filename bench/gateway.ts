/**
 * 2,000 instruments on the line: answers a second, each durable before it, beside a bare TCP echo with the same client;
 * how long an answer takes at half that rate; memory over minutes at it. `npm run bench:gateway [-- --minutes 10]`;
 * docs/benchmarks.md says what the figures mean.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Load, ServerProcess } from './lib/gateway/load.ts';
import { percentile } from './lib/timing.ts';

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '10' },
    minutes: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
  },
});
const connections = Number(values.connections);
const seconds = Number(values.seconds);
const minutes = Number(values.minutes);
const rounds = Number(values.rounds);
const WARM_UP_MS = 3000;
const MIB = 1024 * 1024;

interface Saturated {
  readonly rate: number;
  /** Microseconds of the server's processor for an answer */
  readonly cpu: number;
}

async function saturate(args: readonly string[]): Promise<Saturated> {
  const { server, port } = await ServerProcess.start(args);
  const load = await Load.connect(port, connections);
  try {
    const before = await server.usage();
    const rate = await load.saturate(WARM_UP_MS, seconds * 1000);
    const { cpu } = await server.usage();
    return { rate, cpu: ((cpu - before.cpu) * 1000) / (rate * (seconds + WARM_UP_MS / 1000)) };
  } finally {
    load.close();
    await server.stop();
  }
}

/** A row a minute. */
async function steadily(name: string, args: readonly string[], rate: number, long: number): Promise<void> {
  const { server, port } = await ServerProcess.start(args);
  const load = await Load.connect(port, connections);
  try {
    await load.steady(rate, WARM_UP_MS);
    for (let minute = 1; minute <= long; minute++) {
      const times = [...(await load.steady(rate, 60_000))];
      const { rss, heap } = await server.usage();
      const longest = times.reduce((a, b) => Math.max(a, b), 0);
      const shown = [percentile(times, 50), percentile(times, 99), longest].map((ms) => `${ms.toFixed(1)} ms`);
      const memory = [rss, heap].map((bytes) => `${(bytes / MIB).toFixed(0)} MiB`);
      console.log(`| ${name} ${minute} | ${[...shown, ...memory].join(' | ')} | ${times.length} |`);
    }
  } finally {
    load.close();
    await server.stop();
  }
}

const root = await mkdtemp(join(tmpdir(), 'qingshan-gateway-'));
try {
  const load = (loadavg()[0] ?? 0).toFixed(2);
  console.log(
    `${cpus()[0]?.model ?? '?'}, ${cpus().length} threads, load ${load} at the start, ${connections} connections\n`,
  );
  console.log('| round | echo: answers/s | processor | gateway: answers/s | processor | gateway to echo |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  const rates: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const floor = await saturate(['echo']);
    const ours = await saturate(['gateway', join(root, `frames-${round}`), String(connections)]);
    rates.push(ours.rate);
    const shown = [floor, ours].flatMap(({ rate, cpu }) => [rate.toFixed(0), `${cpu.toFixed(0)} µs`]);
    console.log(`| ${round} | ${shown.join(' | ')} | ${(ours.rate / floor.rate).toFixed(2)} |`);
    await rm(join(root, `frames-${round}`), { recursive: true, force: true });
  }
  const half = percentile(rates, 50) / 2;
  if (minutes > 0) {
    console.log(`\nAt half the rate, ${Math.round(half)} a second\n`);
    console.log('| minute | p50 | p99 | longest | memory (RSS) | heap | answered |');
    console.log('| --- | --- | --- | --- | --- | --- | --- |');
    await steadily('echo', ['echo'], half, 1);
    await steadily('gateway', ['gateway', join(root, 'frames'), String(connections)], half, minutes);
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
