import { QingshanError, type Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type { LoopEvent, RecordedEvent } from './event.ts';

/** An assignment in the unit's hands: dispatched 派发, signed for 签收, perhaps excused 免报 for a time. */
export interface Dispatch {
  readonly state: 'none' | 'dispatched' | 'signed';
  readonly seq: number;
  readonly dispatchedAt: Moment | null;
  readonly signedAt: Moment | null;
  /** Share of the measure's quantity that falls to the unit, decimal */
  readonly share: string | null;
  readonly note: string;
  /** Disaster or force majeure 灾损、不可抗力: no report is due while it lasts */
  readonly excused: { readonly reason: string; readonly since: Moment } | null;
}

export const NO_DISPATCH: Dispatch = {
  state: 'none',
  seq: 0,
  dispatchedAt: null,
  signedAt: null,
  share: null,
  note: '',
  excused: null,
};

export type DispatchCommand =
  | { readonly do: 'dispatch'; readonly share: string | null; readonly note: string }
  | { readonly do: 'share'; readonly share: string | null }
  | { readonly do: 'sign' }
  | { readonly do: 'excuse'; readonly reason: string }
  | { readonly do: 'resume' };

/**
 * What a command does to an assignment. Doing again what has been done changes nothing.
 *
 * @throws QingshanError `wrong-state`, `bad-report` without a reason for an excuse
 */
export function decideDispatch(dispatch: Dispatch, command: DispatchCommand): LoopEvent[] {
  if (command.do !== 'dispatch' && dispatch.state === 'none') {
    throw new QingshanError('wrong-state', {
      state: { zh: '尚未派发', en: 'not dispatched' },
      verb: { zh: '处理', en: 'acted on' },
    });
  }
  switch (command.do) {
    case 'dispatch':
      if (dispatch.state !== 'none') return [];
      return [{ type: 'dispatched', data: { share: command.share, note: command.note } }];
    case 'share':
      return dispatch.share === command.share ? [] : [{ type: 'shared', data: { share: command.share } }];
    case 'sign':
      return dispatch.state === 'signed' ? [] : [{ type: 'signed', data: {} }];
    case 'excuse':
      if (command.reason.trim() === '') {
        throw new QingshanError('bad-report', { why: { zh: '请写明灾损或不可抗力的情况', en: 'say what happened' } });
      }
      return [{ type: 'excused', data: { reason: command.reason } }];
    case 'resume':
      return dispatch.excused === null ? [] : [{ type: 'resumed', data: {} }];
  }
}

const dispatched = z.object({ share: z.string().nullable(), note: z.string() });
const shared = z.object({ share: z.string().nullable() });
const excused = z.object({ reason: z.string() });

/** The assignment after an event. */
export function evolveDispatch(dispatch: Dispatch, event: RecordedEvent): Dispatch {
  const next = { ...dispatch, seq: event.seq };
  switch (event.type) {
    case 'dispatched':
      return { ...next, ...dispatched.parse(event.data), state: 'dispatched', dispatchedAt: event.at };
    case 'shared':
      return { ...next, ...shared.parse(event.data) };
    case 'signed':
      return { ...next, state: 'signed', signedAt: event.at };
    case 'excused':
      return { ...next, excused: { ...excused.parse(event.data), since: event.at } };
    case 'resumed':
      return { ...next, excused: null };
    default:
      return next;
  }
}
