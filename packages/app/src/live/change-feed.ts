import { randomUUID } from 'node:crypto';

/** Parts of what Qingshan knows that change together and are asked for anew together. */
export const TOPICS = [
  'observations',
  'rules',
  'plan',
  'campaign',
  'registers',
  'cases',
  'responses',
  'documents',
  'people',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Says that something has changed, never what. A data folder is worked on by one process, so it lives in the process. */
export class ChangeFeed {
  /** Another process knows nothing of the numbers of this one. */
  readonly #process = randomUUID();
  readonly #changed = new Map<Topic, number>();
  readonly #listeners = new Set<() => void>();
  #number = 0;

  announce(topics: readonly Topic[]): void {
    this.#number += 1;
    for (const topic of topics) this.#changed.set(topic, this.#number);
    for (const hear of this.#listeners) hear();
  }

  get version(): string {
    return `${this.#process}.${this.#number}`;
  }

  /** How often anything had changed when the topic last did. */
  numberOf(topic: Topic): number {
    return this.#changed.get(topic) ?? 0;
  }

  /** What has changed since a version; everything when that is a version of another process. */
  since(version: string): readonly Topic[] {
    const [process, number = ''] = version.split('.');
    const seen = process === this.#process && /^\d+$/.test(number) ? Number(number) : -1;
    return TOPICS.filter((topic) => seen < 0 || this.numberOf(topic) > seen);
  }

  /** @returns what ends the listening */
  listen(hear: () => void): () => void {
    this.#listeners.add(hear);
    return () => void this.#listeners.delete(hear);
  }
}
