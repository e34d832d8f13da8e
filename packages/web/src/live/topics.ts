/**
 * Queries, by the beginning of their keys, that are asked anew when something of a topic has changed. What others do in the
 * campaign is not followed: whoever ticks rows or fills in a card there would have it change under the hand.
 */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  observations: [
    'workspace',
    'board',
    'target',
    'towns',
    'town-map',
    'batches',
    'quality',
    'aqi-comparison',
    'scores',
    'cases',
    'inbox',
    'intake-doors',
    'gateway',
  ],
};

export function keysOf(topics: readonly string[]): ReadonlySet<unknown> {
  return new Set(topics.flatMap((topic) => KEYS[topic] ?? []));
}
