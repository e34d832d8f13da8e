import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isEditing, watchEditing } from './editing.ts';
import { keysOf } from './topics.ts';

export interface LiveState {
  readonly connection: 'connecting' | 'live' | 'lost';
  /** When the newest data came in, as the server says it */
  readonly received: string | null;
  /** Whether something new waits until a form is filled in */
  readonly held: boolean;
}

interface Change {
  readonly topics: readonly string[];
  readonly received: string | null;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const HELD_MS = 500;

/** Asks anew for what has changed, or when the reader is writing, afterwards. */
class Refresher {
  readonly #queries: QueryClient;
  readonly #holds: (held: boolean) => void;
  readonly #topics = new Set<string>();
  readonly #timer: number;

  constructor(queries: QueryClient, holds: (held: boolean) => void) {
    this.#queries = queries;
    this.#holds = holds;
    this.#timer = window.setInterval(() => this.#flush(), HELD_MS);
  }

  take(topics: readonly string[]): void {
    for (const topic of topics) this.#topics.add(topic);
    this.#flush();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #flush(): void {
    if (this.#topics.size === 0) return;
    const held = isEditing();
    this.#holds(held);
    if (held) return;
    const keys = keysOf([...this.#topics]);
    this.#topics.clear();
    void this.#queries.invalidateQueries({ predicate: ({ queryKey }) => keys.has(queryKey[0]) });
  }
}

interface Heard {
  change(change: Change): void;
  lost(): void;
}

/** One stream of changes, opened again after a while when it breaks, and not open while the tab is hidden. */
function follow(heard: Heard): () => void {
  let source: EventSource | null = null;
  let version: string | null = null;
  let failures = 0;
  let waiting: number | undefined;
  const close = (): void => {
    clearTimeout(waiting);
    source?.close();
    source = null;
  };
  const open = (): void => {
    close();
    if (document.hidden || !navigator.onLine) return;
    source = new EventSource(`/api/v1/live${version === null ? '' : `?since=${encodeURIComponent(version)}`}`);
    source.addEventListener('change', ({ data, lastEventId }: MessageEvent<string>) => {
      failures = 0;
      version = lastEventId;
      heard.change(JSON.parse(data));
    });
    source.addEventListener('error', () => {
      close();
      heard.lost();
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
      failures += 1;
      // Not all at the same moment when a server starts again.
      waiting = window.setTimeout(open, wait * (0.5 + Math.random() / 2));
    });
  };
  const offline = (): void => {
    close();
    heard.lost();
  };
  document.addEventListener('visibilitychange', open);
  addEventListener('online', open);
  addEventListener('offline', offline);
  open();
  return () => {
    document.removeEventListener('visibilitychange', open);
    removeEventListener('online', open);
    removeEventListener('offline', offline);
    close();
  };
}

/** Keeps the queries of this tab up to date. @param who whoever reads; `null` when they may not follow */
export function useLive(who: string | null): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>({ connection: 'connecting', received: null, held: false });
  useEffect(() => {
    if (who === null) return undefined;
    const unwatch = watchEditing();
    const refresher = new Refresher(queries, (held) => setState((was) => ({ ...was, held })));
    const stop = follow({
      change({ topics, received }) {
        setState((was) => ({ ...was, connection: 'live', received }));
        refresher.take(topics);
      },
      lost: () => setState((was) => ({ ...was, connection: 'lost' })),
    });
    return () => {
      stop();
      refresher.end();
      unwatch();
    };
  }, [who, queries]);
  return state;
}
