import { episodesOf, type EpisodeRule } from '@qingshan/methods';
import type { CaseState } from '../cases/case.ts';
import { isOpen } from '../cases/case.ts';
import type { ExceedanceFigure } from '../cases/exceedance.ts';

/** What stands in a stretch of days or hours of one strand, after data have changed. */
export interface Looked {
  /** First and last period that was looked at, numbered */
  readonly from: number;
  readonly to: number;
  /** Above the limit now, by number of the period */
  readonly standing: ReadonlyMap<number, ExceedanceFigure>;
  /** Not above it and not below the lower level either: no break of an episode */
  readonly holding?: ReadonlySet<number>;
  /** Number of the period that a figure is of */
  numberOf(figure: Pick<ExceedanceFigure, 'at'>): number;
}

/** What becomes of a strand's cases. */
export interface Settlement {
  readonly changes: readonly {
    readonly case: CaseState;
    readonly changes: readonly { readonly before: ExceedanceFigure; readonly after: ExceedanceFigure | null }[];
  }[];
  readonly goesOn: readonly { readonly case: CaseState; readonly figures: readonly ExceedanceFigure[] }[];
  /** Figures of episodes that no case has yet */
  readonly opens: readonly (readonly ExceedanceFigure[])[];
}

/** Whether an exceedance that goes on belongs to it; of a closed or verified one it is another case. */
function carriesOn(state: CaseState): boolean {
  return isOpen(state) || state.state === 'merged';
}

function same(a: ExceedanceFigure, b: ExceedanceFigure | undefined): boolean {
  return b !== undefined && a.value === b.value && a.limit === b.limit && a.clause?.document === b.clause?.document;
}

function changesOf(state: CaseState, { from, to, standing, numberOf }: Looked) {
  return (state.exceedance?.figures ?? []).flatMap((before) => {
    const number = numberOf(before);
    if (number < from || number > to) return [];
    const now = standing.get(number);
    return same(before, now) ? [] : [{ before, after: now ?? null }];
  });
}

/** How far one may go from a period until the break is longer than the gap. */
function reachFrom(number: number, way: 1 | -1, gap: number, holding: ReadonlySet<number>): number {
  let reached = number;
  for (let clear = 0; clear <= gap;) {
    reached += way;
    if (!holding.has(reached)) clear++;
  }
  return reached;
}

/** Whether one of a case's figures, gone ones too, is near enough to the run for both to be one episode. */
function isNear(state: CaseState, numbers: readonly number[], gap: number, looked: Looked): boolean {
  const { numberOf, holding = new Set<number>() } = looked;
  const known = [...(state.exceedance?.figures ?? []), ...(state.exceedance?.gone ?? [])].map(numberOf);
  const first = reachFrom(Math.min(...numbers), -1, gap, holding);
  const last = reachFrom(Math.max(...numbers), 1, gap, holding);
  return known.some((number) => number >= first && number <= last);
}

/**
 * Decides what becomes of the cases of one strand. Figures that are no longer so are written into the log of the case
 * that has them, whatever its state; an episode goes on in the open case to which it is near; another one opens a case
 * when its last period is not older than `since`. The same data again decide nothing.
 *
 * @param cases all cases of the strand, the oldest first
 */
export function settle(looked: Looked, rule: EpisodeRule, cases: readonly CaseState[], since: number): Settlement {
  const { from, to, standing } = looked;
  const live = cases.filter(({ state, exceedance }) => state !== 'withdrawn' && exceedance !== undefined);
  const recorded = new Set(live.flatMap((state) => (state.exceedance?.figures ?? []).map(looked.numberOf)));
  const changes = live.map((state) => ({ case: state, changes: changesOf(state, looked) }));
  const goesOn: { case: CaseState; figures: ExceedanceFigure[] }[] = [];
  const opens: ExceedanceFigure[][] = [];
  const periods = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  const above = periods.map((n) => standing.has(n));
  const holds = periods.map((n) => looked.holding?.has(n) === true);
  for (const run of episodesOf(above, rule, holds)) {
    const numbers = [...standing.keys()].filter((n) => n >= from + run.first && n <= from + run.last);
    const fresh = numbers.filter((n) => !recorded.has(n)).toSorted((a, b) => a - b);
    const figures = fresh.flatMap((n) => standing.get(n) ?? []);
    const [first] = figures;
    if (!first) continue;
    const home =
      live.find((state) => carriesOn(state) && isNear(state, numbers, rule.gap, looked)) ??
      live.find((state) => state.key?.endsWith(`/${first.at}`));
    if (home) goesOn.push({ case: home, figures });
    else if (from + run.last >= since) opens.push(figures);
  }
  return { changes: changes.filter((one) => one.changes.length > 0), goesOn, opens };
}
