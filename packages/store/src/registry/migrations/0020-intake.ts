import { sql, type Kysely } from 'kysely';

/** Keys of programs that send data, and what they sent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE intake_key (
    id text PRIMARY KEY,
    name text NOT NULL,
    hash text NOT NULL UNIQUE,
    sources jsonb NOT NULL,
    sites jsonb,
    made_by text NOT NULL,
    made_at bigint NOT NULL,
    expires_at bigint,
    revoked_at bigint,
    used_at bigint
  )`.execute(db);
  await sql`CREATE TABLE intake_delivery (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    origin text NOT NULL,
    token text NOT NULL,
    source text NOT NULL,
    file text NOT NULL,
    digest text NOT NULL,
    at bigint NOT NULL,
    state text NOT NULL,
    batch integer,
    answer jsonb,
    UNIQUE (origin, token)
  )`.execute(db);
}
