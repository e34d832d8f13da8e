import { isDeepStrictEqual } from 'node:util';
import type { AccountRecord, Registry } from '@qingshan/app';
import { formatMoment, QingshanError } from '@qingshan/kernel';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

function toRecord(row: Selectable<RegistrySchema['account']>): AccountRecord {
  return {
    id: row.id,
    indicator: row.indicator,
    period: row.period,
    available: row.available,
    note: row.note,
    input: row.input,
    recordedBy: row.recorded_by,
    recordedAt: Number(row.recorded_at),
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: row.withdrawn_at === null ? null : Number(row.withdrawn_at),
  };
}

export async function recordAccount(
  db: Db,
  account: Parameters<Registry['recordAccount']>[0],
): ReturnType<Registry['recordAccount']> {
  const { indicator, period, available, note, input, recordedBy, recordedAt } = account;
  return db.transaction().execute(async (transaction) => {
    // One writer at a time, so that the same content sent twice at once is recorded once.
    await sql`LOCK TABLE account IN EXCLUSIVE MODE`.execute(transaction);
    const newest = await transaction
      .selectFrom('account')
      .selectAll()
      .where('indicator', '=', indicator)
      .where('period', '=', period)
      .where('withdrawn_at', 'is', null)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (
      newest?.available === available &&
      newest.note === note &&
      isDeepStrictEqual(newest.input, JSON.parse(JSON.stringify(input)))
    ) {
      return { record: toRecord(newest), added: false };
    }
    const row = await transaction
      .insertInto('account')
      .values({
        indicator,
        period,
        available,
        note,
        input: JSON.stringify(input),
        recorded_by: recordedBy,
        recorded_at: recordedAt,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return { record: toRecord(row), added: true };
  });
}

export async function accountsOf(
  db: Db,
  { indicator, period }: Parameters<Registry['accounts']>[0] = {},
): Promise<AccountRecord[]> {
  let query = db.selectFrom('account').selectAll().orderBy('id');
  if (indicator !== undefined) query = query.where('indicator', '=', indicator);
  if (period !== undefined) query = query.where('period', '=', period);
  return (await query.execute()).map(toRecord);
}

export async function withdrawAccount(
  db: Db,
  id: number,
  { by, at }: Parameters<Registry['withdrawAccount']>[1],
): Promise<AccountRecord> {
  const row = await db
    .updateTable('account')
    .set({ withdrawn_by: by, withdrawn_at: at })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (row) return toRecord(row);
  const found = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
  if (!found) {
    throw new QingshanError('not-found', {
      what: { zh: '核算记录', en: 'account' },
      id,
      hint: 'qingshan account list',
    });
  }
  const { withdrawnBy, withdrawnAt } = toRecord(found);
  throw new QingshanError('account-withdrawn', { id, by: withdrawnBy ?? '', at: formatMoment(withdrawnAt ?? 0) });
}
