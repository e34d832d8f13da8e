import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { figure, type Finding } from '../hours.ts';

function widthOf(values: Float64Array, first: number, last: number): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = first; i <= last; i++) {
    const x = values[i] ?? Number.NaN;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return high - low;
}

/** An instrument that repeats itself while the air around it changes. */
export const flatLine = defineCheck({
  id: 'flat-line',
  name: { zh: '恒值', en: 'flat line' },
  looksFor: {
    zh: '连续多小时数值完全相同、周边点位却在变化的值',
    en: 'the same value for many hours while the sites around change',
  },
  settings: z.strictObject({
    /** So many hours with the same value, or more */
    hours: z.number().int().min(2),
    /** How much the median of the sites around must have changed meanwhile; not asked where there are too few */
    change: z.number().nonnegative(),
    /** Values up to this one repeat in clean air, near what the instrument can tell from nothing */
    above: z.number(),
  }),
  find({ own, expected }, settings) {
    const found: Finding[] = [];
    for (let first = 0; first < own.length;) {
      let end = first + 1;
      while (end < own.length && own[end] === own[first]) end++;
      const value = own[first] ?? Number.NaN;
      const change = widthOf(expected, first, end - 1);
      const isFlat = end - first >= settings.hours && value > settings.above;
      if (isFlat && (change === Number.NEGATIVE_INFINITY || change >= settings.change)) {
        const why = {
          zh: `连续 ${end - first} 小时都是 ${figure(value)}`,
          en: `${figure(value)} for ${end - first} hours on end`,
        };
        found.push({ first, last: end - 1, why });
      }
      first = end;
    }
    return found;
  },
});
