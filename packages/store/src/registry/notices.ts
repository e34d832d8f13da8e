import type { Delivery, NoticeKind, NoticeStore } from '@qingshan/app';
import { sql, type Kysely } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

/** Of those at the same moment one gets it: the row is made or changed in one statement. */
async function takeDelivery(db: Db, delivery: Delivery, at: number): Promise<number | null> {
  const row = await db
    .insertInto('delivery')
    .values({ ...delivery, state: 'taken', attempts: 1, at, retry_at: null, why: null })
    .onConflict((conflict) =>
      conflict
        .columns(['person', 'day', 'channel'])
        .doUpdateSet({ state: 'taken', attempts: sql`delivery.attempts + 1`, at, retry_at: null })
        .where('delivery.state', '=', 'failed')
        .where('delivery.retry_at', '<=', at),
    )
    .returning('attempts')
    .executeTakeFirst();
  return row?.attempts ?? null;
}

/** Notices over any Kysely dialect of PostgreSQL. */
export function noticesOn(db: Db): NoticeStore {
  return {
    async readNotices(person, notices) {
      const rows = await db
        .selectFrom('notice_read')
        .select('notice')
        .where('person', '=', person)
        .where('notice', '=', sql<string>`ANY(${[...notices]})`)
        .execute();
      return rows.map((row) => row.notice);
    },
    async markRead(person, notices, at) {
      const rows = [...new Set(notices)].map((notice) => ({ person, notice, at }));
      if (rows.length === 0) return;
      await db
        .insertInto('notice_read')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async noticeSettings() {
      const rows = await db.selectFrom('notice_setting').selectAll().orderBy('person').execute();
      return rows.map(({ person, mail, muted }) => ({ person, mail, muted: muted as NoticeKind[] }));
    },
    async setNoticeSetting({ person, mail, muted }) {
      const change = { mail, muted: JSON.stringify(muted) };
      await db
        .insertInto('notice_setting')
        .values({ person, ...change })
        .onConflict((conflict) => conflict.column('person').doUpdateSet(change))
        .execute();
    },
    takeDelivery: (delivery, at) => takeDelivery(db, delivery, at),
    async settleDelivery({ person, day, channel }, at, failure) {
      await db
        .updateTable('delivery')
        .set({
          state: failure ? 'failed' : 'sent',
          at,
          retry_at: failure?.retryAt ?? null,
          why: failure?.why ?? null,
        })
        .where('person', '=', person)
        .where('day', '=', day)
        .where('channel', '=', channel)
        .execute();
    },
  };
}
