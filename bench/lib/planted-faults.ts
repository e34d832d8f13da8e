import { randomOf } from '@qingshan/sources';

export type FaultKind = 'spike' | 'flat line' | 'times 10' | 'thousandth';

export interface Planted {
  readonly kind: FaultKind;
  readonly first: number;
  readonly last: number;
}

/** Hours from the beginning of one fault to the next: about two a month of each kind. */
const EVERY = 90;

/** How each fault changes an hour; `held` is the value of the hour before it began. */
const FAULTS: Readonly<
  Record<FaultKind, { hours: readonly [number, number]; change: (value: number, held: number, size: number) => number }>
> = {
  spike: { hours: [1, 2], change: (value, _, size) => value + Math.max(4 * value, 100 + 300 * size) },
  'flat line': { hours: [8, 48], change: (_, held) => held },
  'times 10': { hours: [12, 48], change: (value) => 10 * value },
  thousandth: { hours: [12, 48], change: (value) => value / 1000 },
};

/** A copy of a year of hourly values with faults at known places, one after the other, where the station has values. */
export function plant(own: Float64Array, seed: number): { values: Float64Array; planted: Planted[] } {
  const random = randomOf(seed, 'planted');
  const values = own.slice();
  const planted: Planted[] = [];
  const kinds = Object.keys(FAULTS) as FaultKind[];
  for (let slot = EVERY, n = 0; slot + EVERY < own.length; slot += EVERY, n++) {
    const kind = kinds[n % kinds.length] ?? 'spike';
    const { hours, change } = FAULTS[kind];
    const [least, most] = hours;
    const first = slot + random.whole(0, EVERY - most - 13);
    const last = first + random.whole(least, most) - 1;
    const size = random.next();
    if (own.subarray(first - 1, last + 2).some(Number.isNaN)) continue;
    const held = own[first - 1] ?? 0;
    for (let i = first; i <= last; i++) values[i] = change(own[i] ?? 0, held, size);
    planted.push({ kind, first, last });
  }
  return { values, planted };
}
