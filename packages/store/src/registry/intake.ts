import type { DeliveryRecord, IntakeKeyRecord, IntakeStore, PullRecord } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import type { Kysely, Selectable } from 'kysely';
import type { RegistrySchema } from './schema.ts';

const momentOf = (value: number | null): number | null => (value === null ? null : Number(value));

function toKey(row: Selectable<RegistrySchema['intake_key']>): IntakeKeyRecord {
  return {
    id: row.id,
    name: row.name,
    hash: row.hash,
    sources: row.sources,
    sites: row.sites,
    by: row.made_by,
    at: Number(row.made_at),
    expires: momentOf(row.expires_at),
    revoked: momentOf(row.revoked_at),
    lastUsed: momentOf(row.used_at),
  };
}

function toDelivery({ at, ...row }: Selectable<RegistrySchema['intake_delivery']>): DeliveryRecord {
  return { ...row, at: Number(at) };
}

function toPull({ tried_at, good_at, ...row }: Selectable<RegistrySchema['intake_pull']>): PullRecord {
  return { ...row, tried: Number(tried_at), good: momentOf(good_at) };
}

const orNull = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

/** Keys, deliveries and pulls over any Kysely dialect of PostgreSQL. */
export function intakeOn(db: Kysely<RegistrySchema>): IntakeStore {
  return {
    async keys() {
      const rows = await db.selectFrom('intake_key').selectAll().orderBy('made_at', 'desc').orderBy('id').execute();
      return rows.map(toKey);
    },
    async keyOfHash(hash) {
      const row = await db.selectFrom('intake_key').selectAll().where('hash', '=', hash).executeTakeFirst();
      return row ? toKey(row) : null;
    },
    async addKey({ id, name, hash, sources, sites, by, at, expires }) {
      const lists = { sources: JSON.stringify(sources), sites: sites === null ? null : JSON.stringify(sites) };
      const row = { id, name, hash, ...lists, made_by: by, made_at: at, expires_at: expires };
      await db.insertInto('intake_key').values(row).execute();
    },
    async revokeKey(id, at) {
      const result = await db
        .updateTable('intake_key')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n)
        throw new QingshanError('not-found', { what: { zh: '推送密钥', en: 'key for sending data' }, id, hint: '' });
    },
    touchKey: async (id, at) =>
      void (await db.updateTable('intake_key').set({ used_at: at }).where('id', '=', id).execute()),

    async delivery(origin, token) {
      const row = await db
        .selectFrom('intake_delivery')
        .selectAll()
        .where('origin', '=', origin)
        .where('token', '=', token)
        .executeTakeFirst();
      return row ? toDelivery(row) : null;
    },
    async beginDelivery({ origin, token, source, file, digest, at }) {
      const row = { origin, token, source, file, digest, at, state: 'begun' as const, batch: null, answer: null };
      const { id } = await db
        .insertInto('intake_delivery')
        .values(row)
        .onConflict((conflict) => conflict.columns(['origin', 'token']).doUpdateSet({ file, at, state: 'begun' }))
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    endDelivery: async (id, { state, batch, answer }) =>
      void (await db
        .updateTable('intake_delivery')
        .set({ state, batch, answer: JSON.stringify(answer) })
        .where('id', '=', id)
        .execute()),
    async deliveries(most) {
      const rows = await db.selectFrom('intake_delivery').selectAll().orderBy('id', 'desc').limit(most).execute();
      return rows.map(toDelivery);
    },

    pulls: async () => (await db.selectFrom('intake_pull').selectAll().orderBy('name').execute()).map(toPull),
    async setPull({ name, tried, good, why, version, ...rest }) {
      const row = { ...rest, tried_at: tried, good_at: good, why: orNull(why), version: orNull(version) };
      await db
        .insertInto('intake_pull')
        .values({ name, ...row })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
    },
  };
}
