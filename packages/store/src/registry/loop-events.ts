import type { Registry } from '@qingshan/app';
import type { ActorRole, RecordedEvent } from '@qingshan/campaign';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import { auditedWith } from './pending-audit.ts';
import type { EventTable, RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;
type Entries = Parameters<Registry['appendEvents']>[0];
/** The log: cases have one of their own, so that the campaign need not read it when it starts */
type Log = 'loop_event' | 'case_event';

/** PostgreSQL takes at most 65,535 parameters in a statement; an event has 9. */
const EVENTS_AT_ONCE = 5000;

function toEvent(row: Selectable<EventTable>): RecordedEvent {
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
async function checkExpected(transaction: Transaction<RegistrySchema>, log: Log, entries: Entries): Promise<void> {
  const latest = await transaction
    .selectFrom(log)
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

/**
 * Appends all events within a transaction. One writer at a time, so that ids are in the order in which events become
 * visible.
 *
 * @throws QingshanError `changed-meanwhile`
 */
export async function insertEvents(
  transaction: Transaction<RegistrySchema>,
  log: Log,
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
  await sql`LOCK TABLE ${sql.table(log)} IN EXCLUSIVE MODE`.execute(transaction);
  await checkExpected(transaction, log, entries);
  const stored: RecordedEvent[] = [];
  for (let from = 0; from < rows.length; from += EVENTS_AT_ONCE) {
    const portion = rows.slice(from, from + EVENTS_AT_ONCE);
    const added = await transaction.insertInto(log).values(portion).returningAll().execute();
    stored.push(...added.map(toEvent));
  }
  return stored;
}

/** Appends all events of the campaign or none. */
export async function appendEvents(
  db: Db,
  entries: Entries,
  act: Parameters<Registry['appendEvents']>[1],
): Promise<RecordedEvent[]> {
  if (entries.every(({ events }) => events.length === 0)) return [];
  return auditedWith(
    (work) => db.transaction().execute(work),
    async (transaction) => ({
      done: await insertEvents(transaction, 'loop_event', entries, act),
      subjects: [...new Set(entries.filter(({ events }) => events.length > 0).map(({ subject }) => subject))],
    }),
  );
}

/** Every event after one, oldest first. */
export async function eventsSince(db: Db, id: number): Promise<RecordedEvent[]> {
  const rows = await db.selectFrom('loop_event').selectAll().where('id', '>', id).orderBy('id').execute();
  return rows.map(toEvent);
}

export async function eventsOf(db: Db, subject: string, log: Log = 'loop_event'): Promise<RecordedEvent[]> {
  const rows = await db.selectFrom(log).selectAll().where('subject', '=', subject).orderBy('seq').execute();
  return rows.map(toEvent);
}
