/**
 * `npm run bench`: 1,000 stations × 6 pollutants × the leap year 2024, hourly, in one run on one machine. What the
 * figures mean stands in docs/benchmarks.md.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ObservationStore } from '@qingshan/app';
import type { MethodContext } from '@qingshan/methods';
import { loadStandards } from '@qingshan/standards';
import { openObservations } from '@qingshan/store';
import { assessStations } from './lib/annual.ts';
import { importRealYear } from './lib/real-year.ts';
import { peakMemory, shortest, timed } from './lib/timing.ts';
import {
  endOf,
  FIRST_DAY,
  generateYear,
  HOURS,
  LAST_DAY,
  SERIES,
  seriesIds,
  SETTINGS,
  withConnection,
} from './lib/year-of-hours.ts';

const STANDARDS = fileURLToPath(new URL('../standards', import.meta.url));
const REAL_YEAR = fileURLToPath(new URL('../../shared/data/air-beijing-hourly/beijing_2023.csv.gz', import.meta.url));
/** The last hours of the year arrive one by one, on a day that has all the others. */
const LATE_HOURS = 3;
const RUNS = 3;

/** The engine's own plain answer, which nothing on top of it can beat. */
const FLOOR = `CREATE OR REPLACE TEMP TABLE floor AS
  SELECT series, (time - 1) // 86400 AS day, avg(micro) AS mean FROM observation GROUP BY ALL`;

function row(name: string, ms: number, note = ''): void {
  console.log(`| ${name} | ${ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`} | ${note} |`);
}

function aim(name: string, value: number, limit: number, unit: string): void {
  console.log(`| ${name} | ${value.toFixed(2)} ${unit} | ${limit} ${unit} | ${value <= limit ? 'met' : 'NOT MET'} |`);
}

function oneHour(index: number): Parameters<ObservationStore['commit']>[1] {
  return {
    series: Int32Array.from(seriesIds),
    time: new Float64Array(SERIES).fill(endOf(index)),
    value: Float64Array.from(seriesIds, (id) => (id % 1000) / 10),
    flag: new Uint8Array(SERIES),
  };
}

async function assessAll(store: ObservationStore, context: MethodContext): Promise<{ read: number; assess: number }> {
  const read = await timed(() => store.daily({ series: seriesIds, first: FIRST_DAY, last: LAST_DAY }));
  const assess = await timed(() => assessStations(read.result, context));
  return { read: read.ms, assess: assess.ms };
}

/** One more hour of every station, several times; the shortest of each part. */
async function updates(store: ObservationStore, context: MethodContext): Promise<Record<string, number>> {
  const best = { commit: Infinity, refresh: Infinity, read: Infinity, assess: Infinity };
  for (let i = 0; i < LATE_HOURS; i++) {
    const hour = HOURS - LATE_HOURS + i;
    const commit = await timed(() => store.commit({ id: 2 + i, received: endOf(hour) }, oneHour(hour)));
    const refresh = await timed(() => store.refresh());
    const { read, assess } = await assessAll(store, context);
    best.commit = Math.min(best.commit, commit.ms);
    best.refresh = Math.min(best.refresh, refresh.ms);
    best.read = Math.min(best.read, read);
    best.assess = Math.min(best.assess, assess);
  }
  return best;
}

async function main(folder: string): Promise<void> {
  const standards = await loadStandards(STANDARDS);
  const context: MethodContext = { standards, pins: {} };
  const file = join(folder, 'observations.duckdb');
  console.log(`${cpus()[0]?.model}, ${availableParallelism()} threads, load ${loadavg()[0]?.toFixed(2)} at the start`);
  console.log('\n| step | time | |\n| --- | --- | --- |');

  const rows = SERIES * (HOURS - LATE_HOURS);
  row('generate in the engine', (await timed(() => generateYear(file, HOURS - LATE_HOURS))).ms, `${rows} rows`);
  const floor = await withConnection(file, (connection) => shortest(RUNS, () => connection.run(FLOOR)));
  row('floor: plain group-by (series, day) → mean', floor, `shortest of ${RUNS}`);

  const store = await openObservations(file, SETTINGS);
  const rebuild = await shortest(RUNS, () => store.rebuild());
  row('full rebuild of the daily table', rebuild, `shortest of ${RUNS}`);
  const first = await assessAll(store, context);
  row('read all daily reductions', first.read, `${SERIES} series × ${LAST_DAY - FIRST_DAY + 1} days`);
  row('annual assessments of all stations', first.assess, '1000 stations × 6 pollutants');

  const { commit = 0, refresh = 0, read = 0, assess = 0 } = await updates(store, context);
  row('one more hour: commit', commit, `${SERIES} rows, shortest of ${LATE_HOURS}`);
  row('one more hour: refresh of the daily table', refresh, `${SERIES} (series, day) pairs`);
  row('one more hour: read all daily reductions', read);
  row('one more hour: annual assessments', assess);
  await store.close();

  if (existsSync(REAL_YEAR)) {
    const real = await importRealYear(REAL_YEAR, join(folder, 'real.duckdb'), standards);
    const rate = (real.values / (real.parse + real.commit + real.refresh)) * 1000;
    row('real year: parse', real.parse, `${real.values} values`);
    row('real year: commit', real.commit);
    row('real year: refresh', real.refresh, `altogether ${Math.round(rate)} values a second`);
  } else console.log('| real year | not measured | the file is not there |');

  const memory = peakMemory();
  console.log('\n| aim | measured | at most | |\n| --- | --- | --- | --- |');
  aim('full rebuild / floor', rebuild / floor, 3, '×');
  aim('one-hour refresh / full rebuild', (refresh / rebuild) * 100, 1, '%');
  aim('one-hour commit and refresh / full rebuild', ((commit + refresh) / rebuild) * 100, 1, '%');
  if (memory !== null) aim('peak memory', memory / 1024, 4, 'GiB');
}

const folder = await mkdtemp(join(tmpdir(), 'qingshan-bench-'));
try {
  await main(folder);
} finally {
  await rm(folder, { recursive: true });
}
