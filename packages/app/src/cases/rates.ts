import { unitName, type CaseState, type Rating } from '@qingshan/campaign';
import { calendarOf, DAY_SECONDS, dayOfDate, formatDay, parseDay, QingshanError, type Day } from '@qingshan/kernel';
import { assessedOf, methodById, RATES, runMethod, type Complaint } from '@qingshan/methods';
import { hotSpotsOf, spotOf } from '@qingshan/campaign';
import { z } from 'zod';
import type { Campaign } from '../loop/campaign.ts';
import type { Reach } from '../people/rule.ts';
import { CASE_GROUPS, type CaseQuery, type CaseRatesView } from '../views/index.ts';
import { methodContext } from '../workspace.ts';
import { topics, wordName } from './complaint-register.ts';

/** The three rates 响应率、解决率、满意率 by the method `complaints.three-rates`, and the cases behind each figure. */

type Group = (typeof CASE_GROUPS)[number];
const NOBODY = '-';

/** A call, and the case in which it is handled: itself, or the main case into which it was merged. */
interface Call {
  readonly call: CaseState;
  readonly main: CaseState;
  readonly excluded: string | null;
  readonly rating: Rating;
}

/** A period of whole days. @throws QingshanError `bad-request` */
export function daysOf(from: string, to: string): { first: Day; last: Day } {
  const [first, last] = [parseDay(from), parseDay(to)];
  if (first !== null && last !== null && first <= last) return { first, last };
  const why = { zh: `${from} 至 ${to} 不是一段日期。`, en: `${from} to ${to} is no period.` };
  throw new QingshanError('bad-request', { why, hint: '' });
}

function isRated({ response, solution, satisfaction }: Rating): boolean {
  return response !== null || solution !== null || satisfaction !== null;
}

/** The complaints received in a period that are within reach, in the order of their receipt. */
export async function callsIn(campaign: Campaign, from: string, to: string, reach: Reach): Promise<Call[]> {
  const { first, last } = daysOf(from, to);
  const { cases } = campaign.workspace.registry;
  const found = await cases.list({ source: 'complaint', from: first * DAY_SECONDS, before: (last + 1) * DAY_SECONDS });
  const known = new Map(found.cases.map((state) => [state.id, state]));
  for (let missing = mainsMissing(known); missing.length > 0; missing = mainsMissing(known)) {
    for (const [id, state] of await cases.find(missing)) known.set(id, state);
  }
  return found.cases
    .filter(({ state }) => state !== 'withdrawn')
    .toSorted((a, b) => a.content.received - b.content.received || (a.id < b.id ? -1 : 1))
    .map((call) => callOf(call, known))
    .filter(
      ({ main: { unit, assisting } }) =>
        reach === 'all' || [unit, ...assisting].some((u) => u !== null && reach.includes(u)),
    );
}

function mainsMissing(known: ReadonlyMap<string, CaseState>): string[] {
  const wanted = [...known.values()].flatMap(({ mergedInto }) => mergedInto ?? []);
  return [...new Set(wanted)].filter((id) => !known.has(id));
}

function callOf(call: CaseState, known: ReadonlyMap<string, CaseState>): Call {
  let main = call;
  while (main.mergedInto !== null) {
    const next = known.get(main.mergedInto);
    if (!next) break;
    main = next;
  }
  const granted = [call, main].find(({ exclusion }) => exclusion?.state === 'granted');
  return {
    call,
    main,
    excluded: granted ? (granted.exclusion?.reason ?? '') : null,
    // A repeat that nobody was called back about on its own ends as its main case does.
    rating: isRated(call.rating) ? call.rating : main.rating,
  };
}

function keyOf(by: Group, { main }: Call): string {
  if (by === 'unit') return main.unit ?? NOBODY;
  return by === 'town' ? (main.content.town ?? NOBODY) : main.content.topic;
}

function complaintsOf(calls: readonly Call[], by: Group): Complaint[] {
  return calls.map((one) => ({
    id: one.call.id,
    unit: keyOf(by, one),
    ...one.rating,
    ...(one.excluded === null ? {} : { excluded: one.excluded }),
    ...(one.main.id === one.call.id ? {} : { repeatOf: one.main.id }),
  }));
}

const rateDetails = z.object({ done: z.number(), assessed: z.number(), percent: z.string() });
const ratesDetails = z.object({ response: rateDetails, solution: rateDetails, satisfaction: rateDetails });
const details = z.object({
  rates: ratesDetails,
  groups: z.array(z.object({ group: z.string(), rates: ratesDetails })),
});

const COUNTING = { repeats: 'latest', unrated: 'leave-out' } as const;

function counted(calls: readonly Call[]) {
  const excluded = calls.filter((one) => one.excluded !== null).length;
  const assessed = assessedOf(complaintsOf(calls, 'unit'), COUNTING).length;
  return { received: calls.length, excluded, merged: calls.length - excluded - assessed, assessed };
}

const DIMENSION_ZH = { unit: '承办单位', town: '镇街', topic: '诉求分类' } as const;

function nameOf(campaign: Campaign, by: Group, group: string) {
  if (group === NOBODY) return { zh: `未定${DIMENSION_ZH[by]}`, en: `no ${by}` };
  return by === 'topic' ? wordName(topics(campaign.workspace), group) : unitName(campaign.workspace.district, group);
}

/** Months of assessment up to a day, the newest first. */
function monthsUntil(today: Day, begins: number): { from: string; to: string }[] {
  const { year, month, date } = calendarOf(today);
  const newest = year * 12 + month - 1 - (date < begins ? 1 : 0);
  const dayIn = (months: number): Day => dayOfDate(Math.floor(months / 12), (months % 12) + 1, begins) ?? 0;
  return Array.from({ length: 12 }, (_, i) => ({
    from: formatDay(dayIn(newest - i)),
    to: formatDay(dayIn(newest - i + 1) - 1),
  }));
}

/** @throws QingshanError `bad-request` */
export async function showRates(
  campaign: Campaign,
  reach: Reach,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<CaseRatesView> {
  const { workspace, today } = campaign;
  const { cases: rules } = workspace.district;
  const to = asked.to ?? formatDay(today);
  const from = asked.from ?? `${to.slice(0, 4)}-01-01`;
  const calls = await callsIn(campaign, from, to, reach);
  const evaluate = (by: Group) => {
    const input = { on: to, complaints: complaintsOf(calls, by), groupBy: 'unit', ...COUNTING };
    const result = runMethod(methodById('complaints.three-rates'), input, methodContext(workspace));
    return { result, ...details.parse(result.details) };
  };
  const groups = CASE_GROUPS.map((by) => {
    const rates = new Map(evaluate(by).groups.map((group) => [group.group, group.rates]));
    const keys = [...new Set(calls.map((one) => keyOf(by, one)))];
    const rows = keys.map((group) => ({
      group,
      name: nameOf(campaign, by, group),
      ...counted(calls.filter((one) => keyOf(by, one) === group)),
      ...(rates.get(group) ?? NO_RATES),
    }));
    return { by, rows: rows.toSorted((a, b) => b.received - a.received) };
  });
  const { result, rates } = evaluate('unit');
  const { first, last } = daysOf(from, to);
  const within = reach === 'all' ? {} : { within: reach };
  const all = await workspace.registry.cases.list({
    ...within,
    from: first * DAY_SECONDS,
    before: (last + 1) * DAY_SECONDS,
  });
  return {
    from,
    to,
    months: monthsUntil(today, rules.monthBegins),
    total: { ...counted(calls), ...rates },
    groups,
    hotSpots: spotsOf(campaign, all.cases),
    notes: result.trace.map(({ title, detail }) => ({
      zh: `${title.zh}：${detail.zh}`,
      en: `${title.en}: ${detail.en}`,
    })),
    grounds: (['repeats', 'hotSpots', 'month'] as const).map((part) => ({ part, ...rules.grounds[part] })),
    simulated: calls.some(({ call }) => call.content.simulated),
  };
}

const NO_RATE = { done: 0, assessed: 0, percent: '—' };
const NO_RATES = { response: NO_RATE, solution: NO_RATE, satisfaction: NO_RATE };

function spotsOf(campaign: Campaign, cases: readonly CaseState[]): CaseRatesView['hotSpots'] {
  const { least, first } = campaign.workspace.district.cases.hotSpots;
  const byId = new Map(cases.map((state) => [state.id, state]));
  return hotSpotsOf(cases, least)
    .slice(0, first)
    .map(({ town, place, topic, cases: ids }) => {
      const one = byId.get(ids[0] ?? '');
      return {
        spot: (one && spotOf(one)) ?? '',
        place,
        townName: town === null ? null : unitName(campaign.workspace.district, town),
        topicName: wordName(topics(campaign.workspace), topic),
        count: ids.length,
      };
    });
}

/** Ids of the cases behind a figure: its count is the length of this list. @throws QingshanError `bad-request` */
export async function casesBehind(campaign: Campaign, reach: Reach, query: CaseQuery): Promise<string[]> {
  const { figure, by, group, outcome } = query;
  const all = await callsIn(campaign, query.from ?? '', query.to ?? '', reach);
  const calls = by === undefined ? all : all.filter((one) => keyOf(by, one) === group);
  if (figure === 'received') return calls.map(({ call }) => call.id);
  if (figure === 'excluded') return calls.filter((one) => one.excluded !== null).map(({ call }) => call.id);
  const kept = calls.filter((one) => one.excluded === null);
  if (figure === 'merged') {
    const standing = new Map<string, string>();
    for (const { call, main } of kept) if (standing.get(main.id) !== main.id) standing.set(main.id, call.id);
    return kept.filter(({ call, main }) => standing.get(main.id) !== call.id).map(({ call }) => call.id);
  }
  const assessed = assessedOf(complaintsOf(calls, 'unit'), COUNTING);
  const rate = RATES.find((name) => name === figure);
  if (rate === undefined) return assessed.map(({ id }) => id);
  const wanted = outcome === undefined ? [true, false] : [outcome === 'done'];
  return assessed.filter((one) => wanted.some((value) => one[rate] === value)).map(({ id }) => id);
}
