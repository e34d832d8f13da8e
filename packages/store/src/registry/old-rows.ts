import type { OldRowKind, OldRows } from '@qingshan/app';
import type { Moment } from '@qingshan/kernel';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { RegistrySchema } from './schema.ts';

/** Whose rows go: table and condition, the same for counting and removing. */
const OLD: Readonly<Record<OldRowKind, (before: Moment) => readonly RawBuilder<unknown>[]>> = {
  notices: (before) => [
    sql`notice_read WHERE at < ${before}::bigint`,
    // One that waits to be tried again is settled long before.
    sql`delivery WHERE at < ${before}::bigint`,
  ],
  complainants: (before) => [
    sql`case_private WHERE case_id IN (
      SELECT c.id FROM case_item c LEFT JOIN case_item main ON main.id = c.merged_into
      WHERE CASE COALESCE(main.state, c.state)
        WHEN 'closed' THEN (COALESCE(main.folded, c.folded)->>'closedAt')::bigint
        WHEN 'withdrawn' THEN COALESCE(main.received, c.received)
      END < ${before}::bigint)`,
  ],
};

/** What is too old to be kept, over any Kysely dialect of PostgreSQL. */
export function oldRowsOn(db: Kysely<RegistrySchema>): OldRows {
  return {
    async countOld(kind, before) {
      let count = 0;
      for (const where of OLD[kind](before)) {
        const { rows } = await sql<{ n: string }>`SELECT count(*) AS n FROM ${where}`.execute(db);
        count += Number(rows[0]?.n ?? 0);
      }
      return count;
    },
    removeOld: (kind, before) =>
      db.transaction().execute(async (transaction) => {
        let removed = 0;
        for (const where of OLD[kind](before)) {
          const { numAffectedRows } = await sql`DELETE FROM ${where}`.execute(transaction);
          removed += Number(numAffectedRows ?? 0);
        }
        return removed;
      }),
  };
}
