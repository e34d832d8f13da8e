import {
  decideCase,
  decideOpen,
  type Actor,
  type CaseCommand,
  type CaseContent,
  type CasePrivate,
  type CaseSource,
  type CaseState,
  type District,
} from '@qingshan/campaign';
import { DAY_SECONDS, dayOfDate, HOUR_SECONDS, type Day, type Moment } from '@qingshan/kernel';
import { randomOf, type Random } from '@qingshan/sources';
import { liaisonOf, OFFICE } from '../loop/simulated-campaign.ts';
import { addMerge } from './commands.ts';
import { Draft } from './fold.ts';
import type { CaseChange } from './ports.ts';

/** A simulated year of cases. Nobody complained of any of it; every text says 模拟. */

const INSPECTOR: Actor = { id: 'demo.inspector', name: '检查员（演示）', role: 'inspector', unit: null };
const CASES = 320;
const DAY_BEGINS = 8.5;
/** Shares of what happens; chosen to show every state, not to describe anybody. */
const STUCK = 0.03;
const RETURNED = 0.12;
const DECLINED = 0.04;
const REPEATED = 0.06;
const EXCLUSION = 0.04;
const UNRATED = 0.08;

const TOPICS: readonly (readonly [topic: string, what: string, unit: string | null, source: readonly CaseSource[]])[] =
  [
    ['site-dust', '工地扬尘', 'mtg-housing', ['complaint', 'complaint', 'patrol', 'exceedance']],
    ['site-noise', '夜间施工噪声', 'mtg-housing', ['complaint']],
    ['fumes', '餐饮油烟', 'mtg-eeb', ['complaint', 'complaint', 'inspection']],
    ['industrial-gas', '废气异味', 'mtg-eeb', ['complaint', 'exceedance', 'inspection']],
    ['burning', '露天焚烧', null, ['complaint', 'patrol', 'patrol']],
    ['social-noise', '广场噪声', null, ['complaint']],
    ['water', '排口污水', 'mtg-water', ['complaint', 'patrol', 'exceedance']],
  ];
const CAUSES: Readonly<Record<CaseSource, string>> = {
  complaint: '',
  patrol: '（模拟）日常巡查',
  exceedance: '（模拟）监测超标',
  inspection: '（模拟）执法检查',
};

function pick<T>(random: Random, items: readonly T[]): T | undefined {
  return items[random.whole(0, items.length - 1)];
}

interface Story {
  readonly random: Random;
  readonly draft: Draft;
  readonly district: District;
  readonly until: Moment;
  readonly id: string;
}

/** Runs a command on the case of a story, unless it would be later than today. Says whether it did. */
function did(story: Story, command: CaseCommand, by: Actor, at: Moment): boolean {
  const { draft, district, until, id } = story;
  const state = draft.state(id);
  if (state === null || at > until) return false;
  const act = { by, at };
  draft.add(id, decideCase(state, command, act, district.cases), act);
  return true;
}

function rating(random: Random, source: CaseSource) {
  const asked = (chance: number): boolean | null => (random.next() < UNRATED ? null : random.next() < chance);
  if (source !== 'complaint') return null;
  return { response: asked(0.97), solution: asked(0.86), satisfaction: asked(0.82) };
}

/** What a unit and its verifiers do with a case from its dispatch on. */
function handle(story: Story, unit: string, dispatched: Moment): void {
  const { random, draft, district, id } = story;
  const liaison = liaisonOf(unit, district);
  const hours = (from: number, to: number): number => Math.round(random.between(from, to) * HOUR_SECONDS);
  if (!did(story, { do: 'dispatch', unit, assisting: [], note: '' }, OFFICE, dispatched)) return;
  if (random.next() < STUCK) return;
  let at = dispatched + hours(0.3, 5);
  if (!did(story, { do: 'sign' }, liaison, at)) return;
  const [fast, slow] = random.next() < 0.9 ? [8, 120] : [150, 260];
  at += hours(fast, slow);
  const remind = draft.state(id)?.finish?.yellowAt;
  if (remind !== undefined && remind + HOUR_SECONDS < at && random.next() < 0.5) {
    did(story, { do: 'escalate', step: 'reminder', note: '（模拟）请按时办结' }, OFFICE, remind + HOUR_SECONDS);
  }
  if (random.next() < STUCK) return;
  const submit = (): boolean =>
    did(story, { do: 'submit', result: '（模拟）已到现场处理并复查', evidence: [] }, liaison, at);
  if (!submit()) return;
  if (random.next() < RETURNED) {
    at += hours(2, 30);
    if (!did(story, { do: 'return', remark: '（模拟）请补充现场照片' }, INSPECTOR, at)) return;
    at += hours(4, 60);
    if (!submit()) return;
  }
  at += hours(2, 40);
  if (!did(story, { do: 'accept', remark: '（模拟）现场属实' }, INSPECTOR, at)) return;
  finish(story, at, hours);
}

function finish(story: Story, verified: Moment, hours: (from: number, to: number) => number): void {
  const { random, draft, id, district } = story;
  const state = draft.state(id);
  const found = state && rating(random, state.content.source);
  let at = verified + hours(2, 60);
  if (found && !did(story, { do: 'rate', rating: found }, OFFICE, at)) return;
  if (!did(story, { do: 'close', remark: '' }, OFFICE, at) || !found || random.next() > EXCLUSION) return;
  at += hours(1, 20);
  const reason = '（模拟）诉求事项不属实';
  if (!did(story, { do: 'ask-exclusion', reason }, liaisonOf(state.unit ?? '', district), at)) return;
  const granted = random.next() < 0.6;
  did(story, { do: 'decide-exclusion', granted, reason: granted ? '' : '（模拟）现场属实' }, OFFICE, at + hours(1, 40));
}

function personOf(n: number): CasePrivate {
  const phone = `1380000${String(n).padStart(4, '0')}`;
  return { name: '模拟诉求人', phone, address: '模拟住址', text: '（模拟）希望有关部门尽快处理' };
}

function contentOf(
  random: Random,
  district: District,
  received: Moment,
  number: string,
): { content: CaseContent; unit: string | null } | null {
  const [chosen, town] = [pick(random, TOPICS), pick(random, district.towns)];
  if (!chosen || !town) return null;
  const [topic, what, unit, sources] = chosen;
  const source = pick(random, sources) ?? 'complaint';
  // A few places come up again and again.
  const place = `模拟点位${random.next() < 0.35 ? random.whole(1, 2) : random.whole(3, 30)}`;
  const content: CaseContent = {
    source,
    number: source === 'complaint' ? number : '',
    title: `（模拟）${town.short}${place}${what}`,
    topic,
    town: town.id,
    place,
    position: null,
    received,
    channel: source === 'complaint' ? (pick(random, ['telephone', 'telephone', 'wechat', 'web']) ?? null) : null,
    cause: CAUSES[source],
    simulated: true,
  };
  const known = unit !== null && district.units.some(({ id }) => id === unit);
  return { content, unit: known ? unit : town.id };
}

/** A second call about the same thing, merged into the first. */
function repeat(story: Story, state: CaseState, n: number, people: Map<string, CasePrivate>): void {
  const { random, draft, district, until, id } = story;
  const received = state.content.received + Math.round(random.between(1, 6) * DAY_SECONDS);
  if (received > until) return;
  const again = `${id}-2`;
  const content: CaseContent = { ...state.content, number: again, received };
  draft.add(again, decideOpen(content, null, null, district.cases), { by: OFFICE, at: received });
  people.set(again, personOf(n));
  // The newest stay for somebody to decide.
  if (until - received > 10 * DAY_SECONDS) addMerge(draft, again, id);
}

/**
 * The cases of a simulated year up to `today`.
 *
 * @param seed same seed, same cases
 */
export function simulateCases(district: District, year: number, seed: number, today: Day): CaseChange {
  const first = (dayOfDate(year, 1, 2) ?? 0) * DAY_SECONDS;
  const until = Math.round(today * DAY_SECONDS + DAY_BEGINS * HOUR_SECONDS);
  const draft = new Draft(new Map(), { by: OFFICE, at: until });
  const people = new Map<string, CasePrivate>();
  for (let n = 1; n <= CASES; n++) {
    const random = randomOf(seed, 'case', String(n));
    // Somewhat more of them lately, so that every state is on the pages.
    const share = n <= CASES * 0.88 ? random.next() : random.between(0.965, 1);
    const received = Math.round(first + share * (until - first));
    const number = `模拟${String(n).padStart(4, '0')}`;
    const made = contentOf(random, district, received, number);
    if (!made) continue;
    const { content, unit } = made;
    draft.add(number, decideOpen(content, null, null, district.cases), { by: OFFICE, at: received });
    if (content.source === 'complaint') people.set(number, personOf(n));
    const story = { random, draft, district, until, id: number };
    let at = received + Math.round(random.between(0.3, 6) * HOUR_SECONDS);
    if (random.next() < DECLINED) {
      const other = pick(random, district.towns)?.id ?? '';
      did(story, { do: 'dispatch', unit: other, assisting: [], note: '' }, OFFICE, at);
      at += HOUR_SECONDS;
      if (draft.state(number)?.state === 'dispatched') {
        did(story, { do: 'decline', reason: '（模拟）不在本辖区' }, liaisonOf(other, district), at);
      }
      at += HOUR_SECONDS;
    }
    if (unit !== null && draft.state(number)?.state === 'new') handle(story, unit, at);
    const state = draft.state(number);
    if (state && content.source === 'complaint' && random.next() < REPEATED) repeat(story, state, n, people);
  }
  return { entries: draft.entries, private: people };
}
