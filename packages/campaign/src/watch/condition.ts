import type { CaseState } from '../cases/case.ts';
import type { ExceedanceFigure } from '../cases/exceedance.ts';

/**
 * Whether a condition holds at a place: `on`, `off`, or `between` the level at which an episode opens and the one at which
 * it ends. `unknown` decides nothing.
 */
export type Holding = 'on' | 'between' | 'off' | 'unknown';

/** What becomes of a place: `null` is nothing. */
export type ConditionStep =
  | { readonly do: 'open' }
  | { readonly do: 'go-on'; readonly case: CaseState }
  | { readonly do: 'end'; readonly case: CaseState }
  | null;

/** The case whose episode has not ended; of a closed one too, so that closing it does not open another the next hour. */
function running(cases: readonly CaseState[]): CaseState | null {
  return (
    cases.findLast(
      ({ state, exceedance }) => state !== 'withdrawn' && exceedance !== undefined && exceedance.ended === undefined,
    ) ?? null
  );
}

/**
 * Decides what a condition makes of the cases of its place. An episode opens one case when the condition holds, goes on in
 * its log when the figure is of another level, and ends when the condition is off; what lies between changes nothing.
 *
 * @param cases all cases of the strand, the oldest first
 */
export function stepOf(holding: Holding, figure: ExceedanceFigure | null, cases: readonly CaseState[]): ConditionStep {
  const now = running(cases);
  if (now === null) return holding === 'on' ? { do: 'open' } : null;
  if (holding === 'off') return { do: 'end', case: now };
  if (holding !== 'on' || figure === null) return null;
  const last = now.exceedance?.figures.at(-1);
  return last?.level === figure.level ? null : { do: 'go-on', case: now };
}
