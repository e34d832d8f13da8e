import type { Workspace } from '../workspace.ts';
import { TOPICS, type ChangeFeed } from './change-feed.ts';

/** Whoever signs in changes no answer. */
const DECIDING = TOPICS.filter((topic) => topic !== 'people');

const MINUTE_SECONDS = 60;

/** Answers held before all are forgotten; more questions than that are not asked within a minute. */
const MOST_KEPT = 200;

/**
 * A question whose answer is the same for everybody, worked out once for all who ask it until something changes. It may
 * look neither at who asks nor at anything finer than a minute. An answer that fails is not kept.
 */
export function sharedAnswers<Query, Answer>(
  { observations, clock }: Pick<Workspace, 'observations' | 'clock'>,
  feed: ChangeFeed,
  work: (query: Query) => Promise<Answer>,
): (query: Query) => Promise<Answer> {
  const kept = new Map<string, Promise<Answer>>();
  let state = '';
  return async (query) => {
    const rows = await observations.version();
    const changed = Math.max(...DECIDING.map((topic) => feed.numberOf(topic)));
    const now = `${rows} ${changed} ${Math.floor(clock.now() / MINUTE_SECONDS)}`;
    if (now !== state || kept.size >= MOST_KEPT) kept.clear();
    state = now;
    const key = JSON.stringify(query);
    const found = kept.get(key);
    if (found) return found;
    const answer = work(query);
    kept.set(key, answer);
    answer.catch(() => kept.get(key) === answer && kept.delete(key));
    return answer;
  };
}
