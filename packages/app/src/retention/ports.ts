import type { Moment } from '@qingshan/kernel';

/**
 * Rows of the registry that go some day. `notices`: marks of what a person has read, and what was sent to whom.
 * `complainants`: who complained and their words, of cases that were closed or withdrawn before; what a complaint was
 * merged into decides for it.
 */
export type OldRowKind = 'notices' | 'complainants';

export interface OldRows {
  countOld(kind: OldRowKind, before: Moment): Promise<number>;
  /** All or none. @returns how many there were */
  removeOld(kind: OldRowKind, before: Moment): Promise<number>;
}
