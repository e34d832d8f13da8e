import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { figure, medianOf, stretchesOf } from '../hours.ts';

const DAY = 24;
/** Days before an hour that say how a site usually stands to those around it */
const USUAL_DAYS = 7;

/**
 * How a site usually stands to its neighbours, for each day: the median over the seven days before it. A hill lies cleaner
 * than the plain and a road dirtier, so what counts is that the relation changes. 0 where it is not known yet: alike.
 */
function usualByDay(relation: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.ceil(relation.length / DAY) }, (_, day) => {
    const usual = medianOf(relation.subarray(Math.max(0, (day - USUAL_DAYS) * DAY), day * DAY), DAY);
    return Number.isNaN(usual) ? 0 : usual;
  });
}

/** A level that has come away from the sites around: wrong unit, wrong factor, a drifting or blocked instrument. */
export const neighbours = defineCheck({
  id: 'neighbours',
  name: { zh: '偏离周边', en: 'off the neighbours' },
  looksFor: {
    zh: '与周边点位的比值连续多小时明显偏离平常的值，例如单位或系数设错',
    en: 'values whose ratio to the sites around is far from the usual for hours, as with a wrong unit or factor',
  },
  settings: z.strictObject({
    /** Times above, or below, what is usual */
    times: z.number().gt(1),
    /** So many hours, or more */
    hours: z.number().int().positive(),
    /** Added to both sides of the ratio, in the unit: among small values a large ratio means nothing */
    base: z.number().positive(),
  }),
  find(hours, { times, hours: fewest, base }) {
    const { expected } = hours;
    const relation = hours.own.map((x, i) => Math.log((Math.max(x, 0) + base) / ((expected[i] ?? Number.NaN) + base)));
    const usual = usualByDay(relation);
    const off = (i: number): number => (relation[i] ?? Number.NaN) - (usual[Math.floor(i / DAY)] ?? 0);
    const limit = Math.log(times);
    return [1, -1]
      .flatMap((sign) => stretchesOf(hours, (i) => sign * off(i) > limit))
      .filter((stretch) => stretch.hours >= fewest)
      .toSorted((a, b) => a.first - b.first)
      .map(({ first, last }) => {
        const [value, around] = [hours.own[first] ?? Number.NaN, expected[first] ?? Number.NaN].map((x) => figure(x));
        return {
          first,
          last,
          why: { zh: `为 ${value}，周边中位数为 ${around}`, en: `${value} where the median around is ${around}` },
        };
      });
  },
});
