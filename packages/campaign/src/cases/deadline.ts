import { HOUR_SECONDS, type Moment } from '@qingshan/kernel';
import type { CaseClock, CaseState } from './case.ts';
import { isOpen } from './case.ts';
import type { CaseRules, CaseSource, CaseStage } from './case-rules.ts';
import { addWorkingSeconds, workingSecondsBetween } from './office-hours.ts';

export const LIGHTS = ['green', 'yellow', 'red'] as const;
export type Light = (typeof LIGHTS)[number];

/** The deadline of a stage that begins now, in office hours. */
export function clockFrom(rules: CaseRules, stage: CaseStage, source: CaseSource, from: Moment): CaseClock {
  const hours = stage === 'finish' ? rules.hours.finish[source] : rules.hours[stage];
  const seconds = Math.round(hours * HOUR_SECONDS);
  const before = Math.round(seconds * (1 - rules.yellow));
  return {
    stage,
    from,
    yellowAt: addWorkingSeconds(rules.office, from, before),
    due: addWorkingSeconds(rules.office, from, seconds),
  };
}

/** A deadline that somebody has set; it turns yellow when the share of office time that the rules name is left. */
export function clockUntil(rules: CaseRules, stage: CaseStage, from: Moment, due: Moment): CaseClock {
  const seconds = Math.max(0, workingSecondsBetween(rules.office, from, due));
  const yellowAt = addWorkingSeconds(rules.office, from, Math.round(seconds * (1 - rules.yellow)));
  return { stage, from, yellowAt: Math.min(yellowAt, due), due };
}

/** `null`: nothing is waited for, or no deadline is known. At the very moment of the deadline it is not yet red. */
export function lightOf(state: Pick<CaseState, 'state' | 'clock'>, now: Moment): Light | null {
  if (!isOpen(state) || state.clock === null) return null;
  if (now > state.clock.due) return 'red';
  return now >= state.clock.yellowAt ? 'yellow' : 'green';
}

/** Whether the unit asked for verification in time; `null` while it has not and still may. */
export function inTime({ finish, firstSubmittedAt }: Pick<CaseState, 'finish' | 'firstSubmittedAt'>, now: Moment) {
  if (finish === null) return null;
  if (firstSubmittedAt !== null) return firstSubmittedAt <= finish.due;
  return now > finish.due ? false : null;
}
