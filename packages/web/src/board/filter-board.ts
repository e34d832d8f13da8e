import type { Schemas } from '../api/client.ts';

export type Status = Schemas['TargetStatus'];

/** In the order in which people ask. */
export const STATUSES: readonly Status[] = [
  'met',
  'on-track',
  'at-risk',
  'not-met',
  'not-judged',
  'insufficient-data',
  'no-data',
];

type Boards = Schemas['Board']['boards'];

export interface FilteredBoard {
  readonly boards: Boards;
  /** Counts of what `board` leaves, before `status` */
  readonly tally: Readonly<Record<Status, number>>;
  readonly total: number;
  readonly shown: number;
}

/** The rows left by the two filters, and counts that equal their lists because they are made from them. */
export function filterBoard(boards: Boards, board: string | null, status: string | null): FilteredBoard {
  const chosen = boards.filter((b) => board === null || b.id === board);
  const targets = chosen.flatMap((b) => b.targets);
  const of = (s: Status): number => targets.filter((target) => target.status === s).length;
  const left = chosen
    .map((b) => ({
      id: b.id,
      title: b.title,
      goal: b.goal,
      targets: b.targets.filter((target) => status === null || target.status === status),
    }))
    .filter((b) => b.targets.length > 0);
  return {
    boards: left,
    tally: {
      met: of('met'),
      'on-track': of('on-track'),
      'at-risk': of('at-risk'),
      'not-met': of('not-met'),
      'not-judged': of('not-judged'),
      'insufficient-data': of('insufficient-data'),
      'no-data': of('no-data'),
    },
    total: targets.length,
    shown: left.reduce((n, b) => n + b.targets.length, 0),
  };
}

const SIGNS: Readonly<Partial<Record<Schemas['TargetRow']['direction'], string>>> = {
  'at-most': '\u2264',
  'at-least': '\u2265',
  about: '\u2248',
  every: '',
};

/** `≤ 30`, `13` of a target for each of 13; `null` where the target is no number and the plan's own words say it. */
export function targetFigure(row: Pick<Schemas['TargetRow'], 'direction' | 'target'>): string | null {
  const sign = SIGNS[row.direction];
  return row.target === null || sign === undefined
    ? null
    : `${sign}${sign === '' ? '' : '\u00a0'}${row.target.replace(/^-/, '\u2212')}`;
}

/** The target as a line to draw against. */
export function targetLine(row: Pick<Schemas['TargetRow'], 'target'>): number | null {
  const value = row.target === null ? Number.NaN : Number(row.target);
  return Number.isFinite(value) ? value : null;
}
