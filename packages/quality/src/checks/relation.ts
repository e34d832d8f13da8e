import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { figure, stretchesOf } from '../hours.ts';

/** A part that is greater than the whole: PM2.5 above PM10. */
export const relation = defineCheck({
  id: 'relation',
  name: { zh: '倒挂', en: 'part above the whole' },
  looksFor: {
    zh: '大于所属总量的值，例如 PM2.5 高于 PM10',
    en: 'values above what they are a part of, as PM2.5 above PM10',
  },
  settings: z.strictObject({
    /** The parameter that it is a part of */
    of: z.string().min(1),
    /** Two instruments never agree wholly: allowed above it, as a share of it */
    share: z.number().nonnegative(),
    /** and in the unit, besides */
    margin: z.number().nonnegative(),
  }),
  find(hours, { share, margin }) {
    const whole = (i: number): number => hours.companion?.[i] ?? Number.NaN;
    const part = (i: number): number => hours.own[i] ?? Number.NaN;
    return stretchesOf(hours, (i) => part(i) > whole(i) * (1 + share) + margin).map(({ first, last }) => ({
      first,
      last,
      why: {
        zh: `${figure(part(first))} 高于总量 ${figure(whole(first))}`,
        en: `${figure(part(first))} is above the whole, ${figure(whole(first))}`,
      },
    }));
  },
});
