import { CASE_STATES, stepDue, type Actor, type CaseStateName } from '@qingshan/campaign';
import { DAY_SECONDS, formatMoment, type Moment } from '@qingshan/kernel';
import type { Campaign } from '../loop/campaign.ts';
import type { Reach } from '../people/rule.ts';
import { CASE_LISTS, type CaseDeskView, type CaseQuery, type CaseRowView } from '../views/index.ts';
import { channels, topics } from './complaint-register.ts';
import type { CaseFilter } from './ports.ts';
import { proposalsIn } from './proposals.ts';
import { casesBehind, daysOf } from './rates.ts';
import { rowsOf } from './rows.ts';

type ListName = (typeof CASE_LISTS)[number];

const OPEN: readonly CaseStateName[] = ['new', 'dispatched', 'handling', 'submitted'];
const LIVE = CASE_STATES.filter((state) => state !== 'merged' && state !== 'withdrawn');
const THERE = CASE_STATES.filter((state) => state !== 'withdrawn');

/** States in which a case waits for somebody of a role. */
function waitingFor({ role }: Actor): readonly CaseStateName[] {
  if (role === 'plan-office' || role === 'system') return ['new', 'submitted', 'verified'];
  if (role === 'inspector') return ['submitted', 'verified'];
  return role === 'department' || role === 'town' ? ['dispatched', 'handling'] : [];
}

function mine(actor: Actor): CaseFilter {
  const states = waitingFor(actor);
  const ofUnit = actor.role === 'department' || actor.role === 'town';
  return ofUnit ? { states, unit: actor.unit ?? '' } : { states };
}

/** Cases with a step of the ladder due. */
async function climbing(campaign: Campaign, within: CaseFilter, now: Moment): Promise<CaseFilter> {
  const { district, registry } = campaign.workspace;
  const { cases } = await registry.cases.list({ ...within, climbingAt: now });
  return { ids: cases.filter((state) => stepDue(state, district.cases, now) !== null).map(({ id }) => id) };
}

function ofReach(reach: Reach): CaseFilter {
  return reach === 'all' ? {} : { within: reach };
}

async function filterOfList(campaign: Campaign, actor: Actor, name: ListName, reach: Reach, now: Moment) {
  const within = ofReach(reach);
  switch (name) {
    case 'red':
    case 'yellow':
      return { ...within, light: { is: name, at: now } };
    case 'mine':
      return { ...within, ...mine(actor) };
    case 'step':
      return { ...within, ...(await climbing(campaign, within, now)) };
    case 'open':
      return { ...within, states: OPEN };
    case 'all':
      return { ...within, states: LIVE };
    default:
      return { ...within, states: [name] };
  }
}

function isGiven(filter: CaseFilter): CaseFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** What a list asks of the registry. @throws QingshanError `bad-request` */
async function filterOf(campaign: Campaign, actor: Actor, query: CaseQuery, reach: Reach, now: Moment) {
  const { list, unit, town, topic, source, spot, text, figure, from, to } = query;
  if (figure !== undefined) return { ids: await casesBehind(campaign, reach, query) };
  const named =
    list === undefined && spot !== undefined
      ? { ...ofReach(reach), states: THERE }
      : await filterOfList(campaign, actor, list ?? 'open', reach, now);
  const days = from === undefined && to === undefined ? null : daysOf(from ?? '1970-01-01', to ?? '9999-12-31');
  const received = days && { from: days.first * DAY_SECONDS, before: (days.last + 1) * DAY_SECONDS };
  const given = isGiven({ unit, town, topic, source, spot, text: text === '' ? undefined : text } as CaseFilter);
  return { ...named, ...given, ...received };
}

export async function listCases(
  campaign: Campaign,
  actor: Actor,
  query: CaseQuery,
  reach: Reach,
): Promise<{ total: number; rows: CaseRowView[] }> {
  const { registry } = campaign.workspace;
  const now = campaign.act(actor).at;
  const filter = await filterOf(campaign, actor, query, reach, now);
  const { offset, limit } = query;
  const { total, cases } = await registry.cases.list(filter, { offset, limit });
  return { total, rows: rowsOf(campaign.workspace, cases, now) };
}

/** What is red, yellow and mine, how many there are of each, and the words of the filters. */
export async function showCaseDesk(campaign: Campaign, actor: Actor, reach: Reach): Promise<CaseDeskView> {
  const { district, registry, demonstration } = campaign.workspace;
  const now = campaign.act(actor).at;
  const filters = await Promise.all(
    CASE_LISTS.map(async (name) => [name, await filterOfList(campaign, actor, name, reach, now)] as const),
  );
  // Of a list that names its cases the length is known.
  const named = filters.flatMap(([name, { ids }]) => (ids ? [[name, ids.length] as const] : []));
  const others = filters.filter(([, { ids }]) => ids === undefined);
  const counted = await registry.cases.counts(Object.fromEntries(others));
  const counts = { ...counted, ...Object.fromEntries(named) } as Record<ListName, number>;
  const { ladder, grounds } = district.cases;
  return {
    now: formatMoment(now),
    counts,
    proposals: reach === 'all' ? (await proposalsIn(campaign, actor)).length : 0,
    topics: topics(campaign.workspace),
    channels: channels(campaign.workspace),
    units: district.units.map(({ id, name }) => ({ id, name })),
    towns: district.towns.map(({ id, name }) => ({ id, name })),
    ladder: ladder.map(({ id, name }) => ({ id, name })),
    grounds: (['officeHours', 'deadlines', 'lights', 'ladder'] as const).map((part) => ({ part, ...grounds[part] })),
    simulated: demonstration !== null,
  };
}
