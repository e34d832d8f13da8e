import { DAY_SECONDS, type Moment } from '@qingshan/kernel';
import type { CaseRules } from './case-rules.ts';

/** What of a case tells whether another repeats it. */
export interface Comparable {
  readonly id: string;
  readonly topic: string;
  readonly town: string | null;
  readonly place: string;
  /** Telephone of the caller; empty: not known */
  readonly phone: string;
  readonly received: Moment;
}

/** A case that seems to repeat an earlier one 疑似重复件. */
export interface RepeatProposal {
  readonly case: string;
  /** The earliest case of the chain */
  readonly main: string;
  readonly by: 'caller' | 'place';
}

function digits(phone: string): string {
  return phone.normalize('NFKC').replaceAll(/\D/g, '');
}

/** A place in words: width, blanks and punctuation do not count. */
export function placeForm(place: string): string {
  return place
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}]/gu, '');
}

const KEYS = {
  caller: ({ phone }: Comparable) => digits(phone),
  place: ({ town, place }: Comparable) => (placeForm(place) === '' ? '' : `${town ?? ''}/${placeForm(place)}`),
} as const;

/**
 * Which cases repeat an earlier one: same topic, and the same caller or place, received no more than so many days after it
 * or after another repeat of it.
 */
export function proposeRepeats(cases: readonly Comparable[], { days, by }: CaseRules['repeats']): RepeatProposal[] {
  const ordered = cases.toSorted((a, b) => a.received - b.received || (a.id < b.id ? -1 : 1));
  const mains = new Map<string, string>();
  const newest = new Map<string, Comparable>();
  const proposals: RepeatProposal[] = [];
  for (const one of ordered) {
    for (const kind of by) {
      const key = KEYS[kind](one);
      const before = key === '' ? undefined : newest.get(`${kind}/${one.topic}/${key}`);
      if (!before || mains.has(one.id) || one.received - before.received > days * DAY_SECONDS) continue;
      const main = mains.get(before.id) ?? before.id;
      mains.set(one.id, main);
      proposals.push({ case: one.id, main, by: kind });
    }
    for (const kind of by) newest.set(`${kind}/${one.topic}/${KEYS[kind](one)}`, one);
  }
  return proposals;
}
