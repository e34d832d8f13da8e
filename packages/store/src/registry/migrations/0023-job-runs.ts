import { sql, type Kysely } from 'kysely';

/** How each recurring job last ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE job_run (
    job text PRIMARY KEY,
    at bigint NOT NULL,
    failed boolean NOT NULL
  )`.execute(db);
}
