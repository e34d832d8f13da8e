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
import { loadStandards, type StandardsLibrary } from '@qingshan/standards';
import { openObservations } from '@qingshan/store';
import { assessStations } from './lib/annual.ts';
import { importRealYear } from './lib/real-year.ts';
import { lesser, peakMemory, shortest, timed, type Cost } from './lib/timing.ts';
import {
  endOf,
  FIRST_DAY,
  generateYear,
  HOURS,
  LAST_DAY,
  SERIES,
  seriesIds,
  SETTINGS,
  STATIONS,
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

function written(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

function row(name: string, { ms, cpu }: Cost, note = ''): void {
  console.log(`| ${name} | ${written(ms)} | ${written(cpu)} | ${note} |`);
}

/** @param parts what is compared with what: elapsed time and, beside it, processor time */
function ratio(name: string, parts: readonly Cost[], whole: Cost, factor: number, unit: string, limit: number): void {
  const of = (read: (cost: Cost) => number) =>
    ((parts.reduce((sum, part) => sum + read(part), 0) / read(whole)) * factor).toFixed(2);
  console.log(`| ${name} | ${of((c) => c.ms)} ${unit} | ${of((c) => c.cpu)} ${unit} | ≤ ${limit} ${unit} |`);
}

function oneHour(index: number): Parameters<ObservationStore['commit']>[1] {
  return {
    series: Int32Array.from(seriesIds),
    time: new Float64Array(SERIES).fill(endOf(index)),
    value: Float64Array.from(seriesIds, (id) => (id % 1000) / 10),
    flag: new Uint8Array(SERIES),
  };
}

async function assessAll(store: ObservationStore, context: MethodContext): Promise<{ read: Cost; assess: Cost }> {
  const read = await timed(() => store.daily({ series: seriesIds, first: FIRST_DAY, last: LAST_DAY }));
  return { read, assess: await timed(() => assessStations(read.result, context)) };
}

interface Update {
  readonly commit: Cost;
  readonly refresh: Cost;
  readonly read: Cost;
  readonly assess: Cost;
}

async function update(store: ObservationStore, hour: number, context: MethodContext): Promise<Update> {
  const commit = await timed(() => store.commit({ id: 2 + hour, received: endOf(hour) }, oneHour(hour)));
  const refresh = await timed(() => store.refresh());
  return { commit, refresh, ...(await assessAll(store, context)) };
}

/** One more hour of every station, several times; the shortest of each part. */
async function updates(store: ObservationStore, context: MethodContext): Promise<Update> {
  let best = await update(store, HOURS - LATE_HOURS, context);
  for (let hour = HOURS - LATE_HOURS + 1; hour < HOURS; hour++) {
    const next = await update(store, hour, context);
    best = {
      commit: lesser(best.commit, next.commit),
      refresh: lesser(best.refresh, next.refresh),
      read: lesser(best.read, next.read),
      assess: lesser(best.assess, next.assess),
    };
  }
  return best;
}

async function realYear(file: string, standards: StandardsLibrary): Promise<void> {
  if (!existsSync(REAL_YEAR)) {
    console.log('| real year | | | not measured: the file is not there |');
    return;
  }
  const { values, parse, commit, refresh } = await importRealYear(REAL_YEAR, file, standards);
  row('real year: parse', parse, `${values} values`);
  row('real year: commit', commit);
  row(
    'real year: refresh',
    refresh,
    `in all ${Math.round((values / (parse.ms + commit.ms + refresh.ms)) * 1000)} values/s`,
  );
}

async function main(folder: string): Promise<void> {
  const standards = await loadStandards(STANDARDS);
  const context: MethodContext = { standards, pins: {} };
  const file = join(folder, 'observations.duckdb');
  console.log(`${cpus()[0]?.model}, ${availableParallelism()} threads, load ${loadavg()[0]?.toFixed(2)} at the start`);
  console.log('\n| step | elapsed | processor | |\n| --- | --- | --- | --- |');

  const rows = SERIES * (HOURS - LATE_HOURS);
  row('generate in the engine', await timed(() => generateYear(file, HOURS - LATE_HOURS)), `${rows} rows`);
  const floor = await withConnection(file, (connection) => shortest(RUNS, () => connection.run(FLOOR)));
  row('floor: plain group-by (series, day) → mean', floor, `shortest of ${RUNS}`);

  const store = await openObservations(file, SETTINGS);
  const rebuild = await shortest(RUNS, () => store.rebuild());
  row('full rebuild of the daily table', rebuild, `shortest of ${RUNS}`);
  const first = await assessAll(store, context);
  row('read all daily reductions', first.read, `${SERIES} series × ${LAST_DAY - FIRST_DAY + 1} days`);
  row('annual assessments of all stations', first.assess, `${STATIONS} stations × 6 pollutants`);

  const { commit, refresh, read, assess } = await updates(store, context);
  row('one more hour: commit', commit, `${SERIES} rows, shortest of ${LATE_HOURS}`);
  row('one more hour: refresh of the daily table', refresh, `${SERIES} (series, day) pairs`);
  row('one more hour: read all daily reductions', read);
  row('one more hour: annual assessments', assess);
  await store.close();
  await realYear(join(folder, 'real.duckdb'), standards);

  console.log('\n| | elapsed | processor | aim |\n| --- | --- | --- | --- |');
  ratio('full rebuild / floor', [rebuild], floor, 1, '×', 3);
  ratio('refresh after one more hour / full rebuild', [refresh], rebuild, 100, '%', 1);
  ratio('commit and refresh / full rebuild', [commit, refresh], rebuild, 100, '%', 1);
  const memory = peakMemory();
  if (memory !== null) console.log(`\nPeak memory ${(memory / 1024).toFixed(2)} GiB (aim ≤ 4 GiB)`);
}

const folder = await mkdtemp(join(tmpdir(), 'qingshan-bench-'));
try {
  await main(folder);
} finally {
  await rm(folder, { recursive: true });
}
