import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { figure, type Finding, type Hours } from '../hours.ts';

interface Settings {
  readonly hours: number;
  readonly rise: number;
  readonly times: number;
}

/** How far the least value of the hours stands above both sides of them. */
function excess(values: Float64Array, first: number, last: number): { least: number; side: number } {
  let least = Number.POSITIVE_INFINITY;
  for (let i = first; i <= last; i++) least = Math.min(least, values[i] ?? Number.NaN);
  return { least, side: Math.max(values[first - 1] ?? Number.NaN, values[last + 1] ?? Number.NaN) };
}

function spikeAt({ own, expected }: Hours, first: number, s: Settings): Finding | null {
  for (let last = first; last < first + s.hours && last < own.length - 1; last++) {
    const { least, side } = excess(own, first, last);
    if (!(least - side > s.rise && least > s.times * Math.max(side, 0))) continue;
    // What all around rise to at the same hour is weather, not an instrument.
    const around = excess(expected, first, last);
    if (around.least - around.side > (least - side) / 4) continue;
    const [value, before] = [figure(least), figure(side)];
    return {
      first,
      last,
      why: {
        zh: `突升到 ${value} 又落回，前后不超过 ${before}`,
        en: `rises to ${value} and falls back; no more than ${before} before and after`,
      },
    };
  }
  return null;
}

/** A value that leaps up for an hour or two while the sites around do not. */
export const spike = defineCheck<Settings>({
  id: 'spike',
  name: { zh: '突跳', en: 'spike' },
  looksFor: {
    zh: '一两个小时内突然升高又落回、周边点位没有同步变化的值',
    en: 'values that leap up for an hour or two and fall back while the sites around do not',
  },
  settings: z.strictObject({
    /** At most so many hours */
    hours: z.number().int().positive(),
    /** In the unit of the parameter, above both sides */
    rise: z.number().positive(),
    /** As many times both sides */
    times: z.number().min(1),
  }),
  find(hours, settings) {
    const found: Finding[] = [];
    for (let i = 1; i < hours.own.length - 1; i++) {
      const spiked = spikeAt(hours, i, settings);
      if (!spiked) continue;
      found.push(spiked);
      i = spiked.last;
    }
    return found;
  },
});
