import type { DraftDecision, LoopEvent, RecordedEvent } from '@qingshan/campaign';
import { z } from 'zod';
import { draftDecision } from '../views/plan-drafts.ts';

/** What people did to a draft: the events of the subject `plan-draft:<id>`. */
export interface DraftState {
  /** Number of its events */
  readonly seq: number;
  /** What was decided, by doubt */
  readonly decisions: ReadonlyMap<string, DraftDecision>;
  /** Steps that can be undone, the oldest first */
  readonly steps: readonly (readonly DraftDecision[])[];
  readonly discarded: boolean;
}

export const draftSubject = (id: number): string => `plan-draft:${id}`;

const decided = z.object({ decisions: z.array(draftDecision) });

/** Folds the events of a draft; undoing takes the last step back, whatever it held. */
export function draftState(events: readonly RecordedEvent[]): DraftState {
  const steps: DraftDecision[][] = [];
  let discarded = false;
  for (const { type, data } of events) {
    if (type === 'decided') steps.push(decided.parse(data).decisions);
    if (type === 'undone') steps.pop();
    if (type === 'discarded') discarded = true;
  }
  const decisions = new Map(steps.flat().map((decision) => [decision.doubt, decision]));
  return { seq: events.length, decisions, steps, discarded };
}

export function decidedEvent(decisions: readonly DraftDecision[]): LoopEvent {
  return { type: 'decided', data: { decisions } };
}
