import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  sql`CREATE TABLE series (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site text NOT NULL,
    parameter text NOT NULL,
    unit text NOT NULL,
    windows boolean NOT NULL,
    simulated boolean NOT NULL,
    UNIQUE (site, parameter)
  )`,
  sql`CREATE TABLE batch (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    files jsonb NOT NULL,
    state text NOT NULL DEFAULT 'writing' CHECK (state IN ('writing', 'committed', 'failed', 'undone')),
    created_at bigint NOT NULL,
    received bigint NOT NULL,
    undone_at bigint,
    added integer NOT NULL DEFAULT 0,
    corrected integer NOT NULL DEFAULT 0,
    unchanged integer NOT NULL DEFAULT 0,
    faults integer NOT NULL,
    simulated boolean NOT NULL,
    CHECK ((state = 'undone') = (undone_at IS NOT NULL))
  )`,
  sql`CREATE TABLE fault (
    batch integer NOT NULL REFERENCES batch (id),
    position integer NOT NULL,
    code text NOT NULL,
    severity text NOT NULL CHECK (severity IN ('refused', 'quarantined', 'note')),
    file text NOT NULL,
    row integer,
    column_name text,
    value text,
    zh text NOT NULL,
    en text NOT NULL,
    PRIMARY KEY (batch, position)
  )`,
  sql`CREATE TABLE assessment (id text PRIMARY KEY, json text NOT NULL, at bigint NOT NULL)`,
  sql`CREATE TABLE confirmation (
    edition text NOT NULL,
    figure text NOT NULL,
    confirmed_by text NOT NULL,
    document text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (edition, figure, confirmed_by)
  )`,
  sql`CREATE TABLE audit (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    hash text NOT NULL
  )`,
  sql`CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% on % is not allowed', TG_OP, TG_TABLE_NAME; END $$`,
  sql`CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

/** Released migrations are never edited; a change of the schema is a new file. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
