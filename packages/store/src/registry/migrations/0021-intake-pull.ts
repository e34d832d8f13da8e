import { sql, type Kysely } from 'kysely';

/** What came of the last fetching of each pull; the pulls themselves stand in `workspace.json`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE intake_pull (
    name text PRIMARY KEY,
    target text NOT NULL,
    tried_at bigint NOT NULL,
    good_at bigint,
    failures integer NOT NULL,
    outcome text NOT NULL,
    why jsonb,
    version jsonb,
    digest text
  )`.execute(db);
}
