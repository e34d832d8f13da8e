import { sql, type Kysely } from 'kysely';

/** Commands that have begun and not yet ended; a row goes when its audit row is written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE audit_begun (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL
  )`.execute(db);
}
