import { parseDay } from '@qingshan/kernel';
import { mayBecomeHousing, type ParcelState } from '@qingshan/methods';
import type { CodeRule } from '../engine/types.ts';

/** States of the register as the law orders them. */
const LEGAL_STATES: Readonly<Record<string, ParcelState>> = {
  suspected: 'suspected',
  polluted: 'assessed',
  listed: 'listed',
  clean: 'clean',
  removed: 'delisted',
};

/** Land that is to become housing or public service must be free of doubt first (soil pollution law, Article 61). */
export const housingNeedsClearance: CodeRule = ({ values }) => {
  const state = LEGAL_STATES[String(values['state'])];
  if (values['change'] !== 'sensitive' || state === undefined || mayBecomeHousing(state)) return null;
  return {
    field: 'state',
    severity: 'doubtful',
    why: {
      zh: '拟变更为“一住两公”，而地块尚未查明或仍在名录内，不得供地。请核对状态，或暂缓变更。',
      en: 'It is to become housing or public service but is unresolved or on the list. Check its state or put off the change.',
    },
  };
};

/** Days that a report is published for at least (tender requirements; not read in a rule of Beijing). */
const FEWEST_DAYS = 15;

/** The days from first to last, both counted, are at least fifteen. */
export const publishedLongEnough: CodeRule = ({ values }) => {
  const [from, to] = [values['shownFrom'], values['shownTo']].map((day) => parseDay(String(day ?? '')));
  if (typeof from !== 'number' || typeof to !== 'number' || to < from || to - from + 1 >= FEWEST_DAYS) return null;
  return {
    field: 'shownTo',
    severity: 'doubtful',
    why: {
      zh: `公示只有 ${to - from + 1} 天，少于 ${FEWEST_DAYS} 天。请核对起止日期。`,
      en: `It was published for ${to - from + 1} days, fewer than ${FEWEST_DAYS}. Check the dates.`,
    },
  };
};
