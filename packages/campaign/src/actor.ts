/**
 * Who may act in a district's campaign. `public` is everybody who has not signed in; `system` is the program itself
 * (jobs, instruments) and can never sign in.
 */
export const ACTOR_ROLES = [
  'plan-office',
  'department',
  'town',
  'analyst',
  'inspector',
  'leader',
  'auditor',
  'administrator',
  'public',
  'system',
] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];

/** Somebody on whose behalf a use case runs. */
export interface Actor {
  /** Account id; `public` and `system` are reserved */
  readonly id: string;
  /** As shown and written into the audit trail */
  readonly name: string;
  readonly role: ActorRole;
  /** Unit id (`mtg-eeb`, `mtg-longquan`) that the person belongs to; `null`: no unit */
  readonly unit: string | null;
}

/** The program itself: jobs, instruments, setting up. */
export const SYSTEM: Actor = { id: 'system', name: '系统', role: 'system', unit: null };

/** Nobody has signed in. */
export const PUBLIC: Actor = { id: 'public', name: '公众', role: 'public', unit: null };
