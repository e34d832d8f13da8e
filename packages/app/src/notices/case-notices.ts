import { isSevere, toldAt, type Actor, type CaseState } from '@qingshan/campaign';
import { DAY_SECONDS, formatMoment, type Moment } from '@qingshan/kernel';
import type { CaseFilter } from '../cases/ports.ts';
import type { Campaign } from '../loop/campaign.ts';
import type { NoticeView } from '../views/index.ts';

/** Older ones are found among the cases. */
const DAYS = 14;
const MOST = 200;
const NAMED = 5;
const SHOWN_STATES = ['new', 'dispatched', 'handling', 'submitted', 'verified', 'closed'] as const;

function noticeOf(cases: readonly CaseState[], told: Moment): Omit<NoticeView, 'read'> {
  const ids = cases.map(({ id }) => id).toSorted();
  const about = cases.slice(0, NAMED).map(({ id, content }) => ({
    key: id,
    title: { zh: content.title, en: content.titleEn ?? content.title },
  }));
  const path = ids.length === 1 ? `/cases/${ids[0]}` : '/cases?list=open&source=exceedance';
  return {
    id: `case-opened:${ids[0]}`,
    kind: 'case-opened',
    at: formatMoment(told),
    by: '',
    about,
    count: ids.length,
    path,
  };
}

/** Which cases a person is told of: the office of all, analysts of those about instruments, units of those sent to them. */
function concerning({ role, unit }: Pick<Actor, 'role' | 'unit'>): CaseFilter | null {
  if (role === 'plan-office') return {};
  if (role === 'analyst') return { topic: 'device' };
  return (role === 'department' || role === 'town') && unit !== null ? { unit } : null;
}

/**
 * Cases that data have opened, one notice for those that were found at once. What was found in quiet hours and is not
 * severe is told when they end.
 */
export async function caseNotices(
  { workspace, now }: Pick<Campaign, 'workspace' | 'now'>,
  person: Pick<Actor, 'role' | 'unit'>,
): Promise<Omit<NoticeView, 'read'>[]> {
  const filter = concerning(person);
  if (filter === null) return [];
  const { watch } = workspace.district;
  const { cases } = await workspace.registry.cases.list(
    { ...filter, source: 'exceedance', states: SHOWN_STATES, from: now - DAYS * DAY_SECONDS },
    { offset: 0, limit: MOST },
  );
  const opened = cases.filter(({ key }) => key?.startsWith('watch:') === true);
  const told = Map.groupBy(opened, (state) => {
    const found = (filter.unit === undefined ? null : state.dispatchedAt) ?? state.content.received;
    return toldAt(found, isSevere(state, watch), watch.quiet);
  });
  return [...told].filter(([at]) => at <= now).map(([at, group]) => noticeOf(group, at));
}
