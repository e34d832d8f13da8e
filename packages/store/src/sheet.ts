import type { Range } from '@qingshan/app';
import type { DailyReduction } from '@qingshan/methods';

/** The days of all series of a range, as they are read. */
export interface Sheet {
  readonly first: number;
  readonly days: number;
  readonly hours: Uint8Array;
  readonly sum: Float64Array;
  readonly max: Float64Array;
  readonly windows: Uint8Array;
  readonly top8x168: Float64Array;
}

/** One block of memory for all series, `days` entries each, in the order of the range. */
export function emptySheet({ series, first, last }: Range): Sheet {
  const days = Math.max(0, last - first + 1);
  const size = series.length * days;
  return {
    first,
    days,
    hours: new Uint8Array(size),
    sum: new Float64Array(size),
    max: new Float64Array(size).fill(Number.NaN),
    windows: new Uint8Array(size),
    top8x168: new Float64Array(size).fill(Number.NaN),
  };
}

/** The days of the series at that place of the range. */
export function reductionAt(sheet: Sheet, position: number): DailyReduction {
  const [from, to] = [position * sheet.days, (position + 1) * sheet.days];
  return {
    first: sheet.first,
    hours: sheet.hours.subarray(from, to),
    sum: sheet.sum.subarray(from, to),
    max: sheet.max.subarray(from, to),
    windows: sheet.windows.subarray(from, to),
    top8x168: sheet.top8x168.subarray(from, to),
  };
}
