import { sql, type Kysely } from 'kysely';

/** Instruments that may send. The password is sealed; a withdrawn one keeps its row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE device (
    mn text PRIMARY KEY,
    password text NOT NULL,
    registration jsonb NOT NULL,
    registered_by text NOT NULL,
    registered_at bigint NOT NULL,
    withdrawn_at bigint
  )`.execute(db);
}
