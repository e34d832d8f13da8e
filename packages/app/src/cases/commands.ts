import {
  decideCase,
  decideMerge,
  decideOpen,
  decideUnmerge,
  unitOf,
  type Actor,
  type CaseCommand,
  type CaseContent,
  type CasePrivate,
  type CaseSource,
  type CaseState,
  type LoopEvent,
} from '@qingshan/campaign';
import { formatMoment, parseMoment, QingshanError, type Moment } from '@qingshan/kernel';
import { checkSeen, unknown, type Campaign } from '../loop/campaign.ts';
import type { Registry } from '../ports.ts';
import type { CaseInput } from '../views/index.ts';
import { topics } from './complaint-register.ts';
import { Draft, entryOf } from './fold.ts';
import { unknownCase } from './rows.ts';

/** Commands on cases: read, decide, append. What was decided on an older state is refused by the store. */

async function found(campaign: Campaign, ids: readonly string[]): Promise<Map<string, CaseState>> {
  const distinct = [...new Set(ids)];
  const states = await campaign.workspace.registry.cases.find(distinct);
  const missing = distinct.find((id) => !states.has(id));
  if (missing !== undefined) throw unknownCase(missing);
  return new Map(states);
}

/**
 * Runs one command on many cases, all or none; those that are so already stay as they are.
 *
 * @returns how many changed
 * @throws QingshanError `not-found`, `wrong-state`, `bad-report`, `changed-meanwhile`
 */
export async function changeCases(
  campaign: Campaign,
  by: Actor,
  ids: readonly string[],
  command: CaseCommand,
  seen?: number,
): Promise<number> {
  const { district, registry } = campaign.workspace;
  if (command.do === 'dispatch') {
    for (const id of [command.unit, ...command.assisting]) {
      if (!unitOf(district, id)) throw unknown({ zh: '单位', en: 'unit' }, id);
    }
  }
  const states = await found(campaign, ids);
  const act = campaign.act(by);
  const entries = [...states.values()].flatMap((state) => {
    checkSeen(seen, state);
    const events = decideCase(state, command, act, district.cases);
    return events.length === 0 ? [] : [entryOf(state.id, state, events, act)];
  });
  if (entries.length > 0) await registry.cases.change({ entries }, act);
  return entries.length;
}

/** Merges repeats into a main case. @throws QingshanError `not-found`, `wrong-state`, `bad-report` */
export async function mergeCases(campaign: Campaign, by: Actor, ids: readonly string[], into: string): Promise<number> {
  const act = campaign.act(by);
  const draft = new Draft(await found(campaign, [...ids, into]), act);
  for (const id of new Set(ids)) addMerge(draft, id, into);
  await campaign.workspace.registry.cases.change({ entries: draft.entries }, act);
  return new Set(ids).size;
}

/** Adds a merge to a change that is being put together. */
export function addMerge(draft: Draft, id: string, into: string): void {
  const [repeat, main] = [draft.state(id), draft.state(into)];
  if (!repeat || !main) throw unknownCase(repeat ? into : id);
  const events = decideMerge(repeat, main);
  draft.add(id, events.repeat);
  draft.add(into, events.main);
}

export function addUnmerge(draft: Draft, id: string): void {
  const repeat = draft.state(id);
  if (!repeat?.mergedInto) throw unknownCase(id);
  const into = repeat.mergedInto;
  const events = decideUnmerge(repeat);
  draft.add(id, events.repeat);
  draft.add(into, events.main);
}

/** @throws QingshanError `not-found`, `wrong-state`, `changed-meanwhile` */
export async function unmergeCase(campaign: Campaign, by: Actor, id: string, seen?: number): Promise<void> {
  const act = campaign.act(by);
  const states = await found(campaign, [id]);
  const state = states.get(id);
  if (state) checkSeen(seen, state);
  const main = state?.mergedInto ?? null;
  const draft = new Draft(main === null ? states : new Map([...states, ...(await found(campaign, [main]))]), act);
  if (main === null && state) decideUnmerge(state);
  addUnmerge(draft, id);
  await campaign.workspace.registry.cases.change({ entries: draft.entries }, act);
}

const PREFIX: Readonly<Record<CaseSource, string>> = {
  complaint: 'TS',
  patrol: 'XC',
  exceedance: 'CB',
  inspection: 'JC',
};
const DIGITS = 3;

export type NewCase = Omit<CaseContent, 'number' | 'channel' | 'received' | 'simulated'> & {
  readonly received: number;
  readonly complainant: CasePrivate | null;
  /** What it is opened for: asked for again, the case is there already */
  readonly key?: string;
  /** What happens to it in the same moment, a first note with photos */
  readonly also?: readonly LoopEvent[];
};

export interface OpenedCase {
  /** `XC-20241031-001` */
  readonly id: string;
  /** It had been opened for this key before */
  readonly repeated: boolean;
}

/** Somebody may take the next number at the same moment. */
const ATTEMPTS = 5;

/**
 * Opens a case, once for each key. Other parts call it with what it rests on: an inspection with its record, a finding
 * with its photos.
 *
 * @throws QingshanError `not-found` for a topic, town or unit that there is not, `bad-report`, `changed-meanwhile`
 */
export async function openCase(campaign: Campaign, by: Actor, asked: NewCase): Promise<OpenedCase> {
  const { registry } = campaign.workspace;
  return untilFirst(async () => {
    const [before] = asked.key === undefined ? [] : (await registry.cases.list({ key: asked.key })).cases;
    return before ? { id: before.id, repeated: true } : { id: await openNext(campaign, by, asked), repeated: false };
  });
}

/** Does work again that reads, decides and appends, while somebody else was faster. @throws QingshanError `changed-meanwhile` */
export async function untilFirst<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isLate = error instanceof QingshanError && error.code === 'changed-meanwhile';
      if (!isLate || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Gives the next numbers of the day, `XC-20241031-001`, one after the other. */
export async function caseNumbers(registry: Registry, source: CaseSource, at: Moment): Promise<() => string> {
  const prefix = `${PREFIX[source]}-${formatMoment(at).slice(0, 10).replaceAll('-', '')}-`;
  let number = await registry.cases.lastNumber(prefix);
  return () => `${prefix}${String(++number).padStart(DIGITS, '0')}`;
}

/** Opens a case under the next number of its day. */
async function openNext(campaign: Campaign, by: Actor, asked: NewCase): Promise<string> {
  const { complainant, key, also = [], ...rest } = asked;
  const { registry, district, demonstration } = campaign.workspace;
  const act = campaign.act(by);
  if (!topics(campaign.workspace).some(({ id }) => id === rest.topic))
    throw unknown({ zh: '分类', en: 'topic' }, rest.topic);
  if (rest.town !== null && !district.towns.some(({ id }) => id === rest.town)) {
    throw unknown({ zh: '镇街', en: 'town' }, rest.town);
  }
  const { concerns = null } = rest;
  if (concerns !== null && !unitOf(district, concerns)) throw unknown({ zh: '单位', en: 'unit' }, concerns);
  if (rest.received > act.at) {
    throw new QingshanError('bad-report', { why: { zh: '发现时间晚于现在', en: 'it was found later than now' } });
  }
  const content: CaseContent = { ...rest, number: '', channel: null, simulated: demonstration !== null };
  const id = (await caseNumbers(registry, rest.source, act.at))();
  const events = [...decideOpen(content, null, null, district.cases, key), ...also];
  const people = new Map(complainant ? [[id, complainant]] : []);
  await registry.cases.change({ entries: [entryOf(id, null, events, act)], private: people }, act);
  return id;
}

/** A case as a form has it. @throws QingshanError `bad-report` */
export function newCaseOf(input: CaseInput): NewCase {
  const received = parseMoment(input.received);
  if (received === null) {
    throw new QingshanError('bad-report', { why: { zh: '没有填写发现时间', en: 'when it was found is missing' } });
  }
  return { ...input, received };
}
