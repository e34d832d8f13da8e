import type { Registry } from '@qingshan/app';
import type { ActorRole, RecordedEvent } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;
type Entries = Parameters<Registry['appendEvents']>[0];

/** PostgreSQL takes at most 65,535 parameters in a statement; an event has 9. */
const EVENTS_AT_ONCE = 5000;

function toEvent(row: Selectable<RegistrySchema['loop_event']>): RecordedEvent {
  return {
    id: row.id,
    subject: row.subject,
    seq: row.seq,
    type: row.type,
    data: row.data,
    at: Number(row.at),
    by: { id: row.by_id, name: row.by_name, role: row.by_role as ActorRole, unit: row.by_unit },
  };
}

/** @throws QingshanError `changed-meanwhile` naming who was faster */
async function checkExpected(transaction: Transaction<RegistrySchema>, entries: Entries): Promise<void> {
  const latest = await transaction
    .selectFrom('loop_event')
    .distinctOn('subject')
    .select(['subject', 'seq', 'by_name', 'at'])
    .where('subject', '=', sql<string>`ANY(${[...new Set(entries.map((e) => e.subject))]})`)
    .orderBy('subject')
    .orderBy('seq', 'desc')
    .execute();
  const bySubject = new Map(latest.map((row) => [row.subject, row]));
  const ahead = new Map<string, number>();
  for (const { subject, expected, events } of entries) {
    const last = bySubject.get(subject);
    const added = ahead.get(subject) ?? 0;
    ahead.set(subject, added + events.length);
    if ((last?.seq ?? 0) + added === expected) continue;
    throw new QingshanError('changed-meanwhile', {
      who: last?.by_name ?? '',
      when: last ? formatMoment(Number(last.at)).replace('T', ' ') : '',
    });
  }
}

/** Appends all events or none. One writer at a time, so that ids are in the order in which events become visible. */
export async function appendEvents(
  db: Db,
  entries: Entries,
  act: Parameters<Registry['appendEvents']>[1],
): Promise<RecordedEvent[]> {
  const rows = entries.flatMap(({ subject, expected, events, act: { by, at } = act }) =>
    events.map(({ type, data }, i) => ({
      subject,
      seq: expected + 1 + i,
      type,
      data: JSON.stringify(data),
      at,
      by_id: by.id,
      by_name: by.name,
      by_role: by.role,
      by_unit: by.unit,
    })),
  );
  if (rows.length === 0) return [];
  return db.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE loop_event IN EXCLUSIVE MODE`.execute(transaction);
    await checkExpected(transaction, entries);
    const stored: RecordedEvent[] = [];
    for (let from = 0; from < rows.length; from += EVENTS_AT_ONCE) {
      const portion = rows.slice(from, from + EVENTS_AT_ONCE);
      const added = await transaction.insertInto('loop_event').values(portion).returningAll().execute();
      stored.push(...added.map(toEvent));
    }
    return stored;
  });
}

/** Every event after one, oldest first. */
export async function eventsSince(db: Db, id: number): Promise<RecordedEvent[]> {
  const rows = await db.selectFrom('loop_event').selectAll().where('id', '>', id).orderBy('id').execute();
  return rows.map(toEvent);
}

export async function eventsOf(db: Db, subject: string): Promise<RecordedEvent[]> {
  const rows = await db.selectFrom('loop_event').selectAll().where('subject', '=', subject).orderBy('seq').execute();
  return rows.map(toEvent);
}
