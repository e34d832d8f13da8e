interface Due {
  readonly due: string;
}

export interface DueGroup<R extends Due> {
  /** The due day, or that it has passed */
  readonly key: 'overdue' | (string & {});
  readonly reports: readonly R[];
}

/** Reports by the day on which they are due, what is overdue together and first. `reports` come oldest due day first. */
export function dueGroups<R extends Due>(reports: readonly R[], today: string): DueGroup<R>[] {
  const groups = Map.groupBy(reports, ({ due }) => (due < today ? 'overdue' : due));
  return [...groups].map(([key, own]) => ({ key, reports: own }));
}
