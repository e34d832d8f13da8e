import type { Moment } from '@qingshan/kernel';

export const NOTICE_KINDS = [
  'dispatched',
  'returned',
  'accepted',
  'due-soon',
  'overdue',
  'help-asked',
  'help-answered',
  'change-asked',
  'change-decided',
  'alert',
  'alert-over',
  'case-opened',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What a person wants to be told, and where. */
export interface NoticeSetting {
  readonly person: string;
  /** Where the daily digest goes; `null`: nowhere */
  readonly mail: string | null;
  /** Kinds that are left out of inbox and digest */
  readonly muted: readonly NoticeKind[];
}

/** A digest that is to be sent once: to a person by mail, or to a group by its robot. */
export interface Delivery {
  /** User name, or `*` for the group */
  readonly person: string;
  /** `2024-10-31` */
  readonly day: string;
  readonly channel: string;
}

export interface NoticeStore {
  /** Which of these notices a person has read. */
  readNotices(person: string, notices: readonly string[]): Promise<readonly string[]>;
  /** Repeating it changes nothing. */
  markRead(person: string, notices: readonly string[], at: Moment): Promise<void>;
  noticeSettings(): Promise<readonly NoticeSetting[]>;
  setNoticeSetting(setting: NoticeSetting): Promise<void>;
  /**
   * Takes a delivery for whoever asks first. It may be taken when it was never tried, or when it failed and its time to try
   * again has come; one that was taken and never settled is not taken again, because it may have arrived.
   *
   * @returns which attempt it is, 1 for the first; `null` when it is not to be sent
   */
  takeDelivery(delivery: Delivery, at: Moment): Promise<number | null>;
  /** @param retryAt when to try again; `null`: never. Absent: it was sent. */
  settleDelivery(
    delivery: Delivery,
    at: Moment,
    failure?: { readonly why: string; readonly retryAt: Moment | null },
  ): Promise<void>;
}

export interface Message {
  /** Mail address, or `*` for the group */
  readonly to: string;
  readonly title: string;
  /** Lines of plain text */
  readonly lines: readonly string[];
}

/** A way out of the house. */
export interface Messenger {
  readonly channel: 'mail' | 'wecom' | 'dingtalk';
  /** @throws Error saying why it was not taken; it has not arrived then */
  send(message: Message): Promise<void>;
}
