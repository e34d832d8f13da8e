import type { Moment } from '@qingshan/kernel';
import type { Stretch } from './hours.ts';

export interface ArrivalLimits {
  /** Seconds after its hour has ended from which a value is late */
  readonly late: number;
  /** Seconds that the clock of an instrument may be ahead */
  readonly ahead: number;
}

/** How a value arrived; what is stamped with a time to come shows an instrument whose clock is wrong. */
export type Arrival = 'in-time' | 'late' | 'ahead';

/**
 * @param time end of the hour that the value is of, by the instrument's clock
 * @param received when it came, by the server's clock
 */
export function arrivalOf(time: Moment, received: Moment, { late, ahead }: ArrivalLimits): Arrival {
  if (time - received > ahead) return 'ahead';
  return received - time > late ? 'late' : 'in-time';
}

/** Stretches of hours without a value among the first `due`; later ones need not have come yet. */
export function missingHours(own: Float64Array, due: number): Stretch[] {
  const found: Stretch[] = [];
  for (let first = 0; first < due; first++) {
    if (!Number.isNaN(own[first] ?? Number.NaN)) continue;
    let last = first;
    while (last + 1 < due && Number.isNaN(own[last + 1] ?? Number.NaN)) last++;
    found.push({ first, last });
    first = last;
  }
  return found;
}
