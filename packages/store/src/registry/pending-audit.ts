import { AsyncLocalStorage } from 'node:async_hooks';
import type { PendingAudit } from '@qingshan/app';
import type { Transaction } from 'kysely';
import { chainAudit } from './audit.ts';
import type { RegistrySchema } from './schema.ts';

const pending = new AsyncLocalStorage<PendingAudit>();

/** Runs work whose first events take an audit entry with them. */
export function withAudit<T>(audit: PendingAudit, work: () => Promise<T>): Promise<T> {
  return pending.run(audit, work);
}

/**
 * Writes a transaction's work and, where a command waits for its audit entry, that entry: both or neither.
 *
 * @param work answers what was done, and the subjects of the events that it stored
 */
export async function auditedWith<T>(
  run: (work: (transaction: Transaction<RegistrySchema>) => Promise<T>) => Promise<T>,
  work: (
    transaction: Transaction<RegistrySchema>,
  ) => Promise<{ readonly done: T; readonly subjects: readonly string[] }>,
): Promise<T> {
  const audit = pending.getStore();
  if (audit?.isWritten) throw new Error('a command whose audit row goes with its events appends once');
  const done = await run(async (transaction) => {
    const { done, subjects } = await work(transaction);
    if (audit) await chainAudit(transaction, audit.entry(subjects));
    return done;
  });
  audit?.written();
  return done;
}
