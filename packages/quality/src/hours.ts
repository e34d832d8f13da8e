import type { Localized } from '@qingshan/kernel';

/**
 * What is known of one series over a stretch of time. All arrays have an entry for each hour of the stretch, in its order;
 * NaN is an hour without a value. Values are in the unit of the settings of the parameter.
 */
export interface Hours {
  readonly own: Float64Array;
  /** What the sites near by say that the hour should have been, see `expectedOf`; NaN where they say nothing */
  readonly expected: Float64Array;
  /** The parameter that the settings compare it with, at the same site; `null`: not measured there */
  readonly companion: Float64Array | null;
}

/** Hours that look wrong to a check, as positions in the arrays, both included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

export interface Finding extends Stretch {
  /** What made it look wrong, with figures */
  readonly why: Localized;
}

const FEWEST_NEIGHBOURS = 3;

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** Median of the values that are there; NaN of fewer than `fewest`. */
export function medianOf(values: Float64Array, fewest = 1): number {
  const known = values.filter((x) => !Number.isNaN(x)).sort();
  return known.length < fewest ? Number.NaN : middle(known);
}

/**
 * The median of the same parameter at sites near by in each of `length` hours; NaN where fewer than three have a value. A
 * median is not led astray by one of them being wrong itself.
 */
export function expectedOf(neighbours: readonly Float64Array[], length: number): Float64Array {
  const expected = new Float64Array(length).fill(Number.NaN);
  if (neighbours.length < FEWEST_NEIGHBOURS) return expected;
  const around = new Float64Array(neighbours.length);
  for (let i = 0; i < length; i++) {
    for (let k = 0; k < neighbours.length; k++) around[k] = neighbours[k]?.[i] ?? Number.NaN;
    expected[i] = medianOf(around, FEWEST_NEIGHBOURS);
  }
  return expected;
}

/** The longest stretches in which every hour that has a value is `suspect`, with how many such hours each has. */
export function stretchesOf(
  { own }: Pick<Hours, 'own'>,
  suspect: (i: number) => boolean,
): (Stretch & { readonly hours: number })[] {
  const found: (Stretch & { readonly hours: number })[] = [];
  let first = -1;
  let last = -1;
  let hours = 0;
  const close = (): void => {
    if (first >= 0) found.push({ first, last, hours });
    first = -1;
    hours = 0;
  };
  for (let i = 0; i < own.length; i++) {
    if (Number.isNaN(own[i] ?? Number.NaN)) continue;
    if (!suspect(i)) {
      close();
      continue;
    }
    if (first < 0) first = i;
    last = i;
    hours++;
  }
  close();
  return found;
}

/** A figure as people read it, without the noise of doubles. */
export function figure(x: number, digits = 9): string {
  return String(Number(x.toPrecision(digits)));
}
