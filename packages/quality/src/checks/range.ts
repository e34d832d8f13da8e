import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { figure, stretchesOf } from '../hours.ts';

/** Values that the quantity, or the instrument, cannot have. */
export const range = defineCheck({
  id: 'range',
  name: { zh: '超出量程', en: 'out of range' },
  looksFor: { zh: '低于下限或高于上限的值', en: 'values below the least or above the greatest that can be' },
  settings: z.strictObject({ least: z.number(), greatest: z.number() }),
  find(hours, { least, greatest }) {
    const value = (i: number): number => hours.own[i] ?? Number.NaN;
    return stretchesOf(hours, (i) => value(i) < least || value(i) > greatest).map(({ first, last }) => ({
      first,
      last,
      why: {
        zh: `${figure(value(first))} 不在 ${least} 至 ${greatest} 之间`,
        en: `${figure(value(first))} is not within ${least} to ${greatest}`,
      },
    }));
  },
});
