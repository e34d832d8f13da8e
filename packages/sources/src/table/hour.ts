import { dayOfDate, endOfHour, HOUR_SECONDS, parseMoment, type HourLabel, type Moment } from '@qingshan/kernel';
import { plain } from '../read/nearest.ts';
import type { Cell } from './record.ts';

/** `2024-10-31 08:00`, `2024/10/31 8:00:00`, `2024年10月31日 8时` */
const WRITTEN = /^(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?[T ]*(\d{1,2})(?:时|:00(?::00)?)$/;
const ZONED = /(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The end of the hour that a time cell names by its end or its beginning. An hour must be written; midnight may be
 * 24:00 where the end is named.
 *
 * @returns `null` when it is no time on the hour
 */
export function readHour(cell: Cell, label: HourLabel): Moment | null {
  if (typeof cell !== 'string') return cell.hasHour ? endOf(cell.moment, label) : null;
  const text = plain(cell);
  const m = WRITTEN.exec(text);
  if (!m) return ZONED.test(text) ? endOf(parseMoment(text), label) : null;
  const day = dayOfDate(Number(m[1]), Number(m[3]), Number(m[4]));
  const hour = Number(m[5]);
  if (day === null || hour > (label === 'hour-ending' ? 24 : 23)) return null;
  return endOfHour(day, hour, label);
}

function endOf(named: Moment | null, label: HourLabel): Moment | null {
  if (named === null || named % HOUR_SECONDS !== 0) return null;
  return label === 'hour-ending' ? named : named + HOUR_SECONDS;
}
