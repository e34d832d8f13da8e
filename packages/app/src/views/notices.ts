import { z } from 'zod';
import { NOTICE_KINDS } from '../notices/ports.ts';
import { localized } from './common.ts';

const noticeKind = z.enum(NOTICE_KINDS);

export const notice = z
  .object({
    id: z.string().describe('`returned:4711`'),
    kind: noticeKind,
    at: z.string().describe('When it happened, or the day on which it falls due'),
    by: z.string().describe('Who did it; empty: nobody, time passed'),
    about: z.array(z.object({ key: z.string(), title: localized })).describe('At most five of them'),
    count: z.number().describe('How many things it is about'),
    path: z.string().describe('The page where one goes on'),
    read: z.boolean(),
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.infer<typeof notice>;

export const noticeSetting = z
  .object({ mail: z.email().max(200).nullable(), muted: z.array(noticeKind).max(NOTICE_KINDS.length) })
  .meta({ id: 'NoticeSetting' });
export type NoticeSettingView = z.infer<typeof noticeSetting>;

export const inbox = z
  .object({
    unread: z.number(),
    notices: z.array(notice).describe('The newest first, at most 200'),
    setting: noticeSetting,
    channels: z.array(z.string()).describe('Ways out that are set up here'),
  })
  .meta({ id: 'Inbox' });
export type InboxView = z.infer<typeof inbox>;

export const readInput = z
  .object({ notices: z.array(z.string().max(200)).min(1).max(200) })
  .meta({ id: 'ReadNoticesInput' });

export const unread = z.object({ unread: z.number() }).meta({ id: 'Unread' });

export const digests = z.object({ sent: z.number(), failed: z.number(), skipped: z.number() }).meta({ id: 'Digests' });
export type DigestsView = z.infer<typeof digests>;
