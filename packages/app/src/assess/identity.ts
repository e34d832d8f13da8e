import { createHash } from 'node:crypto';
import type { DailyReduction, SampledSite } from '@qingshan/methods';

/** Hash of the reductions that went into a result, so that the same data give the same id. */
export function hashReductions(parts: readonly { readonly key: string; readonly reduction: DailyReduction }[]): string {
  const hash = createHash('sha256');
  for (const { key, reduction } of parts) {
    hash.update(`${key} ${reduction.first}\n`);
    for (const column of [reduction.hours, reduction.sum, reduction.max, reduction.windows, reduction.top8x168]) {
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    }
  }
  return hash.digest('hex');
}

/** Hash of sites and their samples. */
export function hashSamples(sites: readonly SampledSite[]): string {
  return hashText(JSON.stringify(sites, (_, value: unknown) => (value instanceof Map ? [...value] : value)));
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** An id that says the same for the same question over the same data by the same rules. */
export function assessmentId(facts: Readonly<Record<string, unknown>>): string {
  return `a-${hashText(JSON.stringify(facts, Object.keys(facts).sort())).slice(0, 20)}`;
}
