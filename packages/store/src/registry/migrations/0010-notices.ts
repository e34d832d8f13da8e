import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  sql`CREATE TABLE notice_read (
    person text NOT NULL,
    notice text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (person, notice)
  )`,
  sql`CREATE TABLE notice_setting (person text PRIMARY KEY, mail text, muted jsonb NOT NULL)`,
  sql`CREATE TABLE delivery (
    person text NOT NULL,
    day text NOT NULL,
    channel text NOT NULL,
    state text NOT NULL CHECK (state IN ('taken', 'sent', 'failed')),
    attempts integer NOT NULL,
    at bigint NOT NULL,
    retry_at bigint,
    why text,
    PRIMARY KEY (person, day, channel)
  )`,
];

/** What people have read, what they want to be told, and what has been sent to whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
