import { sql, type Kysely } from 'kysely';

/** `json`, not `jsonb`: an input is kept as it was written, the order of its keys and its digits included. */
const STATEMENTS = [
  sql`CREATE TABLE account (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    indicator text NOT NULL,
    period text NOT NULL,
    available text NOT NULL,
    note text NOT NULL,
    input json NOT NULL,
    recorded_by text NOT NULL,
    recorded_at bigint NOT NULL,
    withdrawn_by text,
    withdrawn_at bigint,
    CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
  )`,
  sql`CREATE INDEX account_of_indicator ON account (indicator, period)`,
  sql`CREATE FUNCTION refuse_change_of_account() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF OLD.withdrawn_at IS NOT NULL
        OR (OLD.id, OLD.indicator, OLD.period, OLD.available, OLD.note, OLD.input::text, OLD.recorded_by, OLD.recorded_at)
        IS DISTINCT FROM
          (NEW.id, NEW.indicator, NEW.period, NEW.available, NEW.note, NEW.input::text, NEW.recorded_by, NEW.recorded_at)
      THEN RAISE EXCEPTION 'an account is not allowed to change, only to be withdrawn once';
      END IF;
      RETURN NEW;
    END $$`,
  sql`CREATE TRIGGER account_is_withdrawn_only BEFORE UPDATE ON account
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_account()`,
  sql`CREATE TRIGGER account_is_append_only BEFORE DELETE OR TRUNCATE ON account
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];

/** What people account or find out by hand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
