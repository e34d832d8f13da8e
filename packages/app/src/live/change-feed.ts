import { randomUUID } from 'node:crypto';
import type { Peers } from '../peers/ports.ts';

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

/** Says that something has changed, here or in another process, never what. */
export class ChangeFeed {
  /** Another process knows nothing of the numbers of this one. */
  readonly #process = randomUUID();
  readonly #changed = new Map<Topic, number>();
  readonly #listeners = new Set<() => void>();
  #number = 0;

  readonly #peers: Peers | null;

  /** @param peers the processes that tell one another; `null`: there is only this one */
  constructor(peers: Peers | null = null) {
    this.#peers = peers;
    // Where something may have been missed, anything may have changed.
    peers?.hear((message) => this.#change(TOPICS.filter((topic) => message?.split(' ').includes(topic) ?? true)));
  }

  announce(topics: readonly Topic[]): void {
    this.#change(topics);
    this.#peers?.tell(topics.join(' ')).catch((error: unknown) => console.error(error));
  }

  #change(topics: readonly Topic[]): void {
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
