import { HOUR_SECONDS, type Moment } from '@qingshan/kernel';
import type { CaseState } from './case.ts';
import type { CaseRules, LadderStep } from './case-rules.ts';
import { addWorkingSeconds } from './office-hours.ts';

export interface LadderMoment {
  readonly step: LadderStep;
  /** From when on it is due */
  readonly at: Moment;
  /** When it was taken; `null`: not yet */
  readonly doneAt: Moment | null;
}

/** Cases that are in the hands of a unit which has to finish them. */
function isClimbing({ state }: CaseState): boolean {
  return state === 'dispatched' || state === 'handling';
}

/** The ladder of a case, with the moment of each step; empty before it is dispatched. */
export function ladderOf(state: CaseState, rules: CaseRules): LadderMoment[] {
  const { finish } = state;
  if (finish === null) return [];
  return rules.ladder.map((step) => {
    const { overdueHours } = step;
    const at =
      overdueHours === null
        ? finish.yellowAt
        : addWorkingSeconds(rules.office, finish.due, Math.round(overdueHours * HOUR_SECONDS));
    const done = state.steps.find((taken) => taken.step === step.id && taken.at >= state.ladderSince);
    return { step, at, doneAt: done?.at ?? null };
  });
}

/**
 * The step that is due now: the highest that has been reached, unless it or a higher one was taken. Lower steps that were
 * passed over are not made up for.
 */
export function stepDue(state: CaseState, rules: CaseRules, now: Moment): LadderStep | null {
  if (!isClimbing(state)) return null;
  const ladder = ladderOf(state, rules);
  const reached = ladder.findLastIndex(({ at }) => at <= now);
  const taken = ladder.findLastIndex(({ doneAt }) => doneAt !== null);
  return reached > taken ? (ladder[reached]?.step ?? null) : null;
}
