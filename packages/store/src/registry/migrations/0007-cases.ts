import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  sql`CREATE TABLE case_event (
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
  sql`CREATE TRIGGER case_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  sql`CREATE TABLE case_item (
    id text PRIMARY KEY,
    state text NOT NULL,
    source text NOT NULL,
    unit text,
    units text[] NOT NULL,
    town text,
    topic text NOT NULL,
    spot text,
    number text NOT NULL,
    title text NOT NULL,
    received bigint NOT NULL,
    yellow_at bigint,
    due bigint,
    climbs_at bigint,
    merged_into text,
    import text,
    folded json NOT NULL
  )`,
  sql`CREATE INDEX case_item_received ON case_item (received)`,
  sql`CREATE INDEX case_item_due ON case_item (due) WHERE due IS NOT NULL`,
  sql`CREATE INDEX case_item_state ON case_item (state)`,
  sql`CREATE INDEX case_item_units ON case_item USING gin (units)`,
  sql`CREATE INDEX case_item_spot ON case_item (spot)`,
  sql`CREATE TABLE case_private (
    case_id text PRIMARY KEY,
    name text NOT NULL,
    phone text NOT NULL,
    address text NOT NULL,
    text text NOT NULL
  )`,
  sql`CREATE TABLE case_import (
    id text PRIMARY KEY,
    file text NOT NULL,
    hash text NOT NULL,
    imported_by text NOT NULL,
    at bigint NOT NULL,
    opened integer NOT NULL,
    updated integer NOT NULL,
    unchanged integer NOT NULL,
    refused integer NOT NULL,
    undone_at bigint,
    undone_by text
  )`,
];

/** Cases: what happened to them, one row each by which they are found, complainants apart, imports. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
