import { CASE_STATES, districtFolder, loadDistrict, type CaseState } from '@qingshan/campaign';
import { DAY_SECONDS, parseDay } from '@qingshan/kernel';
import { expect, test } from 'vitest';
import { simulateCases } from './simulated-cases.ts';

const district = loadDistrict(districtFolder('mentougou'));
const TODAY = parseDay('2024-10-31') ?? 0;
const { entries, private: people } = simulateCases(district, 2024, 7, TODAY);
const states = new Map<string, CaseState>(entries.map(({ id, after }) => [id, after]));

test('the same seed gives the same cases, another seed others', () => {
  expect(simulateCases(district, 2024, 7, TODAY).entries).toEqual(entries);
  expect(simulateCases(district, 2024, 8, TODAY).entries).not.toEqual(entries);
});

test('every state but withdrawn is shown, and everything says that it is simulated', () => {
  expect(states.size).toBeGreaterThan(300);
  const shown = new Set([...states.values()].map(({ state }) => state));
  expect(CASE_STATES.filter((state) => !shown.has(state))).toEqual(['withdrawn']);
  for (const { content } of states.values()) {
    expect([content.simulated, content.title.startsWith('（模拟）'), content.place.startsWith('模拟')]).toEqual([
      true,
      true,
      true,
    ]);
  }
});

test('nothing happens after today, or out of turn', () => {
  const seen = new Map<string, { at: number; events: number }>();
  for (const { id, expected, events, act } of entries) {
    const before = seen.get(id) ?? { at: 0, events: 0 };
    expect(expected).toBe(before.events);
    const at = act?.at ?? Number.POSITIVE_INFINITY;
    expect(at).toBeGreaterThanOrEqual(before.at);
    expect(at).toBeLessThan((TODAY + 1) * DAY_SECONDS);
    seen.set(id, { at, events: expected + events.length });
  }
});

test('only complaints have a complainant, and none of them is a person', () => {
  for (const [id, person] of people ?? []) {
    expect([states.get(id)?.content.source, person.name]).toEqual(['complaint', '模拟诉求人']);
  }
});
