import type { JobRun, KeptJobRuns } from '@qingshan/app';
import type { Kysely } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

/** Does something that no other process does at the same time; `null`: another one is at it. */
export type Exclusively = <T>(what: string, work: () => Promise<T>) => Promise<T | null>;

async function lastOf(db: Db, job: string): Promise<JobRun | null> {
  const row = await db.selectFrom('job_run').select(['at', 'failed']).where('job', '=', job).executeTakeFirst();
  return row ? { at: Number(row.at), failed: row.failed } : null;
}

/** Last runs over any Kysely dialect of PostgreSQL. */
export function jobRunsOn(db: Db, exclusively: Exclusively): KeptJobRuns {
  return {
    async last() {
      const rows = await db.selectFrom('job_run').selectAll().orderBy('job').execute();
      return rows.map(({ job, at, failed }) => ({ job, at: Number(at), failed }));
    },
    async once(job, isDue, work) {
      if (!isDue(await lastOf(db, job))) return null;
      return exclusively(`job ${job}`, async () => {
        // Another process may have ended it since.
        if (!isDue(await lastOf(db, job))) return null;
        const run = await work();
        await db
          .insertInto('job_run')
          .values({ job, ...run })
          .onConflict((conflict) => conflict.column('job').doUpdateSet(run))
          .execute();
        return run;
      });
    },
  };
}
