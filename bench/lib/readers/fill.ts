import type { Workspace } from '@qingshan/app';
import { DAY_SECONDS, dayOfDate, HOUR_SECONDS } from '@qingshan/kernel';

/** The year before the demonstration's first; older years follow until there are enough. */
const NEWEST = 2022;

/** 0.1 … 150.0 in steps of 0.1, without any meaning. */
function valueOf(series: number, hour: number): number {
  return (((series * 7919 + hour * 104_729) % 1500) + 1) / 10;
}

/** The series that have hours: those with at least half of a day's on some day of the demonstration. */
export async function hourlySeries({ registry, observations }: Workspace): Promise<readonly number[]> {
  const ids = (await registry.series()).map((s) => s.id);
  const day = dayOfDate(2024, 3, 4) ?? 0;
  const daily = await observations.daily({ series: ids, first: day, last: day });
  return ids.filter((_, i) => (daily[i]?.hours[0] ?? 0) >= 12);
}

/**
 * Adds whole years of hours to the demonstration's own series, one batch each, until there are so many rows.
 *
 * @returns how many rows there are then, and the first year
 */
export async function fillHistory(
  workspace: Workspace,
  count: number,
): Promise<{ readonly rows: number; readonly since: number }> {
  const { registry, observations, clock } = workspace;
  const hourly = await hourlySeries(workspace);
  let rows = (await observations.batches()).reduce((sum, batch) => sum + batch.added + batch.corrected, 0);
  let year = NEWEST + 1;
  while (rows < count) {
    year -= 1;
    const [first, after] = [dayOfDate(year, 1, 1) ?? 0, dayOfDate(year + 1, 1, 1) ?? 0];
    const hours = (after - first) * 24;
    const size = hours * hourly.length;
    const at = (i: number) => first * DAY_SECONDS + ((i % hours) + 1) * HOUR_SECONDS;
    const series = Int32Array.from({ length: size }, (_, i) => hourly[Math.floor(i / hours)] ?? 0);
    const record = await registry.createBatch(
      { source: 'simulated', files: [String(year)], createdAt: clock.now(), received: clock.now(), simulated: true },
      [],
    );
    const done = await observations.commit(
      { id: record.id, received: clock.now() },
      {
        series,
        time: Float64Array.from({ length: size }, (_, i) => at(i)),
        value: Float64Array.from(series, (id, i) => valueOf(id, i % hours)),
        flag: new Uint8Array(size),
      },
    );
    const { added, corrected, unchanged } = done;
    await registry.setBatch(record.id, { state: 'committed', added, corrected, unchanged });
    rows += added;
  }
  await observations.refresh();
  return { rows, since: year };
}
