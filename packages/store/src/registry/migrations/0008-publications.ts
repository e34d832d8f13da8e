import { sql, type Kysely } from 'kysely';

/** Facts and rules are kept as text: what was published is compared by its bytes. */
const STATEMENTS = [
  sql`CREATE TABLE publication (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    subject text NOT NULL,
    variant text NOT NULL,
    title text NOT NULL,
    series text NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    day text NOT NULL,
    simulated boolean NOT NULL,
    facts text NOT NULL,
    rules text NOT NULL,
    program text NOT NULL,
    template text NOT NULL CHECK (template ~ '^[0-9a-f]{64}$'),
    template_name text NOT NULL,
    files text NOT NULL,
    attached text NOT NULL,
    replaces integer UNIQUE REFERENCES publication (id),
    by_id text NOT NULL,
    by_name text NOT NULL,
    at bigint NOT NULL,
    withdrawn_by text,
    withdrawn_at bigint,
    withdrawn_for text,
    UNIQUE (series, year, number),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_for IS NULL))
  )`,
  sql`CREATE UNIQUE INDEX publication_stands ON publication (kind, subject, variant) WHERE withdrawn_at IS NULL`,
  sql`CREATE FUNCTION refuse_change_of_publication() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF OLD.withdrawn_at IS NOT NULL
        OR (to_jsonb(OLD) - 'withdrawn_by' - 'withdrawn_at' - 'withdrawn_for')
        IS DISTINCT FROM (to_jsonb(NEW) - 'withdrawn_by' - 'withdrawn_at' - 'withdrawn_for')
      THEN RAISE EXCEPTION 'a publication is not allowed to change, only to be withdrawn once';
      END IF;
      RETURN NEW;
    END $$`,
  sql`CREATE TRIGGER publication_is_withdrawn_only BEFORE UPDATE ON publication
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_publication()`,
  sql`CREATE TRIGGER publication_is_append_only BEFORE DELETE OR TRUNCATE ON publication
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  sql`CREATE TABLE document_template (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    file text CHECK (file ~ '^[0-9a-f]{64}$'),
    name text NOT NULL,
    note text NOT NULL,
    by_name text NOT NULL,
    at bigint NOT NULL
  )`,
  sql`CREATE TRIGGER document_template_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_template
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

/** What was published, with all that is needed to make it again, and the office's own templates. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
