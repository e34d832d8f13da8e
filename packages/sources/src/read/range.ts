import { formatDay, monitoringDayOf, type Moment } from '@qingshan/kernel';
import type { SourceContext } from '../define.ts';
import { Refusal, type FaultLog, type Place } from '../faults.ts';

type Range = Pick<SourceContext, 'earliest' | 'latest'>;

function shown({ earliest, latest }: Range) {
  return { earliest: formatDay(earliest), latest: formatDay(latest) };
}

/** Whether an interval that ends at `time` belongs to a day of the range; a time outside is reported. */
export function isInRange(time: Moment, range: Range, log: FaultLog, place: () => Place): boolean {
  const day = monitoringDayOf(time);
  if (day >= range.earliest && day <= range.latest) return true;
  log.add('time-outside', place(), shown(range));
  return false;
}

/** @throws Refusal `all-outside` when that was found of every row */
export function refuseAllOutside(rows: number, range: Range, log: FaultLog): void {
  if (log.count('time-outside') === rows)
    throw new Refusal(log.file, 'all-outside', {}, { count: rows, ...shown(range) });
}
