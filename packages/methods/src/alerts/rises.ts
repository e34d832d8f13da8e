/** When values rise too fast. */
export interface RiseRule {
  /** At least so much, in the unit of the values */
  readonly rise: number;
  /** Above the least of so many hours before */
  readonly within: number;
  /** It is over below the value before it and this share of `rise` */
  readonly endsBelow: number;
}

/** An hour that stands as high above the hours before a rise as the rule asks. */
export interface Risen {
  readonly hour: number;
  readonly value: number;
  /** The least value before the rise, and its hour */
  readonly base: number;
  readonly baseHour: number;
}

export interface Rises {
  /** The hours that count */
  readonly risen: readonly Risen[];
  /** Hours after a rise that are lower, and not yet below the level at which it is over */
  readonly holding: readonly number[];
}

/** After so many hours it is no longer a rise but a level, for which there are limits. */
const LONGEST = 24;

type Base = Pick<Risen, 'base' | 'baseHour'>;

function baseOf(hours: ReadonlyMap<number, number>, hour: number, within: number): Base | null {
  let found: Base | null = null;
  for (let baseHour = hour - within; baseHour < hour; baseHour++) {
    const base = hours.get(baseHour);
    if (base !== undefined && (found === null || base < found.base)) found = { base, baseHour };
  }
  return found;
}

/**
 * Finds where hourly values rise by `rise` or more within hours, as by the dust of a building site, and for how long
 * they stay up. What is said of an hour rests on the 24 hours up to it and on `within` more, on nothing else. That a
 * spike of one hour is none says whoever asks how many hours an episode has at least.
 *
 * @param hours valid values by number of the hour
 */
export function risesOf(hours: ReadonlyMap<number, number>, { rise, within, endsBelow }: RiseRule): Rises {
  const risen = new Map<number, Risen>();
  const holding = new Set<number>();
  for (const [start, first] of hours) {
    const from = baseOf(hours, start, within);
    if (!from || first - from.base < rise) continue;
    for (let hour = start; hour < start + LONGEST; hour++) {
      const value = hours.get(hour);
      if (value === undefined) continue;
      if (value < from.base + rise * endsBelow) break;
      if (value < from.base + rise) holding.add(hour);
      else if (from.base < (risen.get(hour)?.base ?? Number.POSITIVE_INFINITY))
        risen.set(hour, { hour, value, ...from });
    }
  }
  return {
    risen: [...risen.values()].toSorted((a, b) => a.hour - b.hour),
    holding: [...holding].filter((hour) => !risen.has(hour)).toSorted((a, b) => a - b),
  };
}
