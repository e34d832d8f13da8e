import type { ObservationStore } from '@qingshan/app';

export interface CopyableObservations extends ObservationStore {
  /**
   * Writes all of it into a new DuckDB file; nothing is changed here until that, and then `meanwhile`, are done.
   *
   * @throws QingshanError `observations-not-copied` where the engine cannot do that
   */
  copyTo(file: string, meanwhile: () => Promise<void>): Promise<void>;
}
