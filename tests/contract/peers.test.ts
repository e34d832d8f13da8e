import { openServerRegistry } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasPostgres } from './engines.ts';
import { startPostgres, type PostgresCluster } from './postgres-cluster.ts';

const ENTRY = { at: 1_700_000_000, actor: 'u1', action: 'report', subject: 'report:1', detail: '{}' };
const BATCH = { source: 'table', files: [], createdAt: ENTRY.at, received: ENTRY.at, simulated: false };

describe.skipIf(!hasPostgres)('several processes over one registry', () => {
  let cluster: PostgresCluster;
  let url: string;
  beforeAll(async () => {
    cluster = await startPostgres();
    url = await cluster.database('office');
    await (await open(undefined, true)).close();
  });
  afterAll(() => cluster?.stop());

  const open = (member?: string, isNew = false) =>
    openServerRegistry({ url, dataFolder: { id: 'office', isNew, member } });

  test('each has a folder of its own; one whose observations are not shared is let in alone', async () => {
    const [a, b] = await Promise.all([open('a'), open('b')]);
    await expect(open('b')).rejects.toMatchObject({ code: 'member-in-use' });
    await expect(open()).rejects.toMatchObject({
      code: 'database-in-use',
      text: { en: expect.stringContaining('OBSERVATIONS_URL') },
    });
    await Promise.all([a.close(), b.close()]);
    const single = await open();
    await expect(open('a')).rejects.toMatchObject({ code: 'database-in-use' });
    await single.close();
  });

  test('what one tells the others hear, and that they may have missed something', async () => {
    const [a, b] = await Promise.all([open('a'), open('b')]);
    const heard = { a: vi.fn<(message: string | null) => void>(), b: vi.fn<(message: string | null) => void>() };
    a.peers.hear(heard.a);
    b.peers.hear(heard.b);
    await a.peers.tell('cases people');
    await vi.waitFor(() => expect(heard.b.mock.calls).toEqual([['cases people']]));
    expect(heard.a).not.toHaveBeenCalled();

    vi.spyOn(console, 'error').mockReturnValue();
    await cluster.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'office'");
    await vi.waitFor(() => expect(heard.b.mock.calls.at(-1)).toEqual([null]), { timeout: 30_000 });
    await vi.waitFor(() => expect(heard.a.mock.calls.at(-1)).toEqual([null]), { timeout: 30_000 });
    await b.peers.tell('plan');
    await vi.waitFor(() => expect(heard.a.mock.calls.at(-1)).toEqual(['plan']));
    // The lock of the folder is held again too.
    await expect(open('a')).rejects.toMatchObject({ code: 'member-in-use' });
    await Promise.all([a.close(), b.close()]);
    vi.restoreAllMocks();
  });

  test('work in turn is done by one process at a time, and by the next when that has failed', async () => {
    const [a, b] = await Promise.all([open('a'), open('b')]);
    let busy = 0;
    const done: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      expect((busy += 1)).toBe(1);
      await Promise.all([a.batches(), b.batches()]);
      done.push(name);
      busy -= 1;
    };
    const failing = a.peers.inTurn('watch', () => Promise.reject(new Error('defect')));
    await expect(failing).rejects.toThrow('defect');
    await Promise.all([a, b, a, b].map((registry, i) => registry.peers.inTurn('watch', work(String(i)))));
    expect(done.toSorted()).toEqual(['0', '1', '2', '3']);
    expect(await a.peers.inTurn('watch', () => b.peers.inTurn('observations', async () => 'both'))).toBe('both');
    await Promise.all([a.close(), b.close()]);
  });

  test('what was done in turn is not acknowledged when the lock was lost meanwhile', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const a = await open('a');
    const lost = a.peers.inTurn('observations', () =>
      cluster.query(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7011959 AND granted",
      ),
    );
    await expect(lost).rejects.toMatchObject({ code: 'database-unreachable' });
    await a.close();
    vi.restoreAllMocks();
  });

  test('what a process has begun is left to it as long as it lives', async () => {
    const [a, b] = await Promise.all([open('a'), open('b')]);
    const begun = await a.beginAudit(ENTRY);
    const { id } = await a.createBatch(BATCH, []);
    expect(await b.abandonedAudits()).toEqual([]);
    expect(await b.abandonedBatches()).toEqual([]);
    await a.close();
    expect(await b.abandonedAudits()).toEqual([{ ...ENTRY, id: begun }]);
    expect(await b.abandonedBatches()).toEqual([id]);
    await b.close();
  });
});
