import { setTimeout as pause } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { registryOn, type StoredRegistry } from './registry.ts';
import type { RegistrySchema } from './schema.ts';

type Db = Kysely<RegistrySchema>;

/** A copy is usually milliseconds behind; one that is more is not waited for. */
const LOOKS = 6;
const LOOK_EVERY_MS = 20;

/** Whether it is a copy of this very database, and has everything that was committed before this was asked. */
async function hasCaughtUp(primary: Db, replica: Db): Promise<boolean> {
  const { rows } = await sql<{ position: string; folder: string | null }>`SELECT
    pg_current_wal_flush_lsn() AS position, (SELECT min(id) FROM data_folder) AS folder`.execute(primary);
  const { position = null, folder = null } = rows[0] ?? {};
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await pause(LOOK_EVERY_MS);
    const answer = await sql<{ there: boolean | null; folder: string | null }>`SELECT
      pg_last_wal_replay_lsn() >= ${position}::pg_lsn AS there,
      (SELECT min(id) FROM data_folder) AS folder`.execute(replica);
    const [copy] = answer.rows;
    if (copy?.there && copy.folder !== folder) throw new Error('it is no copy of the database of DATABASE_URL');
    if (copy?.there) return true;
  }
  return false;
}

/**
 * Lets a copy that follows the database answer the questions that read much. It is asked only when it has everything that
 * was committed before the question, so nobody sees less than the database itself would show; behind or away, it is
 * passed over.
 */
export function withReplica(registry: StoredRegistry, primary: Db, replica: Db): StoredRegistry {
  const copy = registryOn(replica);
  let isAway = false;
  const fail = (error: unknown): false => {
    if (!isAway) console.error('DATABASE_READ_URL:', error);
    isAway = true;
    return false;
  };
  async function ask<T>(question: (registry: StoredRegistry) => Promise<T>): Promise<T> {
    if (!(await hasCaughtUp(primary, replica).catch(fail))) return question(registry);
    isAway = false;
    // A copy cancels what stands against its catching up; the database answers that as well.
    return question(copy).catch((error: unknown) => (fail(error), question(registry)));
  }
  return {
    ...registry,
    audits: (filter) => ask((r) => r.audits(filter)),
    verifyAudit: () => ask((r) => r.verifyAudit()),
    cases: {
      ...registry.cases,
      list: (filter, page) => ask(({ cases }) => cases.list(filter, page)),
      counts: (filters) => ask(({ cases }) => cases.counts(filters)),
    },
    registers: {
      ...registry.registers,
      entries: (register, since) => ask(({ registers }) => registers.entries(register, since)),
      find: (search) => ask(({ registers }) => registers.find(search)),
    },
    close: async () => {
      await replica.destroy();
      await registry.close();
    },
  };
}
