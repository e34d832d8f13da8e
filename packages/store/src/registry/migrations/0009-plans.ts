import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  sql`CREATE TABLE plan_draft (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('document', 'copy')),
    name text NOT NULL,
    file text NOT NULL REFERENCES file (id),
    year integer,
    counts jsonb NOT NULL,
    doubts integer NOT NULL,
    content jsonb NOT NULL,
    drafted_by text NOT NULL,
    drafted_at bigint NOT NULL
  )`,
  sql`CREATE TABLE plan_version (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    plan text NOT NULL,
    year integer NOT NULL,
    version integer NOT NULL CHECK (version > 0),
    draft integer UNIQUE REFERENCES plan_draft (id),
    file text REFERENCES file (id),
    name text NOT NULL,
    number text,
    date text,
    note text NOT NULL,
    content jsonb NOT NULL,
    issued_by text NOT NULL,
    issued_at bigint NOT NULL,
    UNIQUE (plan, version)
  )`,
  sql`CREATE TRIGGER plan_draft_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_draft
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  sql`CREATE TRIGGER plan_version_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
