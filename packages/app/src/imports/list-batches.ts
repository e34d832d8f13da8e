import { formatMoment } from '@qingshan/kernel';
import { sources } from '@qingshan/sources';
import { GATEWAY_SOURCE } from '../gateway/portion.ts';
import type { BatchRecord } from '../ports.ts';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';

export interface BatchesQuery {
  /** Those that instruments sent, or all others; absent: all */
  readonly by?: 'devices' | 'others' | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

const PAGE = 100;

function batchView(batch: BatchRecord) {
  const { createdAt: _, ...rest } = batch;
  return {
    ...rest,
    files: [...batch.files],
    received: formatMoment(batch.received),
    undoneAt: batch.undoneAt === null ? null : formatMoment(batch.undoneAt),
  };
}

/** A page of what was imported, the newest first. Instruments make hundreds of batches a day. */
export async function listBatches(
  { registry }: Workspace,
  { by, offset = 0, limit = PAGE }: BatchesQuery = {},
): Promise<views.BatchesView> {
  const of = by && { source: GATEWAY_SOURCE, others: by === 'others' };
  const { batches, total } = await registry.batchPage({ of, offset, limit });
  const files = sources.map(({ id, title, summary, extensions }) => ({
    id,
    title,
    summary,
    extensions: [...extensions],
  }));
  return { batches: batches.map(batchView), total, sources: files };
}
