import { sql, type Kysely } from 'kysely';

/** Which process has begun what is not ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE audit_begun ADD COLUMN process text`.execute(db);
  await sql`ALTER TABLE batch ADD COLUMN process text`.execute(db);
}
