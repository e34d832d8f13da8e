import type { Topic } from './change-feed.ts';

/** What a reader hears of changes: of which parts, as far as they may see them, and nothing of the contents. */
export interface Live {
  readonly version: string;
  since(version: string): readonly Topic[];
  /** When the newest data came in, `2024-10-31T08:05`; `null` when there are none */
  received(): Promise<string | null>;
  listen(hear: () => void): () => void;
}
