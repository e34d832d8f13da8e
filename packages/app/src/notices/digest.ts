import { formatDay } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import { showDesk } from '../loop/desk.ts';
import { isOpen } from '../people/sign-in.ts';
import type { DigestsView, NoticeView } from '../views/index.ts';
import { noticesFor } from './inbox.ts';
import type { NoticeBook } from './notice-book.ts';
import type { Delivery, Message, Messenger, NoticeKind } from './ports.ts';

/** After the first failure it is tried again in so many minutes, after each further one in twice as many. */
const FIRST_RETRY_MINUTES = 5;
const ATTEMPTS = 6;
const MINUTE = 60;

/** Mails and groups are written to in Chinese, the language of the office. */
const WORDS: Readonly<Record<NoticeKind, (count: number) => string>> = {
  dispatched: (n) => `收到派发措施 ${n} 项`,
  returned: (n) => `${n} 份报告被退回`,
  accepted: (n) => `${n} 份报告核查通过`,
  'due-soon': (n) => `${n} 份报告即将到期`,
  overdue: (n) => `${n} 份报告已逾期`,
  'help-asked': (n) => `收到需协调事项 ${n} 项`,
  'help-answered': (n) => `需协调事项有答复 ${n} 项`,
  'change-asked': (n) => `收到调整申请 ${n} 项`,
  'change-decided': (n) => `调整申请有结果 ${n} 项`,
  alert: () => '重污染预警，请签收',
  'alert-over': () => '重污染预警结束',
  'case-opened': (n) => `监测预警立案 ${n} 件`,
};

function lineOf({ kind, count, about, at, by }: NoticeView): string {
  const who = by === '' ? '' : `，${by}`;
  const more = count > about.length ? ' 等' : '';
  return `${WORDS[kind](count)}（${at.slice(0, 10)}${who}）：${about.map((a) => a.title.zh).join('；')}${more}`;
}

function linkLine({ workspace: { settings } }: Campaign, path: string): string[] {
  return settings.publicUrl === null ? [] : [new URL(path, settings.publicUrl).href];
}

/** What a person has not read; `null`: nothing, so nothing is sent. */
async function personal(campaign: Campaign, notices: readonly NoticeView[], to: string): Promise<Message | null> {
  const unread = notices.filter((notice) => !notice.read);
  if (unread.length === 0) return null;
  const title = `青山：${unread.length} 条未读消息（${formatDay(campaign.today)}）`;
  return { to, title, lines: [...unread.map(lineOf), ...linkLine(campaign, '/inbox')] };
}

/** Where the plan stands, for a group: counts only, no names of people. */
async function forGroup(campaign: Campaign): Promise<Message> {
  const { counts, today, nextDue, overdueHelp, openRequests } = await showDesk(campaign);
  return {
    to: '*',
    title: `青山：${campaign.workspace.plan.title.zh}（${today}）`,
    lines: [
      `未签收 ${counts.unsigned} 项，逾期 ${counts.overdue} 项，连续未报 ${counts.silent} 项，迟报 ${counts.late} 项，退回 ${counts.returned} 项，待核查 ${counts['to-verify']} 项`,
      `待决定的调整申请 ${openRequests} 项，逾期未答复的需协调事项 ${overdueHelp} 项`,
      `本期报送截止 ${nextDue}`,
      ...linkLine(campaign, '/desk'),
    ],
  };
}

type Result = keyof DigestsView;

/** Sends one message at most once a day, and tries again what has certainly not arrived. */
async function deliver(
  { workspace: { registry, clock } }: Campaign,
  messenger: Messenger,
  delivery: Delivery,
  message: Message,
): Promise<Result> {
  const attempt = await registry.notices.takeDelivery(delivery, clock.now());
  if (attempt === null) return 'skipped';
  try {
    await messenger.send(message);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const pause = FIRST_RETRY_MINUTES * MINUTE * 2 ** (attempt - 1);
    const retryAt = attempt < ATTEMPTS ? clock.now() + pause : null;
    await registry.notices.settleDelivery(delivery, clock.now(), { why, retryAt });
    return 'failed';
  }
  await registry.notices.settleDelivery(delivery, clock.now());
  return 'sent';
}

/**
 * Sends what is due today: to each person who wants it a mail with what they have not read, and to the groups where the
 * plan stands. Each goes at most once a day, however often this runs. A demonstration sends nothing.
 */
export async function sendDigests(campaign: Campaign, book: NoticeBook): Promise<DigestsView> {
  const { workspace } = campaign;
  const { registry, clock, demonstration, messengers = [] } = workspace;
  const counted = { sent: 0, failed: 0, skipped: 0 };
  if (demonstration !== null) return counted;
  const day = formatDay(campaign.today);
  for (const messenger of messengers) {
    const { channel } = messenger;
    if (channel !== 'mail') {
      counted[await deliver(campaign, messenger, { person: '*', day, channel }, await forGroup(campaign))] += 1;
      continue;
    }
    for (const setting of await registry.notices.noticeSettings()) {
      const person = setting.mail === null ? null : await registry.people.person(setting.person);
      if (!person || setting.mail === null || !isOpen(person, clock.now())) continue;
      const notices = await noticesFor(campaign, book, person, setting);
      const message = await personal(campaign, notices, setting.mail);
      if (message) counted[await deliver(campaign, messenger, { person: person.id, day, channel }, message)] += 1;
    }
  }
  return counted;
}
