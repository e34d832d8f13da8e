import type { Localized } from '@qingshan/kernel';
import type { Role } from '../measures.ts';
import type { Due, MeasureKind, Town, Unit } from '../types.ts';
import type { DoubtCode } from './doubt-texts.ts';

/** Where something stands in the document; all counts start at 1. */
export type Place =
  | {
      readonly kind: 'cell';
      readonly table: number;
      readonly sheet: string | null;
      readonly row: number;
      readonly column: number;
    }
  | { readonly kind: 'paragraph'; readonly number: number }
  | { readonly kind: 'document' };

/** A board that the district has; documents are recognised by its title. */
export interface KnownBoard {
  readonly id: string;
  /** First letter of the ids of its tasks, `A` */
  readonly letter: string;
  readonly title: Localized;
}

/** What is known before a document is read. */
export interface DraftContext {
  readonly units: readonly Unit[];
  readonly towns: readonly Town[];
  readonly boards: readonly KnownBoard[];
  /** Seasons and rhythms by their words: 采暖季, 汛期 */
  readonly terms: readonly Due[];
  /** Year of the plan where the document does not say it */
  readonly year: number | null;
  /** Expected totals where the document does not state them */
  readonly declared: Partial<Counts> | null;
}

export interface Counts {
  readonly boards: number;
  readonly tasks: number;
  readonly measures: number;
  readonly initiatives: number;
}

/** What would settle a doubt; never applied before somebody accepts it. */
export type Suggestion =
  | { readonly kind: 'units'; readonly units: readonly string[] }
  | { readonly kind: 'due'; readonly due: Due }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'board'; readonly board: string }
  | { readonly kind: 'join' }
  | { readonly kind: 'split' }
  | { readonly kind: 'first-leads' }
  | { readonly kind: 'drop' };

/** The field of an item that a doubt is about. */
export type DraftField = Role | 'due' | 'number' | 'wording' | 'board' | 'counts' | 'document';

export interface DraftDoubt {
  /** Stays the same as long as the document does: code, place and a running number there */
  readonly id: string;
  readonly code: DoubtCode;
  /** Draft id of the board, task or measure that it is about; `null` for the document */
  readonly item: string | null;
  /** Further measures for which the same cell holds; one decision settles all of them */
  readonly alsoIn: readonly string[];
  readonly field: DraftField;
  readonly place: Place;
  /** The words in question as the document has them */
  readonly words: string;
  readonly text: Localized;
  readonly suggestion: Suggestion | null;
  /** Unit ids that come into question, nearest first */
  readonly candidates: readonly string[];
}

/** One unit as it is written in a cell, and what it was taken to be. */
export interface Mention {
  readonly words: string;
  /** Unit ids or `towns`; empty while its doubt is open */
  readonly units: readonly string[];
  readonly doubt: string | null;
}

export interface DraftUnits {
  /** The whole cell as written */
  readonly words: string;
  readonly place: Place;
  readonly mentions: readonly Mention[];
}

export interface DraftDue {
  readonly words: string;
  readonly place: Place;
  /** `null` while its doubt is open */
  readonly due: Due | null;
  readonly doubt: string | null;
}

export interface DraftMeasure {
  /** `A05-1`, by its place in the draft */
  readonly id: string;
  /** Official wording, without its ordinal */
  readonly wording: string;
  /** Working title, short enough for lists */
  readonly title: string;
  readonly place: Place;
  readonly initiative: boolean;
  /** Proposed from the wording, since no document says it */
  readonly kind: MeasureKind;
  readonly lead: DraftUnits;
  readonly responsible: DraftUnits;
  readonly assisting: DraftUnits;
  readonly due: DraftDue;
}

export interface DraftTask {
  /** `A05` */
  readonly id: string;
  readonly title: string;
  /** 序号 as written, empty without one */
  readonly number: string;
  /** Band row within the board under which it stands, `null` without one */
  readonly group: string | null;
  readonly place: Place;
  readonly measures: readonly DraftMeasure[];
}

export interface DraftBoard {
  readonly id: string;
  readonly letter: string;
  readonly title: string;
  readonly goal: string | null;
  readonly place: Place;
  readonly tasks: readonly DraftTask[];
}

/** Something of the document that is no part of the plan: a repeated header, a total, prose. */
export interface Skipped {
  readonly reason: 'repeated-header' | 'total' | 'note' | 'prose' | 'table';
  readonly place: Place;
  readonly words: string;
}

/** What was understood of a document, with everything that is doubtful in it. Nothing of it is in force. */
export interface DraftPlan {
  readonly file: string;
  readonly title: string | null;
  readonly year: number | null;
  /** Totals that the document states */
  readonly declared: Partial<Counts>;
  /** Totals that were found */
  readonly counts: Counts;
  readonly boards: readonly DraftBoard[];
  readonly doubts: readonly DraftDoubt[];
  readonly skipped: readonly Skipped[];
}
