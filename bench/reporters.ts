/**
 * The due day: 300 reporters at the same time against a server process on this machine, the registry in the folder and in
 * a PostgreSQL server. `npm run bench:reporters [-- COUNT]`; docs/benchmarks.md says what the figures mean.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOW_TO_GET, postgresFolder, startPostgres } from '../tests/contract/postgres-cluster.ts';
import { faultsOf, runDueDay, type DueDay, type Steps } from './lib/reporters/due-day.ts';
import { percentile } from './lib/timing.ts';

const count = Number(process.argv[2] ?? 300);
const STEPS: readonly (readonly [keyof Steps, string])[] = [
  ['signIn', 'sign in (password)'],
  ['worklist', 'read the worklist'],
  ['open', 'open a report'],
  ['save', 'save it'],
  ['submit', '**hand it in**'],
];

function print(engine: string, day: DueDay): void {
  console.log(`\n${engine}: ${count} reporters, ${(day.elapsed / 1000).toFixed(1)} s from first to last\n`);
  console.log('| step | p50 | p95 | longest |\n| --- | --- | --- | --- |');
  for (const [step, name] of STEPS) {
    const shown = [percentile(day.steps[step], 50), percentile(day.steps[step], 95), Math.max(...day.steps[step])];
    console.log(`| ${name} | ${shown.map((ms) => `${(ms / 1000).toFixed(2)} s`).join(' | ')} |`);
  }
  const faults = faultsOf(day);
  const { events, audits, cpu } = day.stored;
  const requests = day.steps.worklist.length + day.steps.open.length + day.steps.save.length + day.steps.submit.length;
  console.log(`\nProcessor of the server: ${(cpu / 1000).toFixed(1)} s, ${(cpu / requests).toFixed(1)} ms a request`);
  console.log(`${events.length} events, ${audits.length} audit rows, ${day.errors.length} errors`);
  for (const fault of faults.slice(0, 10)) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

const root = await mkdtemp(join(tmpdir(), 'qingshan-reporters-'));
try {
  const common = { reporters: count, demonstration: true, signIn: true };
  console.log(
    `${cpus()[0]?.model ?? '?'}, ${cpus().length} threads, load ${(loadavg()[0] ?? 0).toFixed(2)} at the start`,
  );
  print('PGlite', await runDueDay({ ...common, folder: join(root, 'pglite') }));
  if (postgresFolder() === null) console.log(`\n${HOW_TO_GET}`);
  else {
    const cluster = await startPostgres({ fsync: 'on' });
    try {
      const databaseUrl = await cluster.database('reporters');
      print('PostgreSQL', await runDueDay({ ...common, folder: join(root, 'postgres'), databaseUrl }));
    } finally {
      await cluster.stop();
    }
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
