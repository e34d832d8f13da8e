import type { Registry } from '@qingshan/app';
import { openServerRegistry } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasPostgres } from './engines.ts';
import { startPostgres, startReplica, type PostgresCluster } from './postgres-cluster.ts';

const ENTRY = { at: 1_700_000_000, actor: 'u1', action: 'report', subject: 'report:1', detail: '{}' };

describe.skipIf(!hasPostgres)('a registry with a copy to read from', () => {
  let cluster: PostgresCluster;
  let replica: PostgresCluster;
  let registry: Registry;
  beforeAll(async () => {
    cluster = await startPostgres();
    const url = await cluster.database('office');
    replica = await startReplica(cluster);
    registry = await openServerRegistry({ url, readUrl: replica.urlOf('office') });
  }, 120_000);
  afterAll(async () => {
    await registry?.close();
    await replica?.stop();
    await cluster?.stop();
    vi.restoreAllMocks();
  });

  const subjects = async () => (await registry.audits()).map(({ subject }) => subject);
  /** The last questions that were put to a server about the audit */
  const asked = async (server: PostgresCluster): Promise<number> =>
    (
      await server.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = 'office' AND pid <> pg_backend_pid() AND query LIKE '%from "audit"%'`,
      )
    ).length;

  test('what was written is read at once, from the copy', async () => {
    for (let n = 1; n <= 20; n++) {
      await registry.audit({ ...ENTRY, subject: `report:${n}` });
      expect((await subjects()).at(-1)).toBe(`report:${n}`);
    }
    await vi.waitFor(async () => {
      await subjects();
      expect(await asked(replica)).toBeGreaterThan(0);
    });
    expect(await registry.verifyAudit()).toEqual({ entries: 20, broken: null });
  });

  test('a copy that is behind is not asked', async () => {
    await replica.query('SELECT pg_wal_replay_pause()');
    await registry.audit({ ...ENTRY, subject: 'report:21' });
    expect((await subjects()).at(-1)).toBe('report:21');
    expect(await registry.verifyAudit()).toEqual({ entries: 21, broken: null });
    await replica.query('SELECT pg_wal_replay_resume()');
  });

  test('a copy of another database is not asked', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const folder = { id: 'another', isNew: true };
    const other = await openServerRegistry({
      url: await cluster.database('other'),
      readUrl: replica.urlOf('office'),
      dataFolder: folder,
    });
    await other.audit({ ...ENTRY, subject: 'report:of another' });
    expect((await other.audits()).map(({ subject }) => subject)).toEqual(['report:of another']);
    expect(said.mock.calls.map(String)).toEqual([expect.stringContaining('no copy of the database of DATABASE_URL')]);
    await other.close();
    said.mockRestore();
  });

  test('without the copy the database answers, and says once that it is gone', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    await replica.stop();
    await registry.audit({ ...ENTRY, subject: 'report:22' });
    expect((await subjects()).at(-1)).toBe('report:22');
    expect(await registry.verifyAudit()).toEqual({ entries: 22, broken: null });
    expect(said.mock.calls.filter(([what]) => what === 'DATABASE_READ_URL:')).toHaveLength(1);
  });
});
