import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  sql`CREATE TABLE loop_event (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject text NOT NULL,
    seq integer NOT NULL CHECK (seq > 0),
    type text NOT NULL,
    data json NOT NULL,
    at bigint NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    by_role text NOT NULL,
    by_unit text,
    UNIQUE (subject, seq)
  )`,
  sql`CREATE TRIGGER loop_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON loop_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

/** What people do in the campaign; the states are folded from it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
