import { facetsOf, type Actor, type CampaignState } from '@qingshan/campaign';
import { DAY_SECONDS, formatDay, formatMoment, type Localized } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import { titlesOf } from '../loop/rows.ts';
import { levelName } from '../responses/level.ts';
import type { InboxView, NoticeSettingView, NoticeView } from '../views/index.ts';
import { OFFICE, type Happened, type NoticeBook } from './notice-book.ts';
import { caseNotices } from './case-notices.ts';
import type { NoticeSetting } from './ports.ts';

/** What happened longer ago is found on its page, not in the inbox. */
const DAYS = 60;
/** So many days before a report is due it is said to be. */
const SOON = 3;
const SHOWN = 200;
const NAMED = 5;

type Unread = Omit<NoticeView, 'read'>;
type Addressed = Pick<Actor, 'id' | 'role' | 'unit'>;

/** Kinds that are about a response to an alert, not about a measure. */
const OF_ALERTS: ReadonlySet<Unread['kind']> = new Set(['alert', 'alert-over']);

function about(campaign: Campaign, state: CampaignState, kind: Unread['kind'], keys: readonly string[]) {
  return keys.slice(0, NAMED).map((key) => {
    const [first = ''] = key.split('/');
    return { key, title: OF_ALERTS.has(kind) ? alertTitle(campaign, state, first) : titlesOf(state, first).title };
  });
}

function alertTitle({ workspace }: Campaign, { alerts }: CampaignState, id: string): Localized {
  const round = alerts.response(id).rounds.at(-1);
  const name = round ? levelName(workspace, round) : { zh: '', en: '' };
  return { zh: `${name.zh}（${id}）`, en: `${name.en} (${id})` };
}

function pathOf(kind: Unread['kind'], keys: readonly string[]): string {
  const [key = ''] = keys;
  if (OF_ALERTS.has(kind)) return `/responses/${key.split('/')[0]}`;
  if (kind === 'help-asked' || kind === 'change-asked') return '/coordination';
  if (keys.length > 1 || kind === 'dispatched') return '/work';
  if (kind === 'help-answered' || kind === 'change-decided') return `/measures/${key.split('/')[0]}`;
  return `/reports/${key}`;
}

function happened(campaign: Campaign, state: CampaignState, { id, kind, at, by, about: keys }: Happened): Unread {
  const path = pathOf(kind, keys);
  return { id, kind, at: formatMoment(at), by, about: about(campaign, state, kind, keys), count: keys.length, path };
}

/** Reports of a unit that are due within days, or were due: one notice for each due day. */
function dueOf(campaign: Campaign, state: CampaignState, unit: string): Unread[] {
  const { today, workspace } = campaign;
  const open = [...state.assignments.values()]
    .filter((a) => a.unit === unit && a.reports)
    .map((a) => facetsOf(state, a, workspace.district.reporting, today))
    .filter((f) => f.dispatched && !f.excused && f.status !== 'cancelled' && f.status !== 'done')
    .flatMap((f) =>
      f.periods
        .filter((p) => p.report.state !== 'submitted' && p.report.state !== 'accepted')
        .filter((p) => p.due <= today + SOON && p.due > today - DAYS)
        .map((p) => ({ due: p.due, key: `${f.assignment.id}/${p.period.id}` })),
    );
  return [...Map.groupBy(open, ({ due }) => due)].map(([due, reports]): Unread => {
    const kind = due < today ? 'overdue' : 'due-soon';
    const keys = reports.map(({ key }) => key);
    const path = pathOf(kind, keys);
    const at = formatDay(due);
    return {
      id: `${kind}:${at}`,
      kind,
      at,
      by: '',
      about: about(campaign, state, kind, keys),
      count: keys.length,
      path,
    };
  });
}

function addresseesOf({ role, unit }: Addressed): string[] {
  const office = role === 'plan-office' ? [OFFICE] : [];
  const liaison = (role === 'town' || role === 'department') && unit !== null ? [unit] : [];
  return [...office, ...liaison];
}

const NO_SETTING: NoticeSettingView = { mail: null, muted: [] };

export async function settingOf(campaign: Campaign, person: string): Promise<NoticeSettingView> {
  const { notices } = campaign.workspace.registry;
  const found = (await notices.noticeSettings()).find((s) => s.person === person);
  return found ? { mail: found.mail, muted: [...found.muted] } : NO_SETTING;
}

/** What concerns a person, the newest first, without what they do not want to be told. */
export async function noticesFor(
  campaign: Campaign,
  book: NoticeBook,
  person: Addressed,
  { muted }: Pick<NoticeSetting, 'muted'>,
): Promise<NoticeView[]> {
  const state = await campaign.current();
  const since = (campaign.today - DAYS) * DAY_SECONDS;
  const addressees = addresseesOf(person);
  const past = (await book.of(addressees)).filter((h) => h.at >= since && h.byId !== person.id);
  const due = addressees.filter((a) => a !== OFFICE).flatMap((unit) => dueOf(campaign, state, unit));
  const cases = await caseNotices(campaign, person);
  const all = [...past.map((h) => happened(campaign, state, h)), ...due, ...cases]
    .filter((notice) => !muted.includes(notice.kind))
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, SHOWN);
  const ids = all.map((notice) => notice.id);
  const read = new Set(await campaign.workspace.registry.notices.readNotices(person.id, ids));
  return all.map((notice) => ({ ...notice, read: read.has(notice.id) }));
}

export async function showInbox(campaign: Campaign, book: NoticeBook, actor: Actor): Promise<InboxView> {
  const setting = await settingOf(campaign, actor.id);
  const notices = await noticesFor(campaign, book, actor, setting);
  return {
    unread: notices.filter((notice) => !notice.read).length,
    notices,
    setting,
    channels: (campaign.workspace.messengers ?? []).map((m) => m.channel),
  };
}
