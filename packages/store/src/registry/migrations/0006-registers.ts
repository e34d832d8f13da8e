import { sql, type Kysely } from 'kysely';

const ACTOR = sql`at bigint NOT NULL,
    by_id text NOT NULL,
    by_name text NOT NULL,
    by_role text NOT NULL,
    by_unit text`;

const STATEMENTS = [
  sql`CREATE TABLE register_import (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    register text NOT NULL,
    file text NOT NULL,
    added integer NOT NULL,
    changed integer NOT NULL,
    unchanged integer NOT NULL,
    refused integer NOT NULL,
    simulated boolean NOT NULL,
    undoes integer UNIQUE REFERENCES register_import (id),
    ${ACTOR}
  )`,
  sql`CREATE TRIGGER register_import_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_import
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  sql`CREATE TABLE register_version (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    register text NOT NULL,
    key text NOT NULL CHECK (key <> ''),
    seq integer NOT NULL CHECK (seq > 0),
    values jsonb NOT NULL,
    withdrawn boolean NOT NULL,
    import integer REFERENCES register_import (id),
    ${ACTOR},
    UNIQUE (register, key, seq)
  )`,
  sql`CREATE INDEX register_version_import ON register_version (import)`,
  sql`CREATE INDEX register_version_newest ON register_version (register, id)`,
  sql`CREATE TRIGGER register_version_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  // Which version of an entry stands; everything in it follows from register_version.
  sql`CREATE TABLE register_entry (
    register text NOT NULL,
    key text NOT NULL,
    version integer NOT NULL REFERENCES register_version (id),
    seq integer NOT NULL,
    withdrawn boolean NOT NULL,
    PRIMARY KEY (register, key)
  )`,
  sql`CREATE TABLE register_job (id text PRIMARY KEY, job json NOT NULL)`,
  sql`CREATE TABLE register_findings (job text PRIMARY KEY REFERENCES register_job (id), findings json NOT NULL)`,
];

/** Entries of the registers with every version, the imports that brought them, and the jobs that read workbooks. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
