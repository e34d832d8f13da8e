import { sql, type Kysely } from 'kysely';

/** At most one row: the folder whose observations the series and batches here belong to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE data_folder (
    id text PRIMARY KEY,
    only_one boolean NOT NULL DEFAULT true UNIQUE CHECK (only_one)
  )`.execute(db);
}
