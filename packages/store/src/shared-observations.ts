import type { ObservationStore, Peers } from '@qingshan/app';

/**
 * Observations that several processes write: one after the other, as whoever writes numbers what it writes by what was
 * there before. All may read at any time.
 */
export function sharedObservations<Store extends ObservationStore>(store: Store, { inTurn }: Peers): Store {
  const alone = <T>(work: () => Promise<T>): Promise<T> => inTurn('observations', work);
  return {
    ...store,
    declare: (series) => alone(() => store.declare(series)),
    commit: (batch, rows) => alone(() => store.commit(batch, rows)),
    undo: (batch, at) => alone(() => store.undo(batch, at)),
    refresh: () => alone(() => store.refresh()),
    rebuild: () => alone(() => store.rebuild()),
  };
}
