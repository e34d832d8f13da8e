import type { Topic } from '../live/change-feed.ts';
import type { Area } from './rule.ts';

/** What a command of an area may have changed. */
export const TOPICS_OF: Readonly<Record<Area, readonly Topic[]>> = {
  figures: ['observations'],
  rules: ['rules'],
  intake: ['observations'],
  plan: ['plan', 'campaign'],
  loop: ['campaign'],
  registers: ['registers', 'campaign'],
  cases: ['cases'],
  responses: ['responses'],
  documents: ['documents'],
  people: ['people'],
};
