import type {
  Act,
  CasePrivate,
  CaseSource,
  CaseState,
  CaseStateName,
  Light,
  LoopEvent,
  RecordedEvent,
} from '@qingshan/campaign';
import type { Moment } from '@qingshan/kernel';

/** What happened to a case, with the case as it is then. */
export interface CaseEntry {
  readonly id: string;
  /** Number of events that whoever acts has seen */
  readonly expected: number;
  readonly events: readonly LoopEvent[];
  readonly after: CaseState;
  /** Done by somebody else or at another time than the rest */
  readonly act?: Act;
}

/** One import of an export of 12345. */
export interface CaseImportRecord {
  readonly id: string;
  readonly file: string;
  /** sha256 of the file */
  readonly hash: string;
  readonly by: string;
  readonly at: Moment;
  readonly opened: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly undoneAt: Moment | null;
  readonly undoneBy: string | null;
}

/** A change of cases, stored as a whole or not at all. */
export interface CaseChange {
  readonly entries: readonly CaseEntry[];
  /** What complainants said and who they are, by case */
  readonly private?: ReadonlyMap<string, CasePrivate>;
  /** Cases whose complainants are forgotten */
  readonly forget?: readonly string[];
  readonly import?: CaseImportRecord;
  /** An import that is undone by this change */
  readonly undo?: { readonly import: string; readonly by: string; readonly at: Moment };
}

/** Which cases are asked for; everything that is given must hold. */
export interface CaseFilter {
  readonly ids?: readonly string[];
  /** What they were opened for */
  readonly key?: string;
  /** Keys that are one of these, `/` and more */
  readonly keysUnder?: readonly string[];
  readonly states?: readonly CaseStateName[];
  /** Handled, assisted or opened by one of these units */
  readonly within?: readonly string[];
  readonly unit?: string;
  readonly town?: string;
  readonly topic?: string;
  readonly source?: CaseSource;
  /** Place and topic, see `spotOf` */
  readonly spot?: string;
  /** Received from the one moment up to, not including, the other */
  readonly from?: Moment;
  readonly before?: Moment;
  readonly light?: { readonly is: Light; readonly at: Moment };
  /** With a unit that has reached the first step of the ladder by then */
  readonly climbingAt?: Moment;
  /** Main case whose repeats are asked for */
  readonly mergedInto?: string;
  readonly import?: string;
  /** A part of the number or title */
  readonly text?: string;
}

/**
 * Cases: an append-only log of what happened, and one row a case with what follows from it, by which they are found. Both
 * are written in one transaction; the row is never written by anything else.
 */
export interface CaseRegistry {
  /**
   * @throws QingshanError `changed-meanwhile` when a case has another number of events, or another case was opened for
   * the same key; nothing is stored then
   */
  change(change: CaseChange, act: Act): Promise<void>;
  find(ids: readonly string[]): Promise<ReadonlyMap<string, CaseState>>;
  /** The most urgent first (deadline), then the newest. */
  list(
    filter: CaseFilter,
    page?: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly cases: readonly CaseState[] }>;
  /** How many there are for each filter. */
  counts<K extends string>(filters: Readonly<Record<K, CaseFilter>>): Promise<Readonly<Record<K, number>>>;
  eventsOf(id: string): Promise<readonly RecordedEvent[]>;
  privateOf(ids: readonly string[]): Promise<ReadonlyMap<string, CasePrivate>>;
  /** Highest number after a prefix: 12 when `XC-20241031-012` is the last of `XC-20241031-`; 0 when there is none. */
  lastNumber(prefix: string): Promise<number>;
  imports(): Promise<readonly CaseImportRecord[]>;
}
