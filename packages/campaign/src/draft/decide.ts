import type { Due } from '../types.ts';
import type { DoubtCode } from './doubt-texts.ts';
import type { DraftDoubt } from './types.ts';

/** What somebody decided about one doubt. */
export type DraftDecision = { readonly doubt: string } & (
  | { /** Take the suggestion */ readonly act: 'accept' }
  | { /** It is right as it stands in the draft */ readonly act: 'keep' }
  | {
      /** The units meant by the words in doubt; none leaves them out */ readonly act: 'units';
      readonly units: readonly string[];
    }
  | { readonly act: 'due'; readonly due: Due }
  | {
      /** The board meant: a known id, or `new` for a board of its own */ readonly act: 'board';
      readonly board: string;
    }
  | { /** The measure is no measure */ readonly act: 'drop' }
  | { /** The measure in other words */ readonly act: 'wording'; readonly words: string }
);

export type DraftAct = DraftDecision['act'];

const UNITS: readonly DraftAct[] = ['units'];
const DUE: readonly DraftAct[] = ['due'];
const SEEN: readonly DraftAct[] = ['keep'];
const ROW: readonly DraftAct[] = ['keep', 'drop'];
const WORDS: readonly DraftAct[] = ['keep', 'wording', 'drop'];

/** Acts that settle a doubt besides `accept`, which needs a suggestion. */
const ACTS: Readonly<Record<DoubtCode, readonly DraftAct[]>> = {
  'tracked-changes': SEEN,
  'hidden-sheet': SEEN,
  'hidden-rows': SEEN,
  'unread-content': SEEN,
  'year-missing': [],
  'nothing-found': [],
  'count-differs': SEEN,
  'total-differs': SEEN,
  'column-unread': SEEN,
  'table-unread': SEEN,
  'table-without-header': SEEN,
  'row-incomplete': SEEN,
  'row-continued': ROW,
  'paragraph-unread': SEEN,
  'board-unknown': ['board'],
  'board-missing': ['board'],
  'task-missing': SEEN,
  'number-missing': SEEN,
  'number-repeated': SEEN,
  'number-gap': SEEN,
  'number-unreadable': SEEN,
  'measure-ordinals': SEEN,
  'measure-paragraphs': SEEN,
  'measure-lead-in': SEEN,
  'carried-figure': WORDS,
  'measure-repeated': ROW,
  'parts-differ': SEEN,
  'unit-unknown': UNITS,
  'unit-misspelt': UNITS,
  'unit-ambiguous': UNITS,
  'unit-former-name': UNITS,
  'unit-collective': UNITS,
  'unit-qualified': UNITS,
  'unit-joined': UNITS,
  'same-as-above': ['units', 'due'],
  'units-missing': UNITS,
  'lead-missing': [],
  'role-double': ['keep', 'units'],
  'due-missing': DUE,
  'due-unclear': DUE,
  'due-vague': DUE,
  'due-immediate': DUE,
  'due-several': DUE,
  'due-other-year': DUE,
  'due-serial': DUE,
};

/** The acts that settle a doubt. */
export function actsFor(doubt: Pick<DraftDoubt, 'code' | 'field' | 'suggestion'>): readonly DraftAct[] {
  const acts = ACTS[doubt.code].filter(
    (act) => doubt.code !== 'same-as-above' || (act === 'due') === (doubt.field === 'due'),
  );
  return doubt.suggestion === null ? acts : ['accept', ...acts];
}
