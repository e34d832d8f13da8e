import type { PeopleRegistry, PersonRecord, SessionRecord } from '@qingshan/app';
import { ACTOR_ROLES, type ActorRole } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import type { Kysely, Selectable } from 'kysely';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;
type Row = Selectable<RegistrySchema['person']>;

function roleOf(text: string): ActorRole {
  const role = ACTOR_ROLES.find((r) => r === text);
  if (role === undefined) throw new Error(`${text} is no role`);
  return role;
}

function toPerson(row: Row): PersonRecord {
  return {
    id: row.id,
    name: row.name,
    role: roleOf(row.role),
    unit: row.unit,
    state: row.state,
    lockedUntil: row.locked_until === null ? null : Number(row.locked_until),
    password: row.password,
    passwordAt: Number(row.password_at),
    mustChange: row.must_change,
    history: row.history,
    failures: row.failures,
    secret: row.secret,
    newSecret: row.new_secret,
    lastStep: Number(row.last_step),
    demonstration: row.demonstration,
    createdAt: Number(row.created_at),
    lastSignIn: row.last_sign_in === null ? null : Number(row.last_sign_in),
  };
}

const COLUMNS = {
  name: 'name',
  role: 'role',
  unit: 'unit',
  state: 'state',
  lockedUntil: 'locked_until',
  password: 'password',
  passwordAt: 'password_at',
  mustChange: 'must_change',
  history: 'history',
  failures: 'failures',
  secret: 'secret',
  newSecret: 'new_secret',
  lastStep: 'last_step',
  lastSignIn: 'last_sign_in',
} as const satisfies Readonly<Record<keyof Parameters<PeopleRegistry['setPerson']>[1], keyof Row>>;

async function addPerson(db: Db, person: PersonRecord): Promise<void> {
  const added = await db
    .insertInto('person')
    .values({
      id: person.id,
      name: person.name,
      role: person.role,
      unit: person.unit,
      state: person.state,
      locked_until: person.lockedUntil,
      password: person.password,
      password_at: person.passwordAt,
      must_change: person.mustChange,
      history: JSON.stringify(person.history),
      failures: person.failures,
      secret: person.secret,
      new_secret: person.newSecret,
      last_step: person.lastStep,
      demonstration: person.demonstration,
      created_at: person.createdAt,
      last_sign_in: person.lastSignIn,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) throw new QingshanError('person-exists', { id: person.id });
}

async function setPerson(db: Db, id: string, change: Parameters<PeopleRegistry['setPerson']>[1]): Promise<void> {
  const values = Object.entries(COLUMNS).flatMap(([field, column]) => {
    const value = change[field as keyof typeof COLUMNS];
    return value === undefined ? [] : [[column, Array.isArray(value) ? JSON.stringify(value) : value]];
  });
  const result = await db.updateTable('person').set(Object.fromEntries(values)).where('id', '=', id).executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw unknownPerson(id);
}

export function unknownPerson(id: string): QingshanError {
  return new QingshanError('not-found', { what: { zh: '人员', en: 'person' }, id, hint: '' });
}

async function sessionOf(db: Db, hash: string): Promise<SessionRecord | null> {
  const row = await db.selectFrom('session').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (!row) return null;
  return { hash, person: row.person, createdAt: Number(row.created_at), seenAt: Number(row.seen_at) };
}

/** People and sessions over any Kysely dialect of PostgreSQL. */
export function peopleOn(db: Db): PeopleRegistry {
  return {
    people: async () => (await db.selectFrom('person').selectAll().orderBy('id').execute()).map(toPerson),
    async person(id) {
      const row = await db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? toPerson(row) : null;
    },
    addPerson: (person) => addPerson(db, person),
    setPerson: (id, change) => setPerson(db, id, change),
    async countFailure(id) {
      const row = await db
        .updateTable('person')
        .set((e) => ({ failures: e('failures', '+', 1) }))
        .where('id', '=', id)
        .returning('failures')
        .executeTakeFirst();
      if (!row) throw unknownPerson(id);
      return row.failures;
    },
    async useStep(id, step) {
      const result = await db
        .updateTable('person')
        .set({ last_step: step })
        .where('id', '=', id)
        .where('last_step', '<', step)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async addSession({ hash, person, createdAt, seenAt }) {
      await db.insertInto('session').values({ hash, person, created_at: createdAt, seen_at: seenAt }).execute();
    },
    session: (hash) => sessionOf(db, hash),
    async touchSession(hash, at) {
      await db.updateTable('session').set({ seen_at: at }).where('hash', '=', hash).execute();
    },
    async endSession(hash) {
      await db.deleteFrom('session').where('hash', '=', hash).execute();
    },
    async endSessions(person, except) {
      let query = db.deleteFrom('session').where('person', '=', person);
      if (except !== undefined) query = query.where('hash', '!=', except);
      await query.execute();
    },
    async forgetSessions(before) {
      await db.deleteFrom('session').where('created_at', '<', before).execute();
    },
  };
}
