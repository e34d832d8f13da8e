import type { Actor } from '@qingshan/campaign';
import type { z } from 'zod';
import type { Campaign } from '../loop/campaign.ts';
import type * as views from '../views/index.ts';
import { sendDigests } from './digest.ts';
import { showInbox } from './inbox.ts';
import type { NoticeBook } from './notice-book.ts';

type Of<S extends z.ZodType> = z.output<S>;

/** What people are told. */
export interface NoticeUseCases {
  /** What happened that concerns whoever asks. */
  inbox(): Promise<views.InboxView>;
  /** Marks notices as read; how many are left unread. */
  readNotices(input: Of<typeof views.readInput>): Promise<Of<typeof views.unread>>;
  /** Says what one wants to be told, and where the daily digest goes. */
  setNotices(input: Of<typeof views.noticeSetting>): Promise<views.InboxView>;
  /** Sends the digests of the day that have not gone yet. */
  sendDigests(): Promise<views.DigestsView>;
}

export function noticeUseCases(campaign: Campaign, book: NoticeBook, actor: Actor): NoticeUseCases {
  const { registry, clock } = campaign.workspace;
  return {
    inbox: () => showInbox(campaign, book, actor),
    readNotices: async ({ notices }) => {
      await registry.notices.markRead(actor.id, notices, clock.now());
      return { unread: (await showInbox(campaign, book, actor)).unread };
    },
    setNotices: async (input) => {
      await registry.notices.setNoticeSetting({ person: actor.id, ...input });
      return showInbox(campaign, book, actor);
    },
    sendDigests: () => sendDigests(campaign, book),
  };
}
