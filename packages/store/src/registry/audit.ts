import { createHash } from 'node:crypto';
import type { AuditEntry, Registry } from '@qingshan/app';
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Entry = AuditEntry;

/** What the first entry follows. */
const START = '0'.repeat(64);
const CONTENT = ['at', 'actor', 'action', 'subject', 'detail'] as const;

/** sha256 of the hash before and the content, so that no entry can be changed, left out or put in unnoticed. */
function chained(previous: string, { at, actor, action, subject, detail }: Entry): string {
  return createHash('sha256')
    .update(JSON.stringify([previous, at, actor, action, subject, detail]))
    .digest('hex');
}

/** Appends an entry within a transaction, which holds the chain until it ends. */
export async function chainAudit(transaction: Transaction<RegistrySchema>, entry: Entry): Promise<void> {
  // One writer at a time: two entries must not follow the same one.
  await sql`LOCK TABLE audit IN EXCLUSIVE MODE`.execute(transaction);
  const last = await transaction.selectFrom('audit').select('hash').orderBy('id', 'desc').limit(1).executeTakeFirst();
  const hash = chained(last?.hash ?? START, entry);
  await transaction
    .insertInto('audit')
    .values({ ...entry, hash })
    .execute();
}

export async function appendAudit(db: Kysely<RegistrySchema>, entry: Entry, begun?: number): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    if (begun !== undefined) await transaction.deleteFrom('audit_begun').where('id', '=', begun).execute();
    await chainAudit(transaction, entry);
  });
}

export async function beginAudit(db: Kysely<RegistrySchema>, entry: Entry, process: string | null): Promise<number> {
  const { id } = await db
    .insertInto('audit_begun')
    .values({ ...entry, process })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function begunAudits(
  db: Kysely<RegistrySchema>,
  which: RawBuilder<boolean> = sql`true`,
): ReturnType<Registry['begunAudits']> {
  const rows = await db.selectFrom('audit_begun').selectAll().where(which).orderBy('id').execute();
  return rows.map((row) => ({ id: row.id, ...content(row) }));
}

function content(row: Entry): Entry {
  return { at: Number(row.at), actor: row.actor, action: row.action, subject: row.subject, detail: row.detail };
}

export async function readAudit(
  db: Kysely<RegistrySchema>,
  { person, action, subject, from, to, last }: NonNullable<Parameters<Registry['audits']>[0]> = {},
): ReturnType<Registry['audits']> {
  let query = db
    .selectFrom('audit')
    .select(['id', ...CONTENT])
    .orderBy('id', 'desc');
  if (person !== undefined) {
    query = query.where((e) => e.or([e('actor', '=', person), e('subject', '=', `person:${person}`)]));
  }
  if (action !== undefined) query = query.where('action', '=', action);
  if (subject !== undefined) query = query.where(sql`strpos(subject, ${subject})`, '>', 0);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<=', to);
  if (last !== undefined) query = query.limit(last);
  const rows = await query.execute();
  return rows.map((row) => ({ id: row.id, ...content(row) })).reverse();
}

export async function verifyAudit(db: Kysely<RegistrySchema>): ReturnType<Registry['verifyAudit']> {
  const rows = await db
    .selectFrom('audit')
    .select([...CONTENT, 'hash'])
    .orderBy('id')
    .execute();
  let previous = START;
  const broken = rows.findIndex((row) => {
    const expected = chained(previous, content(row));
    previous = row.hash;
    return row.hash !== expected;
  });
  return { entries: rows.length, broken: broken === -1 ? null : broken + 1 };
}
