import type { Localized } from '@qingshan/kernel';
import type { Arrival } from './arrival.ts';
import { stretchesOf, type Stretch } from './hours.ts';

/** What is pointed at because of when values came, not of what they are. */
export const ARRIVAL_CHECKS: readonly {
  readonly id: string;
  readonly name: Localized;
  readonly looksFor: Localized;
}[] = [
  {
    id: 'maintenance',
    name: { zh: '维护时段', en: 'maintenance' },
    looksFor: {
      zh: '落在已登记维护时段内的小时值；剔除后标记为维护',
      en: 'values of hours within a planned maintenance; taken out, they are marked as maintenance',
    },
  },
  {
    id: 'clock',
    name: { zh: '时钟超前', en: 'clock ahead' },
    looksFor: {
      zh: '标记的时刻晚于收到的时刻，说明仪器时钟不准',
      en: 'values stamped with a time after they were received: the clock of the instrument is wrong',
    },
  },
];

/** Hours with a value for which something holds, as stretches. */
export function hoursWhere(own: Float64Array, holds: (i: number) => boolean): Stretch[] {
  return stretchesOf({ own }, holds).map(({ first, last }) => ({ first, last }));
}

/**
 * How many values came late, where values come by themselves; `null` where most did: then they were imported as a file when
 * somebody had it, and late says nothing.
 */
export function lateAmong(arrivals: readonly Arrival[]): number | null {
  const late = arrivals.filter((one) => one === 'late').length;
  return late * 2 > arrivals.length ? null : late;
}
