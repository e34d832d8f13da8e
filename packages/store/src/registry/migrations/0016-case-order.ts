import { sql, type Kysely } from 'kysely';

/** The order in which cases are listed: the earliest deadline, then the newest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE INDEX case_item_order ON case_item (due, received DESC, id)`.execute(db);
  await sql`DROP INDEX case_item_due`.execute(db);
}
