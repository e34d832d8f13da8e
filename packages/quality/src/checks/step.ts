import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { figure, medianOf, type Finding } from '../hours.ts';

interface Settings {
  readonly times: number;
  readonly hours: number;
  readonly base: number;
}

/** How many times the median after an hour is the one before it; NaN where either side lacks values. */
function ratioAt(own: Float64Array, i: number, { hours, base }: Settings): number {
  const fewest = Math.ceil(hours / 2);
  const before = medianOf(own.subarray(Math.max(0, i - hours), i), fewest);
  const after = medianOf(own.subarray(i, i + hours), fewest);
  return (after + base) / (before + base);
}

/** The hour within a step at which the ratio is farthest from 1. */
function steepest(own: Float64Array, from: number, settings: Settings): { at: number; ratio: number } {
  let [at, ratio] = [from, ratioAt(own, from, settings)];
  for (let i = from + 1; i < from + settings.hours; i++) {
    const here = ratioAt(own, i, settings);
    if (Math.abs(Math.log(here)) > Math.abs(Math.log(ratio))) [at, ratio] = [i, here];
  }
  return { at, ratio };
}

/** A level that leaps and stays, at a site that has no neighbours to be compared with. */
export const step = defineCheck<Settings>({
  id: 'step',
  name: { zh: '台阶', en: 'step' },
  looksFor: {
    zh: '没有足够周边点位可比时，整体水平突然改变并保持的值',
    en: 'a level that leaps and stays, where there are too few sites around to compare with',
  },
  settings: z.strictObject({
    times: z.number().gt(1),
    /** Hours before and after that are compared */
    hours: z.number().int().min(2),
    /** Added to both sides of the ratio, in the unit */
    base: z.number().positive(),
  }),
  find({ own, expected }, settings) {
    const limit = Math.log(settings.times);
    const found: Finding[] = [];
    for (let i = settings.hours; i < own.length; i++) {
      if (!Number.isNaN(expected[i] ?? Number.NaN)) continue;
      if (!(Math.abs(Math.log(ratioAt(own, i, settings))) > limit)) continue;
      const { at, ratio } = steepest(own, i, settings);
      const last = Math.min(at + settings.hours, own.length) - 1;
      const [zh, en] = ratio > 1 ? ['升到', 'rises to'] : ['降到', 'falls to'];
      const times = figure(ratio > 1 ? ratio : 1 / ratio, 2);
      found.push({
        first: at,
        last,
        why: {
          zh: `水平突然${zh}此前的${ratio > 1 ? ` ${times} 倍` : ` 1/${times}`}`,
          en: `the level ${en} ${ratio > 1 ? `${times} times` : `1/${times} of`} what it was`,
        },
      });
      i = last;
    }
    return found;
  },
});
