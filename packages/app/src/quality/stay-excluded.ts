import { FLAGS, monitoringDayOf } from '@qingshan/kernel';
import type { ObservationColumns } from '../ports.ts';
import type { Workspace } from '../workspace.ts';
import { judgementsOf } from './judgements.ts';

const VALID = FLAGS.indexOf('valid');

const keyOf = (series: number, time: number): string => `${series} ${time}`;

/** Values of the series in the rows that a person has taken out and that are out still, by series and hour. */
async function excludedValues(
  { registry, observations }: Pick<Workspace, 'registry' | 'observations'>,
  rows: ObservationColumns,
): Promise<ReadonlyMap<string, { readonly value: number; readonly flag: number }>> {
  const reviews = (await registry.batches({ source: 'review' })).filter(({ state }) => state === 'committed');
  const batches = new Set(reviews.map(({ id }) => id));
  const values = new Map<string, { value: number; flag: number }>();
  if (batches.size === 0) return values;
  const present = new Set(rows.series);
  const series = (await registry.series()).filter(({ id }) => present.has(id));
  for (const { id, site, parameter } of series) {
    const { standing } = await judgementsOf(registry, site, parameter);
    for (const { batch, first, last } of standing) {
      if (batch === null || !batches.has(batch)) continue;
      const days = { first: monitoringDayOf(first), last: monitoringDayOf(last) };
      for (const row of await observations.observations({ series: [id], ...days })) {
        if (batches.has(row.batch))
          values.set(keyOf(id, row.time), { value: row.value, flag: FLAGS.indexOf(row.flag) });
      }
    }
  }
  return values;
}

/**
 * Rows that only say again what a person has taken out do not bring it back: they are given the flag that the stored
 * value has, and so change nothing. Another value is new, and counts until somebody judges it.
 */
export async function stayExcluded(
  workspace: Pick<Workspace, 'registry' | 'observations'>,
  rows: ObservationColumns,
): Promise<ObservationColumns> {
  const excluded = await excludedValues(workspace, rows);
  if (excluded.size === 0) return rows;
  const flag = rows.flag.map((own, i) => {
    const known = own === VALID ? excluded.get(keyOf(rows.series[i] ?? 0, rows.time[i] ?? 0)) : undefined;
    return known !== undefined && known.value === rows.value[i] ? known.flag : own;
  });
  return { ...rows, flag };
}
