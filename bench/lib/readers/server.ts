/**
 * The server process of the readers' load test. `node server.ts FOLDER` serves the demonstration that is there and prints
 * its address. A line on its input is one more hour: every hourly series gets another value for the last hour of the
 * demonstration, so that what was worked out before holds no longer; it prints a line when that is stored. The end of its
 * input stops it.
 */
import { createInterface } from 'node:readline';
import { addDemonstrationPeople, createApplication } from '@qingshan/app';
import { DAY_SECONDS, HOUR_SECONDS, parseDay } from '@qingshan/kernel';
import { openWorkspace, startServer, VERSION, type OpenWorkspace } from '@qingshan/server';
import { hourlySeries } from './fill.ts';

async function oneMoreHour(workspace: OpenWorkspace, series: readonly number[], round: number): Promise<void> {
  const { registry, observations, clock, demonstration } = workspace;
  const received = clock.now();
  const head = { source: 'simulated', files: ['hour'], createdAt: received, received, simulated: true };
  const { id } = await registry.createBatch(head, []);
  // The hours of the demonstration's today are not all over; those of the day before are.
  const last = (parseDay(demonstration?.today ?? '') ?? 0) * DAY_SECONDS;
  const { added, corrected, unchanged } = await observations.commit(
    { id, received },
    {
      series: Int32Array.from(series),
      time: new Float64Array(series.length).fill(last - HOUR_SECONDS),
      value: Float64Array.from(series, (_, i) => ((i + round) % 500) / 10),
      flag: new Uint8Array(series.length),
    },
  );
  await registry.setBatch(id, { state: 'committed', added, corrected, unchanged });
  await observations.refresh();
}

const [, , folder = ''] = process.argv;
const workspace = await openWorkspace(folder);
await addDemonstrationPeople(workspace);
const { settings, clock } = workspace;
const series = await hourlySeries(workspace);
const server = await startServer(createApplication(workspace), {
  host: '127.0.0.1',
  port: 0,
  version: VERSION,
  settings,
  clock,
  demonstration: true,
});
process.stdout.write(`${server.url}\n`);
let round = 0;
for await (const _ of createInterface({ input: process.stdin })) {
  round += 1;
  await oneMoreHour(workspace, series, round);
  process.stdout.write(`${round}\n`);
}
await server.stop();
await workspace.close();
process.exit(0);
