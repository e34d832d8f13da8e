import type { DeviceStore } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { sql, type Kysely } from 'kysely';
import type { RegistrySchema } from './schema.ts';

/** PostgreSQL takes at most 65,535 parameters in a statement; a device has 6. */
const AT_ONCE = 5000;

/** Devices over any Kysely dialect of PostgreSQL. */
export function devicesOn(db: Kysely<RegistrySchema>): DeviceStore {
  return {
    async list() {
      const rows = await db.selectFrom('device').selectAll().execute();
      return rows
        .map((row) => ({
          mn: row.mn,
          password: row.password,
          registration: row.registration,
          by: row.registered_by,
          at: Number(row.registered_at),
          withdrawnAt: row.withdrawn_at === null ? null : Number(row.withdrawn_at),
        }))
        .sort((a, b) => (a.mn < b.mn ? -1 : 1));
    },
    put: (devices) =>
      db.transaction().execute(async (transaction) => {
        for (let from = 0; from < devices.length; from += AT_ONCE) {
          const rows = devices.slice(from, from + AT_ONCE).map(({ mn, password, registration, by, at }) => ({
            mn,
            password,
            registration: JSON.stringify(registration),
            registered_by: by,
            registered_at: at,
            withdrawn_at: null,
          }));
          await transaction
            .insertInto('device')
            .values(rows)
            .onConflict((conflict) =>
              conflict.column('mn').doUpdateSet((of) => ({
                password: of.ref('excluded.password'),
                registration: of.ref('excluded.registration'),
                registered_by: of.ref('excluded.registered_by'),
                registered_at: of.ref('excluded.registered_at'),
                withdrawn_at: sql<null>`NULL`,
              })),
            )
            .execute();
        }
      }),
    async withdraw(mn, at) {
      const result = await db
        .updateTable('device')
        .set({ withdrawn_at: at })
        .where('mn', '=', mn)
        .where('withdrawn_at', 'is', null)
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n)
        throw new QingshanError('not-found', {
          what: { zh: '已登记的设备', en: 'registered device' },
          id: mn,
          hint: '',
        });
    },
  };
}
