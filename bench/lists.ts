/**
 * Long lists: 50,000 cases and 50,000 entries of a register, each page compared with the plain SQL that reads one page of
 * them in the same run. `npm run bench:lists [-- COUNT]`; docs/benchmarks.md says what the figures mean.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createApplication, type Registry } from '@qingshan/app';
import { SYSTEM } from '@qingshan/campaign';
import { parseMoment } from '@qingshan/kernel';
import { initWorkspace, openWorkspace } from '@qingshan/server';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrate } from '../packages/store/src/registry/migrate.ts';
import { registryOn } from '../packages/store/src/registry/registry.ts';
import type { RegistrySchema } from '../packages/store/src/registry/schema.ts';
import { HOW_TO_GET, postgresFolder, startPostgres } from '../tests/contract/postgres-cluster.ts';
import { fillCases, fillEntries } from './lib/lists/fill.ts';
import { shortest, timed, type Cost } from './lib/timing.ts';

type Db = Kysely<RegistrySchema>;

const count = Number(process.argv[2] ?? 50_000);
const NOW = parseMoment('2024-10-31T10:00') ?? 0;
const RUNS = 5;
const REGISTER = 'bare-land';

function row(name: string, { ms, cpu }: Cost, floor?: Cost): void {
  const ratio = floor ? `${(ms / floor.ms).toFixed(1)} ×` : '1';
  console.log(`| ${name} | ${ms.toFixed(1)} ms | ${cpu.toFixed(1)} ms | ${ratio} |`);
}

type Steps = readonly (readonly [name: string, work: () => Promise<unknown>])[];

async function compare(head: string, floorOf: () => Promise<unknown>, steps: Steps): Promise<void> {
  console.log(`\n| ${head} | elapsed | processor | to the floor |\n| --- | --- | --- | --- |`);
  const floor = await shortest(RUNS, floorOf);
  row('floor: plain SQL for one page', floor);
  for (const [name, work] of steps) row(name, await shortest(RUNS, work), floor);
}

async function cases(application: ReturnType<ReturnType<typeof createApplication>['as']>, db: Db): Promise<void> {
  const page = { offset: 0, limit: 100 };
  const plain = sql`SELECT folded FROM case_item ORDER BY id LIMIT 100`;
  await compare(`${count} cases`, () => plain.execute(db), [
    ['open, first page', () => application.cases({ list: 'open', ...page })],
    ['all, first page', () => application.cases({ list: 'all', ...page })],
    ['all, last page', () => application.cases({ list: 'all', offset: count - 100, limit: 100 })],
    ['of one town', () => application.cases({ list: 'all', town: 'mtg-dayu', ...page })],
    ['overdue', () => application.cases({ list: 'red', ...page })],
    ['with a word in the title', () => application.cases({ list: 'all', text: '点位976', ...page })],
    ['a step of the ladder due', () => application.cases({ list: 'step', ...page })],
    ['desk: the counts of all lists', () => application.caseDesk()],
    ['the three rates of a month', () => application.caseRates({ from: '2024-08-01', to: '2024-08-31' })],
  ]);
}

async function entries(application: ReturnType<ReturnType<typeof createApplication>['as']>, db: Db): Promise<void> {
  const page = { offset: 0, limit: 50 };
  const list = (query: object) => () => application.registerEntries(REGISTER, { ...query, ...page });
  const plain = sql`SELECT v.* FROM register_entry e JOIN register_version v ON v.id = e.version
    WHERE e.register = ${REGISTER} ORDER BY e.key LIMIT 50`;
  const cold = await timed(list({}));
  let seq = 0;
  const [first] = (await application.registerEntries(REGISTER, { ...page, limit: 1 })).entries;
  const edit = async () => {
    seq += 1;
    const cells = {
      id: first?.key ?? '',
      name: `改${seq}`,
      town: '大峪街道',
      area: String(seq),
      kind: '闲置',
      state: '待治理',
    };
    await application.changeRegisterEntry(REGISTER, first?.key ?? '', { cells, seen: seq });
  };
  await compare(`${count} entries of a register`, () => plain.execute(db), [
    ['first page', list({})],
    ['last page', () => application.registerEntries(REGISTER, { offset: count - 50, limit: 50 })],
    ['sorted by a number', list({ sort: 'area', order: 'down' })],
    ['sorted by a text', list({ sort: 'name' })],
    ['of one town', list({ unit: 'mtg-dayu' })],
    ['in one state', list({ state: '待治理' })],
    ['behind a count', list({ count: 'open' })],
    ['with a word', list({ q: '地块4999' })],
    ['suspected to be the same', list({ duplicates: 'yes' })],
    ['the register with its counts', () => application.register(REGISTER)],
    ['all registers with their counts', () => application.registers()],
    ['changing an entry', edit],
    ['changing an entry, then the first page', async () => (await edit(), await list({})())],
    ['changing an entry, then the dispatch desk', async () => (await edit(), await application.desk())],
  ]);
  console.log(`\nReading all of them for the first time: ${cold.ms.toFixed(0)} ms`);
}

async function measure(engine: string, db: Db, folder: string): Promise<void> {
  await migrate(db);
  const registry: Registry = registryOn(db);
  await initWorkspace(folder, { district: 'mentougou', demonstration: false });
  const workspace = await openWorkspace(folder, { clock: { now: () => NOW } });
  try {
    const application = createApplication({ ...workspace, registry }).as(SYSTEM);
    const filling = await timed(async () => {
      await fillCases(registry, workspace.district, count, NOW);
      await fillEntries(registry, workspace.district, count, NOW);
      await sql`ANALYZE`.execute(db);
    });
    console.log(`\n${engine}, filled in ${(filling.ms / 1000).toFixed(0)} s, load ${(loadavg()[0] ?? 0).toFixed(2)}`);
    await application.desk();
    await cases(application, db);
    await entries(application, db);
  } finally {
    await workspace.close();
    await registry.close();
  }
}

const root = await mkdtemp(join(tmpdir(), 'qingshan-lists-'));
try {
  console.log(`${cpus()[0]?.model ?? '?'}, ${cpus().length} threads`);
  const pglite = await PGlite.create(join(root, 'registry'));
  await measure('PGlite', new Kysely({ dialect: new PGliteDialect({ pglite }) }), join(root, 'pglite'));
  if (postgresFolder() === null) console.log(`\n${HOW_TO_GET}`);
  else {
    const cluster = await startPostgres({ fsync: 'on' });
    try {
      const pool = new pg.Pool({ connectionString: await cluster.database('lists') });
      await measure('PostgreSQL', new Kysely({ dialect: new PostgresDialect({ pool }) }), join(root, 'postgres'));
    } finally {
      await cluster.stop();
    }
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
