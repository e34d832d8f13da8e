import { DAY_SECONDS, type Localized, type Moment } from '@qingshan/kernel';
import type { Settings } from '../people/settings.ts';
import type { Workspace } from '../workspace.ts';
import type { OldRowKind } from './ports.ts';

/** How what is too old is counted and removed. */
interface Sweep {
  count(workspace: Workspace, before: Moment): Promise<number>;
  remove(workspace: Workspace, before: Moment): Promise<number>;
}

interface Kept {
  readonly id: string;
  readonly text: Localized;
  /** `null`: for ever */
  days(settings: Settings): number | null;
  /** Absent: the job does not touch it */
  readonly sweep?: Sweep;
  /** Who removes it where that is not the job */
  readonly otherwise?: Localized;
}

function rows(kind: OldRowKind): Sweep {
  return {
    count: ({ registry }, before) => registry.oldRows.countOld(kind, before),
    remove: ({ registry }, before) => registry.oldRows.removeOld(kind, before),
  };
}

const HOURS_A_DAY = 24;

/** What is kept how long: the only place that says so. What is not here is kept for ever. */
export const SCHEDULE: readonly Kept[] = [
  { id: 'observations', text: { zh: '观测值及其更正', en: 'Observations and corrections' }, days: () => null },
  {
    id: 'campaign',
    text: { zh: '派发、填报、核查、预警响应、工单的记录', en: 'Log of dispatch, reports, responses to alerts, cases' },
    days: () => null,
  },
  {
    id: 'documents',
    text: { zh: '已发布文件、佐证、核算、台账', en: 'Published documents, evidence, accounts, registers' },
    days: () => null,
  },
  { id: 'audit', text: { zh: '审计记录', en: 'The audit' }, days: () => null },
  {
    id: 'frames',
    text: { zh: '数采仪原始通信包（frameDays）', en: 'Packets of instruments (frameDays)' },
    days: ({ frameDays }) => frameDays,
    sweep: {
      count: async (workspace, before) => (await workspace.frames()).prunable(before),
      remove: async (workspace, before) => (await workspace.frames()).prune(before),
    },
  },
  {
    id: 'notices',
    text: { zh: '消息已读标记与发送记录（noticeDays）', en: 'Marks of read notices, digests sent (noticeDays)' },
    days: ({ retention }) => retention.noticeDays,
    sweep: rows('notices'),
  },
  {
    id: 'complainants',
    text: {
      zh: '办结工单的投诉人及其原话（complainantDays）',
      en: 'Complainants of closed cases and their words (complainantDays)',
    },
    days: ({ retention }) => retention.complainantDays,
    sweep: rows('complainants'),
  },
  {
    id: 'sessions',
    text: { zh: '登录会话（signIn.hours）', en: 'Sessions (signIn.hours)' },
    days: ({ signIn }) => signIn.hours / HOURS_A_DAY,
    otherwise: { zh: '每次有人登录时', en: 'whenever somebody signs in' },
  },
  {
    id: 'backups',
    text: { zh: '备份', en: 'Backups' },
    days: () => null,
    otherwise: { zh: '做备份的定时任务', en: 'the timer that makes them' },
  },
];

/** The moment before which it goes: whole days before today's. */
export function limitOf({ days }: Pick<Kept, 'days'>, { clock, settings }: Workspace): Moment | null {
  const kept = days(settings);
  return kept === null ? null : (Math.floor(clock.now() / DAY_SECONDS) - kept) * DAY_SECONDS;
}
