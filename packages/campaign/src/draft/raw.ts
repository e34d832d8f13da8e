import type { DoubtCode, DoubtValues } from './doubt-texts.ts';
import type { Skipped, DraftField, Place, Suggestion } from './types.ts';

/** Words at a place. */
export interface Words {
  readonly words: string;
  readonly place: Place;
}

/** A doubt that does not know its item yet. */
export interface RawDoubt {
  readonly code: DoubtCode;
  readonly field: DraftField;
  readonly place: Place;
  readonly words: string;
  readonly values?: DoubtValues;
  readonly suggestion?: Suggestion | null;
  readonly candidates?: readonly string[];
}

/** A measure as a table or a paragraph gives it, before names and dates are understood. */
export interface RawMeasure {
  readonly wording: string;
  readonly place: Place;
  readonly initiative: boolean;
  /** `null` where the layout has no place for the role */
  readonly lead: Words | null;
  readonly responsible: Words | null;
  readonly assisting: Words | null;
  readonly due: Words | null;
  readonly doubts: readonly RawDoubt[];
}

export interface RawTask {
  readonly title: Words;
  /** 序号 as written; `null` where there is no such column */
  readonly number: Words | null;
  readonly group: string | null;
  readonly measures: RawMeasure[];
  readonly doubts: RawDoubt[];
}

export interface RawBoard {
  readonly title: Words;
  /** Id of the known board, `null` when it is not known */
  readonly known: string | null;
  /** Level of the number before its title, `null` without one */
  readonly level: number | null;
  goal: string | null;
  readonly tasks: RawTask[];
}

/** A cell of the column 序号. */
export interface RawNumber extends Words {
  /** Whether a task begins in its row; otherwise it numbers a measure */
  readonly startsTask: boolean;
  readonly board: RawBoard;
  readonly task: RawTask;
}

/** What the readers collect as they go through the document. */
export interface Collected {
  readonly boards: RawBoard[];
  readonly doubts: RawDoubt[];
  readonly skipped: Skipped[];
  title: string | null;
}

/** The mark of an initiative 特色举措 before or after the words of a measure. */
const STAR = /^[★☆*]\s*|\s*[★☆]$/;

export function withoutStar(words: string): { words: string; initiative: boolean } {
  return { words: words.replace(STAR, ''), initiative: STAR.test(words) };
}
