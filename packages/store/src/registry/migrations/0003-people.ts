import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  sql`CREATE TABLE person (
    id text PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL,
    unit text,
    state text NOT NULL CHECK (state IN ('active', 'locked', 'disabled')),
    locked_until bigint,
    password text,
    password_at bigint NOT NULL,
    must_change boolean NOT NULL,
    history jsonb NOT NULL,
    failures integer NOT NULL,
    secret text,
    new_secret text,
    last_step bigint NOT NULL,
    demonstration boolean NOT NULL,
    created_at bigint NOT NULL,
    last_sign_in bigint,
    CHECK (locked_until IS NULL OR state = 'locked')
  )`,
  sql`CREATE TABLE session (
    hash text PRIMARY KEY,
    person text NOT NULL REFERENCES person (id),
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL
  )`,
  sql`CREATE INDEX session_of_person ON session (person)`,
  sql`CREATE INDEX audit_at ON audit (at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
