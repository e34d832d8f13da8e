import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditState } from './audit-crash-child.ts';
import { hasPostgres } from './engines.ts';
import { liveAndDie, randomFrom } from './kill.ts';
import { startPostgres, type PostgresCluster } from './postgres-cluster.ts';

const CHILD = new URL('audit-crash-child.ts', import.meta.url).pathname;
const KILLS = 20;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-audit-crash-'));
});
afterAll(() => rm(root, { recursive: true }));

function count(state: AuditState, row: string): number {
  return state.audits.filter((audit) => audit.startsWith(row)).length;
}

interface Acknowledged {
  report: number;
  readonly people: Set<string>;
}

/** Every acknowledged command is there with its row, no change is without one, and no row is there twice. */
function expectWhole(state: AuditState, acknowledged: Acknowledged): void {
  expect(state.broken).toBeNull();
  expect(state.reports).toBeGreaterThanOrEqual(acknowledged.report);
  // The events and their rows come in one transaction, so that there is never one without the other.
  expect(count(state, 'write-report ')).toBe(state.reports);
  expect(state.people).toEqual(expect.arrayContaining([...acknowledged.people]));
  for (const id of state.people) {
    // A killed command may have been given again under the same name before it changed anything.
    const rows = state.audits.filter((audit) => audit.startsWith(`add-person person:${id} `));
    const done = rows.filter((row) => row.endsWith(' done')).length;
    expect(done === 1 || (done === 0 && rows.some((row) => row.endsWith(' interrupted')))).toBe(true);
    if (acknowledged.people.has(id)) expect(done).toBe(1);
  }
}

async function killedManyTimes(folder: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const random = randomFrom(7);
  const acknowledged: Acknowledged = { report: 0, people: new Set() };
  let interrupted = 0;
  const live = async (ms: number | null, from: RegExp): Promise<void> => {
    const lines = await liveAndDie({
      script: CHILD,
      folder: join(root, folder),
      environment,
      from,
      ms,
    });
    const [found = '{}', ...rest] = lines;
    const state: AuditState = JSON.parse(found);
    expectWhole(state, acknowledged);
    interrupted += state.interrupted;
    for (const line of rest) {
      const [kind, id = ''] = line.split(' ');
      if (kind === 'report') acknowledged.report = Number(id);
      else acknowledged.people.add(id);
    }
  };
  // However slow the machine: every other one is killed some time after a command was acknowledged, the others in the
  // short command that begins when a report is stored.
  for (let kill = 0; kill < KILLS; kill++) {
    await (kill % 2 === 0 ? live(random() * 300, /^person /) : live(random() * 12, /^report /));
  }
  await live(null, /^$/);
  expect(acknowledged.people.size).toBeGreaterThanOrEqual(KILLS / 2);
  return interrupted;
}

describe('killed 20 times at any moment of a command, each has left its audit row', () => {
  test('PGlite', async () => {
    expect(await killedManyTimes('pglite', {})).toBeGreaterThan(0);
  });

  describe.skipIf(!hasPostgres)('PostgreSQL', () => {
    let cluster: PostgresCluster;
    beforeAll(async () => {
      cluster = await startPostgres();
    });
    afterAll(() => cluster?.stop());
    test('PostgreSQL', async () => {
      const url = await cluster.database('killed');
      expect(await killedManyTimes('postgres', { DATABASE_URL: url })).toBeGreaterThan(0);
    });
  });
});
