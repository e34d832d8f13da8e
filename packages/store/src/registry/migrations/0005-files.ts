import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  sql`CREATE TABLE file (
    id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
    name text NOT NULL,
    type text NOT NULL,
    size integer NOT NULL,
    taken_at bigint,
    longitude double precision,
    latitude double precision,
    uploaded_by text NOT NULL,
    uploaded_at bigint NOT NULL,
    CHECK ((longitude IS NULL) = (latitude IS NULL))
  )`,
  sql`CREATE TRIGGER file_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON file
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

/** What is known of each file that stands as evidence; the bytes lie in the file store under the same id. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
