import { ACTOR_ROLES } from '@qingshan/campaign';
import { grant, type Rule } from '../people/rule.ts';
import type { NoticeUseCases } from './use-cases.ts';

type NoticePolicy = {
  readonly [K in keyof NoticeUseCases]: Rule<Parameters<NoticeUseCases[K]>, Awaited<ReturnType<NoticeUseCases[K]>>>;
};

const PERSONS = grant(ACTOR_ROLES.filter((role) => role !== 'public' && role !== 'system'));

/** Who is told what; part of the one policy. Everybody has an inbox of their own and nobody else's. */
export const NOTICE_POLICY: NoticePolicy = {
  inbox: { area: 'people', text: { zh: '看自己的消息', en: 'See one’s own notices' }, who: PERSONS },
  readNotices: {
    area: 'people',
    text: { zh: '把消息标为已读', en: 'Mark notices as read' },
    who: PERSONS,
    command: {
      action: 'read-notices',
      subject: (_, __, { id }) => `person:${id}`,
      detail: ([{ notices }]) => ({ notices: notices.length }),
    },
  },
  setNotices: {
    area: 'people',
    text: { zh: '设置消息提醒', en: 'Say what one wants to be told' },
    who: PERSONS,
    command: {
      action: 'set-notices',
      subject: (_, __, { id }) => `person:${id}`,
      detail: ([{ mail, muted }]) => ({ byMail: mail !== null, muted }),
    },
  },
  sendDigests: {
    area: 'people',
    text: { zh: '发送每日摘要', en: 'Send the daily digests' },
    who: grant(['system']),
    command: { action: 'send-digests', subject: () => 'digests', detail: (_, counted) => ({ ...counted }) },
  },
};
