import { parseDay, QingshanError, type Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { Act, LoopEvent, RecordedEvent } from './event.ts';

/** A unit asks for a measure to be moved or cancelled 调整、取消申请; approving it is an act of its own. */
export const requestSchema = z.strictObject({
  measure: z.string().min(1),
  unit: z.string().min(1),
  what: z.enum(['move', 'cancel']),
  /** New last day, with `move` */
  to: z.string().nullable(),
  reason: z.string().trim().min(1).max(2000),
});
export type RequestContent = z.infer<typeof requestSchema>;

export interface ChangeRequest {
  readonly state: 'none' | 'open' | 'approved' | 'refused' | 'dropped';
  readonly seq: number;
  readonly content: RequestContent | null;
  readonly askedBy: Actor | null;
  readonly askedAt: Moment | null;
  readonly decidedBy: Actor | null;
  readonly decidedAt: Moment | null;
  readonly remark: string;
}

export const NO_REQUEST: ChangeRequest = {
  state: 'none',
  seq: 0,
  content: null,
  askedBy: null,
  askedAt: null,
  decidedBy: null,
  decidedAt: null,
  remark: '',
};

export type RequestCommand =
  | { readonly do: 'ask'; readonly content: RequestContent }
  | { readonly do: 'approve'; readonly remark: string }
  | { readonly do: 'refuse'; readonly remark: string }
  | { readonly do: 'drop' };

const VERBS = {
  ask: { zh: '再次提出', en: 'asked again' },
  approve: { zh: '批准', en: 'approved' },
  refuse: { zh: '驳回', en: 'refused' },
  drop: { zh: '撤回', en: 'dropped' },
};
const STATES = {
  none: { zh: '不存在', en: 'not there' },
  open: { zh: '待批', en: 'open' },
  approved: { zh: '已批准', en: 'approved' },
  refused: { zh: '已驳回', en: 'refused' },
  dropped: { zh: '已撤回', en: 'dropped' },
};

/** @throws QingshanError `wrong-state`, `bad-report` */
export function decideRequest(request: ChangeRequest, command: RequestCommand, act: Act): LoopEvent[] {
  if (request.state !== (command.do === 'ask' ? 'none' : 'open')) {
    throw new QingshanError('wrong-state', { state: STATES[request.state], verb: VERBS[command.do] });
  }
  switch (command.do) {
    case 'ask':
      if (command.content.what === 'move' && parseDay(command.content.to ?? '') === null) {
        throw new QingshanError('bad-report', {
          why: { zh: '请写明调整到哪一天', en: 'say to which day it is to be moved' },
        });
      }
      return [{ type: 'asked', data: { ...command.content } }];
    case 'drop':
      return [{ type: 'dropped', data: {} }];
    case 'approve':
    case 'refuse':
      if (request.askedBy?.id === act.by.id) {
        throw new QingshanError('bad-report', {
          why: { zh: '申请人不能审批自己的申请', en: 'nobody decides on their own request' },
        });
      }
      if (command.do === 'refuse' && command.remark.trim() === '') {
        throw new QingshanError('bad-report', { why: { zh: '驳回时要写明理由', en: 'say why it is refused' } });
      }
      return [{ type: command.do === 'approve' ? 'approved' : 'refused', data: { remark: command.remark } }];
  }
}

/** What an approved request does to its measure, as an event of the measure. */
export function effectOf(content: RequestContent, request: string): LoopEvent {
  if (content.what === 'cancel') return { type: 'cancelled', data: { request } };
  return { type: 'moved', data: { to: content.to ?? '', request } };
}

/** The request after an event. */
export function evolveRequest(request: ChangeRequest, event: RecordedEvent): ChangeRequest {
  const next = { ...request, seq: event.seq };
  const decided = { decidedBy: event.by, decidedAt: event.at, remark: String(event.data['remark'] ?? '') };
  switch (event.type) {
    case 'asked':
      return {
        ...next,
        state: 'open',
        content: requestSchema.parse(event.data),
        askedBy: event.by,
        askedAt: event.at,
      };
    case 'approved':
      return { ...next, ...decided, state: 'approved' };
    case 'refused':
      return { ...next, ...decided, state: 'refused' };
    case 'dropped':
      return { ...next, state: 'dropped' };
    default:
      return next;
  }
}
