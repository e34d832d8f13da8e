import type { CodeRule } from './engine/types.ts';
import { plateFitsFuel } from './fleet-vehicle/rules.ts';
import { housingNeedsClearance, publishedLongEnough } from './land-parcel/rules.ts';
import { amountsBalance } from './waste/rules.ts';

/** The rules in code, by register: every `rules.ts` has its line here (a test compares the folders). */
export const CODE_RULES: Readonly<Record<string, readonly CodeRule[]>> = {
  'fleet-vehicle': [plateFitsFuel],
  'land-parcel': [housingNeedsClearance, publishedLongEnough],
  waste: [amountsBalance],
};
