import type { CaseEntry, Registry } from '@qingshan/app';
import {
  decideCase,
  decideOpen,
  evolveCase,
  SYSTEM,
  type Act,
  type CaseCommand,
  type CaseState,
  type District,
  type LoopEvent,
} from '@qingshan/campaign';
import { DAY_SECONDS, HOUR_SECONDS, type Moment } from '@qingshan/kernel';

const AT_ONCE = 2000;
const DAYS = 300;
/** Those of the last days are open, in all states. */
const OPEN_DAYS = 10;
const TOPICS = ['site-dust', 'site-noise', 'fumes', 'industrial-gas', 'burning', 'social-noise', 'water'];

function pick<T>(items: readonly T[], i: number): T {
  const found = items[i % items.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** What happened to one case; nobody complained of any of it. */
function storyOf(district: District, i: number, now: Moment): CaseEntry {
  const id = `负载${String(i).padStart(6, '0')}`;
  const age = i % DAYS;
  const isOpen = age < OPEN_DAYS;
  const received = now - age * DAY_SECONDS - (i % 7) * HOUR_SECONDS;
  const act: Act = { by: SYSTEM, at: received };
  const town = pick(district.towns, i);
  const events: LoopEvent[] = [];
  let state: CaseState | null = null;
  const add = (more: readonly LoopEvent[]): CaseState => {
    for (const { type, data } of more) {
      events.push({ type, data });
      state = evolveCase(id, state, { id: 0, subject: `case:${id}`, seq: events.length, type, data, ...act });
    }
    if (state === null) throw new Error(`${id} did not begin`);
    return state;
  };
  const content = {
    source: 'complaint' as const,
    number: id,
    title: `（负载测试）${town.short}点位${i % 977}`,
    topic: pick(TOPICS, i),
    town: town.id,
    place: `点位${i % 977}`,
    position: null,
    received,
    channel: 'telephone' as const,
    cause: '',
    simulated: true,
  };
  let after = add(decideOpen(content, null, null, district.cases));
  const steps: readonly CaseCommand[] = [
    { do: 'dispatch', unit: town.id, assisting: [], note: '' },
    { do: 'sign' },
    { do: 'submit', result: '（负载测试）', evidence: [] },
    { do: 'accept', remark: '' },
    { do: 'close', remark: '' },
  ];
  for (const [n, step] of steps.entries()) {
    if (isOpen && n >= Math.floor(i / DAYS) % 4) break;
    // Whoever accepts must be another than who submitted.
    const by = n > 2 ? { ...SYSTEM, id: 'system:2' } : SYSTEM;
    after = add(decideCase(after, step, { ...act, by }, district.cases));
  }
  return { id, expected: 0, events, after, act };
}

/** So many cases of a year, most of them closed. */
export async function fillCases(registry: Registry, district: District, count: number, now: Moment): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const entries = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => storyOf(district, from + i, now));
    const people = { name: '负载测试', phone: '', address: '', text: '' };
    const rest = { private: new Map(entries.map(({ id }, i) => [id, { ...people, phone: `139${String(from + i)}` }])) };
    await registry.cases.change({ entries, ...rest }, { by: SYSTEM, at: now });
  }
}

const KINDS = ['idle', 'demolition', 'riverbank', 'corner'];
const STATES = ['待治理', '治理中', '已治理', '已销号'];

/** So many entries of the register of bare land, of all towns. */
export async function fillEntries(registry: Registry, district: District, count: number, now: Moment): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE) {
    const changes = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => {
      const i = from + n;
      const town = pick(district.towns, i);
      const values = {
        id: `负载-${String(i).padStart(6, '0')}`,
        name: `${town.short}负载测试地块${i}`,
        town: town.id,
        area: (i * 37) % 6000,
        kind: pick(KINDS, i),
        state: pick(STATES, i),
        person: '负载测试',
        phone: `139${String(i).padStart(8, '0')}`,
        position: { lon: 115.5 + ((i * 7919) % 50_000) / 100_000, lat: 39.8 + ((i * 104_729) % 30_000) / 100_000 },
        opened: '2024-03-01',
        ...(i % 4 >= 2 ? { treatment: 'greened', done: '2024-08-15' } : {}),
      };
      return { key: values.id, expected: 0, values, withdrawn: false };
    });
    await registry.registers.write('bare-land', changes, { by: SYSTEM, at: now });
  }
}
