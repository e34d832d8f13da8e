import type { Moment } from '@qingshan/kernel';
import type { Actor } from '../actor.ts';

/**
 * What happened in the campaign. Everything that people do in the loop (dispatch, report, verify, ask for a change …) is
 * an event of a subject; the state of a subject is folded from its events and stored nowhere else.
 */
export interface LoopEvent {
  /** `submitted` */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface RecordedEvent extends LoopEvent {
  /** Grows with every event of the workspace */
  readonly id: number;
  /** `report:A15-1/mtg-transport/2024-06` */
  readonly subject: string;
  /** 1 for the first event of its subject, without gaps */
  readonly seq: number;
  readonly at: Moment;
  readonly by: Actor;
}

/** Who acts when; passed in, so that deciding needs no clock. */
export interface Act {
  readonly by: Actor;
  readonly at: Moment;
}

export const SUBJECT_KINDS = ['measure', 'dispatch', 'report', 'request', 'help', 'response'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** `report:A15-1/mtg-transport/2024-06` as kind and key; `null` when it is no subject of the loop. */
export function parseSubject(subject: string): { readonly kind: SubjectKind; readonly key: string } | null {
  const colon = subject.indexOf(':');
  const kind = SUBJECT_KINDS.find((k) => k === subject.slice(0, colon));
  const key = subject.slice(colon + 1);
  return kind === undefined || key === '' ? null : { kind, key };
}
