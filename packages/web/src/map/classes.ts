import { INK } from '../charts/theme.ts';

export interface Shade {
  readonly fill: string;
  /** Ink that can be read on it */
  readonly ink: string;
}

/** One green from pale to dark: more of what is measured is darker. */
const SHADES: readonly Shade[] = [
  { fill: '#eaf3ee', ink: INK },
  { fill: '#c9e0d3', ink: INK },
  { fill: '#9ec9b2', ink: INK },
  { fill: '#6dab8b', ink: INK },
  { fill: '#367a58', ink: '#fff' },
  { fill: '#1b563c', ink: '#fff' },
];
export const NO_DATA: Shade = { fill: '#fff', ink: INK };
export const BETTER: Shade = { fill: '#9ec9b2', ink: INK };
export const WORSE: Shade = { fill: '#f3d9a4', ink: INK };
export const SAME: Shade = { fill: '#eef0ec', ink: INK };

/** The class of a value, counted from 0; a value on a bound belongs to the class above it. */
export function classOf(value: number, bounds: readonly number[]): number {
  const above = bounds.findIndex((bound) => value < bound);
  return Math.max(0, (above === -1 ? bounds.length - 1 : above) - 1);
}

/** The shade of a class, so that the first is the palest and the last the darkest however many there are. */
export function shadeOf(index: number, bounds: readonly number[]): Shade {
  const last = Math.max(1, bounds.length - 2);
  return SHADES[Math.round((index / last) * (SHADES.length - 1))] ?? NO_DATA;
}
