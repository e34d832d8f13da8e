import { parseDay, QingshanError, type Moment } from '@qingshan/kernel';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { LoopEvent, RecordedEvent } from './event.ts';

/** Something a unit cannot do alone 需协调事项: it rises to another unit and is timed there. */
export const helpSchema = z.strictObject({
  measure: z.string().min(1),
  /** Who asks */
  from: z.string().min(1),
  /** Who is to help */
  to: z.string().min(1),
  text: z.string().trim().min(1).max(2000),
  /** Day by which an answer is due, `2024-07-15` */
  due: z.string(),
});
export type HelpContent = z.infer<typeof helpSchema>;

export interface Help {
  readonly state: 'none' | 'open' | 'answered' | 'closed';
  readonly seq: number;
  readonly content: HelpContent | null;
  readonly raisedBy: Actor | null;
  readonly raisedAt: Moment | null;
  /** First answer: it decides whether the unit answered in time */
  readonly answeredAt: Moment | null;
  readonly answer: string;
}

export const NO_HELP: Help = {
  state: 'none',
  seq: 0,
  content: null,
  raisedBy: null,
  raisedAt: null,
  answeredAt: null,
  answer: '',
};

export type HelpCommand =
  | { readonly do: 'raise'; readonly content: HelpContent }
  | { readonly do: 'answer'; readonly text: string }
  | { readonly do: 'close' }
  | { readonly do: 'reopen'; readonly text: string };

const FROM: Readonly<Record<HelpCommand['do'], readonly Help['state'][]>> = {
  raise: ['none'],
  answer: ['open', 'answered'],
  close: ['open', 'answered'],
  reopen: ['answered', 'closed'],
};
const STATES = {
  none: { zh: '不存在', en: 'not there' },
  open: { zh: '待答复', en: 'open' },
  answered: { zh: '已答复', en: 'answered' },
  closed: { zh: '已办结', en: 'closed' },
};
const VERBS = {
  raise: { zh: '再次提出', en: 'raised again' },
  answer: { zh: '答复', en: 'answered' },
  close: { zh: '办结', en: 'closed' },
  reopen: { zh: '重新提出', en: 'reopened' },
};

/** @throws QingshanError `wrong-state`, `bad-report` */
export function decideHelp(help: Help, command: HelpCommand): LoopEvent[] {
  if (!FROM[command.do].includes(help.state)) {
    throw new QingshanError('wrong-state', { state: STATES[help.state], verb: VERBS[command.do] });
  }
  switch (command.do) {
    case 'raise':
      if (parseDay(command.content.due) === null) {
        throw new QingshanError('bad-report', {
          why: { zh: '请写明何时前答复', en: 'say by when it is to be answered' },
        });
      }
      return [{ type: 'raised', data: { ...command.content } }];
    case 'answer':
    case 'reopen':
      if (command.text.trim() === '') {
        throw new QingshanError('bad-report', { why: { zh: '没有填写内容', en: 'the text is missing' } });
      }
      return [{ type: command.do === 'answer' ? 'answered' : 'reopened', data: { text: command.text } }];
    case 'close':
      return [{ type: 'closed', data: {} }];
  }
}

/** The item after an event. */
export function evolveHelp(help: Help, event: RecordedEvent): Help {
  const next = { ...help, seq: event.seq };
  switch (event.type) {
    case 'raised':
      return { ...next, state: 'open', content: helpSchema.parse(event.data), raisedBy: event.by, raisedAt: event.at };
    case 'answered':
      return {
        ...next,
        state: 'answered',
        answer: String(event.data['text']),
        answeredAt: help.answeredAt ?? event.at,
      };
    case 'closed':
      return { ...next, state: 'closed' };
    case 'reopened':
      return { ...next, state: 'open' };
    default:
      return next;
  }
}
