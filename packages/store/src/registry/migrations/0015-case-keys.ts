import { sql, type Kysely } from 'kysely';

/** What a case was opened for; of two that would be opened for the same there is one. Sorted by bytes, to find keys by how they begin. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE case_item ADD COLUMN key text COLLATE "C" UNIQUE`.execute(db);
}
