import { DAY_SECONDS, type Moment } from '@qingshan/kernel';
import type { PullRecord } from './ports.ts';
import type { PullDefinition } from './pull-definition.ts';

const MINUTE = 60;
const LONGEST_WAIT_MINUTES = 60;

function momentOfClock(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * MINUTE;
}

/** The first of these times of the day after a moment. */
function nextTime(times: readonly string[], after: Moment): Moment {
  const day = after - (after % DAY_SECONDS);
  const today = times.map((time) => day + momentOfClock(time));
  const later = today.filter((moment) => moment > after);
  return later.length > 0 ? Math.min(...later) : Math.min(...today) + DAY_SECONDS;
}

/** How long is waited after so many failures in a row: 1, 2, 4 … 60 minutes. */
function backoff(failures: number): number {
  return Math.min(2 ** (failures - 1), LONGEST_WAIT_MINUTES) * MINUTE;
}

/**
 * When it is to be fetched next; `null`: at once, since it never was. A time of the day that was slept through is made up for.
 */
export function dueAt({ everyMinutes, at = [] }: PullDefinition, last: PullRecord | null): Moment | null {
  if (last === null) return null;
  if (last.failures > 0) return last.tried + backoff(last.failures);
  return everyMinutes === undefined ? nextTime(at, last.tried) : last.tried + everyMinutes * MINUTE;
}
