import type { BatchRecord, ObservationStore, Registry, StoredBatch } from './ports.ts';

export interface Recovery {
  /** Ids of the batches whose state was set right */
  readonly committed: readonly number[];
  readonly failed: readonly number[];
  readonly undone: readonly number[];
}

type Change = Parameters<Registry['setBatch']>[1];

/** What the registry has to learn about a batch from the observation store; `null` when they agree. */
function correction(
  batch: BatchRecord,
  stored: StoredBatch | undefined,
  abandoned: ReadonlySet<number>,
): Change | null {
  if (!stored) return batch.state === 'writing' && abandoned.has(batch.id) ? { state: 'failed' } : null;
  const { added, corrected, unchanged, undoneAt } = stored;
  if (undoneAt !== null)
    return batch.state === 'undone' ? null : { state: 'undone', undoneAt, added, corrected, unchanged };
  return batch.state === 'writing' ? { state: 'committed', added, corrected, unchanged } : null;
}

/**
 * Makes the registry agree with the observation store after the process was killed at any moment: the registry is
 * written before and after the store, and the store, where a batch is there as a whole or not at all, decides. To be
 * called whenever a workspace is opened; repeating it changes nothing.
 */
export async function recover(registry: Registry, observations: ObservationStore): Promise<Recovery> {
  await observations.declare(await registry.series());
  // Before the store is asked: what a process that lives stores meanwhile is none of these.
  const abandoned = new Set(await registry.abandonedBatches());
  const stored = new Map((await observations.batches()).map((batch) => [batch.id, batch]));
  const changes: { id: number; change: Change }[] = [];
  for (const batch of await registry.batches()) {
    const change = correction(batch, stored.get(batch.id), abandoned);
    if (change) changes.push({ id: batch.id, change });
  }
  for (const { id, change } of changes) await registry.setBatch(id, change);
  const those = (state: BatchRecord['state']) => changes.filter((c) => c.change.state === state).map((c) => c.id);
  return { committed: those('committed'), failed: those('failed'), undone: those('undone') };
}
