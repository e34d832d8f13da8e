import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, runDueDay } from '../../bench/lib/reporters/due-day.ts';
import { percentile } from '../../bench/lib/timing.ts';
import { hasPostgres } from '../contract/engines.ts';
import { startPostgres, type PostgresCluster } from '../contract/postgres-cluster.ts';

/** The due day of `npm run bench:reporters`, smaller and without times. */
const REPORTERS = 30;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-due-day-'));
});
afterAll(() => rm(root, { recursive: true }));

async function dueDay(folder: string, databaseUrl?: string) {
  const common = { reporters: REPORTERS, demonstration: false, signIn: false, databaseUrl };
  return runDueDay({ ...common, folder: join(root, folder) });
}

describe('thirty reporters at the same time: no error, two events and two audit rows each', () => {
  test('PGlite', async () => {
    const day = await dueDay('pglite');
    expect(faultsOf(day)).toEqual([]);
    expect([day.expected.length, day.stored.events.length]).toEqual([60, 60]);
    expect(day.steps.submit).toHaveLength(REPORTERS);
  });

  describe.skipIf(!hasPostgres)('in a server', () => {
    let cluster: PostgresCluster;
    beforeAll(async () => {
      cluster = await startPostgres();
    });
    afterAll(() => cluster?.stop());
    test('PostgreSQL', async () => {
      const day = await dueDay('postgres', await cluster.database('due'));
      expect(faultsOf(day)).toEqual([]);
      expect(day.stored.events).toHaveLength(60);
    });
  });
});

test('what is lost or wrong is seen', () => {
  const stored = { events: ['report:a', 'report:a'], audits: ['report:a', 'report:a'], broken: null, cpu: 0 };
  const steps = { signIn: [], worklist: [], open: [], save: [], submit: [] };
  const whole = { steps, errors: [], elapsed: 1, expected: ['report:a', 'report:a'], stored };
  expect(faultsOf(whole)).toEqual([]);
  expect(faultsOf({ ...whole, stored: { ...stored, events: ['report:a'] } })).toEqual(['1 events of 2']);
  expect(faultsOf({ ...whole, stored: { ...stored, audits: [], broken: 3 } })).toHaveLength(2);
  expect(faultsOf({ ...whole, errors: ['save: 500'] })).toEqual(['save: 500']);
});

test('95 of 100 values are at most the 95th percentile', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([percentile(values, 50), percentile(values, 95), percentile([7], 95)]).toEqual([50, 95, 7]);
});
