import { openServerRegistry } from '@qingshan/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, onEveryEngine } from './engines.ts';
import { jobsContract } from './jobs.contract.ts';
import { startPostgres, type PostgresCluster } from './postgres-cluster.ts';

onEveryEngine(jobsContract);

describe.skipIf(!hasPostgres)('two registries on one server', () => {
  let cluster: PostgresCluster;
  let url: string;
  beforeAll(async () => {
    cluster = await startPostgres();
    url = await cluster.database('shared');
  });
  afterAll(() => cluster?.stop());

  test('one runs a job, the other leaves it alone, and has it when the connection of the first is gone', async () => {
    const [first, second] = [await openServerRegistry({ url }), await openServerRegistry({ url })];
    const run = { at: 1_700_000_000, failed: false };
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const running = first.jobs.once(
      'watch',
      () => true,
      async () => {
        begun.resolve();
        await end.promise;
        return run;
      },
    );
    await begun.promise;
    expect(
      await second.jobs.once(
        'watch',
        () => true,
        () => expect.fail('it runs elsewhere'),
      ),
    ).toBeNull();
    expect(
      await second.jobs.once(
        'digest',
        () => true,
        async () => run,
      ),
    ).toEqual(run);

    // As when the first process is killed.
    await cluster.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
    expect(
      await second.jobs.once(
        'watch',
        (last) => last === null,
        async () => run,
      ),
    ).toEqual(run);
    end.resolve();
    await running;
    await Promise.all([first.close(), second.close()]);
  });
});
