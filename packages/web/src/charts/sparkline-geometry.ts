import type { Schemas } from '../api/client.ts';

export interface SparklineInput {
  /** Months `2024-03` of one year */
  readonly points: readonly { readonly period: string; readonly value: number | null }[];
  readonly fan: readonly { readonly period: string; readonly cumulative: Schemas['Quantiles'] }[];
  readonly limit: number | null;
}

export interface SparklineGeometry {
  /** One path per unbroken run of values */
  readonly line: string;
  readonly fan: string | null;
  readonly middle: string | null;
  readonly limitY: number | null;
  readonly end: { readonly x: number; readonly y: number } | null;
}

type Point = readonly [x: number, y: number];

const monthOf = (period: string): number => Number(period.slice(5, 7));
const path = (points: readonly Point[]): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** Runs of consecutive months with a value; a month without one breaks the line. */
function runs(points: SparklineInput['points']): { period: string; value: number }[][] {
  const result: { period: string; value: number }[][] = [[]];
  for (const { period, value } of points) {
    if (value === null) result.push([]);
    else result.at(-1)?.push({ period, value });
  }
  return result.filter((run) => run.length > 0);
}

/**
 * A year at a glance: twelve months from left to right, values from the least to the greatest that is shown.
 *
 * @returns `null` when there is no value to draw
 */
export function sparkline(input: SparklineInput, width: number, height: number): SparklineGeometry | null {
  const drawn = runs(input.points);
  const last = drawn.at(-1)?.at(-1);
  if (last === undefined) return null;
  const values = [
    ...drawn.flat().map((p) => p.value),
    ...input.fan.flatMap((f) => [f.cumulative.p5, f.cumulative.p95]),
    ...(input.limit === null ? [] : [input.limit]),
  ];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = 4;
  const x = (period: string): number => pad + ((monthOf(period) - 1) / 11) * (width - 2 * pad);
  const y = (value: number): number =>
    high === low ? height / 2 : pad + ((high - value) / (high - low)) * (height - 2 * pad);
  const end = { x: x(last.period), y: y(last.value) };
  const edge = (key: 'p5' | 'p50' | 'p95'): Point[] => input.fan.map((f) => [x(f.period), y(f.cumulative[key])]);
  const hasFan = input.fan.length > 0;
  return {
    line: drawn.map((run) => path(run.map((p) => [x(p.period), y(p.value)]))).join(''),
    fan: hasFan ? `${path([[end.x, end.y], ...edge('p95'), ...edge('p5').toReversed()])}Z` : null,
    middle: hasFan ? path([[end.x, end.y], ...edge('p50')]) : null,
    limitY: input.limit === null ? null : y(input.limit),
    end,
  };
}
