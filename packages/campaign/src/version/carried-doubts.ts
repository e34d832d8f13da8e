import { doubtText } from '../draft/doubt-texts.ts';
import type { DraftDoubt, DraftPlan } from '../draft/types.ts';
import type { CopiedPlan } from './copy-forward.ts';

/** What a copied plan asks of its measures, as doubts of the draft that was made of it; measures are in the same order. */
export function carriedDoubts(draft: DraftPlan, copied: CopiedPlan): readonly DraftDoubt[] {
  const measures = draft.boards.flatMap((board) => board.tasks.flatMap((task) => task.measures));
  const old = copied.plan.boards.flatMap((board) => board.tasks.flatMap((task) => task.measures));
  const asked = new Set(copied.toConfirm.filter(({ kind }) => kind === 'measure').map(({ id }) => id));
  return measures.flatMap((measure, i): DraftDoubt[] => {
    if (!asked.has(old[i]?.id ?? '')) return [];
    return [
      {
        id: `carried-figure@${measure.id}`,
        code: 'carried-figure',
        item: measure.id,
        alsoIn: [],
        field: 'wording',
        place: measure.place,
        words: measure.wording,
        text: doubtText('carried-figure', { words: measure.wording }),
        suggestion: null,
        candidates: [],
      },
    ];
  });
}

/** The measures of a draft that was made of a copied plan, to those of the plan before. */
export function carriedLinks(draft: DraftPlan, copied: CopiedPlan): Readonly<Record<string, string>> {
  const old = copied.plan.boards.flatMap((board) => board.tasks.flatMap((task) => task.measures));
  const measures = draft.boards.flatMap((board) => board.tasks.flatMap((task) => task.measures));
  return Object.fromEntries(
    measures.flatMap((measure, i) => {
      const before = copied.links[old[i]?.id ?? ''];
      return before === undefined ? [] : [[measure.id, before] as const];
    }),
  );
}
