import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refreshLoop } from './loop-queries.ts';

export interface BulkResult<Item, Output> {
  readonly done: readonly Output[];
  readonly failed: readonly { readonly item: Item; readonly error: Error }[];
}

export interface Bulk<Item, Output> {
  readonly isPending: boolean;
  /** How many have been tried */
  readonly tried: number;
  readonly result: BulkResult<Item, Output> | null;
  start(items: readonly Item[]): void;
  clear(): void;
}

/** The same step on many things, one after the other: each is a command of its own, and one that fails stops no other. */
export function useBulk<Item, Output>(step: (item: Item) => Promise<Output>): Bulk<Item, Output> {
  const queries = useQueryClient();
  const [tried, setTried] = useState(0);
  const run = async (items: readonly Item[]): Promise<BulkResult<Item, Output>> => {
    const done: Output[] = [];
    const failed: { item: Item; error: Error }[] = [];
    for (const [i, item] of items.entries()) {
      try {
        done.push(await step(item));
      } catch (error) {
        failed.push({ item, error: error instanceof Error ? error : new Error(String(error)) });
      }
      setTried(i + 1);
    }
    return { done, failed };
  };
  const bulk = useMutation({ mutationFn: run, onSuccess: () => refreshLoop(queries) });
  return {
    isPending: bulk.isPending,
    tried,
    result: bulk.data ?? null,
    start: (items) => {
      setTried(0);
      bulk.mutate(items);
    },
    clear: bulk.reset,
  };
}
