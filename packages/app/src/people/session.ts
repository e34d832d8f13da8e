import type { Actor } from '@qingshan/campaign';

/** What a person must do before anything else. */
export type Pending = 'password' | 'second-factor';

/** Who acts, and whether something stands in the way. */
export interface Session {
  readonly actor: Actor;
  readonly pending: Pending | null;
}

/** A session that has begun. The token is for the browser alone; only its hash is kept. */
export interface NewSession {
  readonly token: string;
  readonly actor: Actor;
}
