import { createApplication, type Application, type Registry } from '@qingshan/app';
import { SYSTEM, type Actor } from '@qingshan/campaign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testWorkspace, type TestWorkspace } from './support.ts';

/** How often the log, and the entries of registers, are read. */
const town: Actor = { id: 'p2', name: '龙泉乙', role: 'town', unit: 'mtg-longquan' };
/** Follows the register of bare plots, see registers-loop.test.ts */
const OWN = 'A28-2/mtg-longquan';
const REPORT = `${OWN}/2024-09`;
const PLOT = { id: '1', name: '地块1', town: '龙泉镇', area: 100, kind: '闲置', state: '已治理', treatment: '绿化' };

let it: TestWorkspace;
let reads: { events: number[]; entries: string[] };
let as: (actor: Actor) => Application;

function counted(registry: Registry): Registry {
  return {
    ...registry,
    eventsSince: (id) => {
      reads.events.push(id);
      return registry.eventsSince(id);
    },
    registers: {
      ...registry.registers,
      entries: (register) => {
        reads.entries.push(register);
        return registry.registers.entries(register);
      },
    },
  };
}

beforeAll(async () => {
  it = await testWorkspace(false, '2024-10-08T09:00');
  reads = { events: [], entries: [] };
  const application = createApplication({ ...it.workspace, registry: counted(it.workspace.registry) });
  as = (actor) => application.as(actor);
  await as(SYSTEM).changeDispatch({ do: 'dispatch', assignments: [OWN], share: null, note: '' });
  await as(SYSTEM).signFor({ assignments: [OWN] });
  await as(town).addRegisterEntry('bare-land', { cells: { ...PLOT, done: '2024-05-01' } });
  await as(town).report(REPORT);
});
afterAll(() => it.remove());

test('whoever asks while the log is being read waits for the next reading, which is one for all', async () => {
  reads.events.length = 0;
  await Promise.all(Array.from({ length: 20 }, () => as(town).report(REPORT)));
  expect(reads.events.length).toBeLessThanOrEqual(2);
  // Nothing has happened meanwhile, and only what comes after the last known event is asked for.
  expect(new Set(reads.events).size).toBe(1);
  expect(reads.events[0]).toBeGreaterThan(0);
});

test('what somebody wrote before another asks is in the answer, however many ask', async () => {
  const content = { progress: (await as(town).report(REPORT)).content.progress, problems: '', next: '', evidence: [] };
  for (const [i, text] of ['一', '二', '三'].entries()) {
    const running = Array.from({ length: 5 }, () => as(town).report(REPORT));
    await as(town).writeReport(REPORT, { do: 'save', content: { ...content, text }, seen: i });
    const after = await Promise.all(Array.from({ length: 5 }, () => as(town).report(REPORT)));
    expect(after.map((report) => report.content.text)).toEqual(Array(5).fill(text));
    await Promise.all(running);
  }
});

test('a report changes nothing that registers count: no entry is read again', async () => {
  reads.entries.length = 0;
  const { content, seq } = await as(town).report(REPORT);
  const report = await as(town).writeReport(REPORT, {
    do: 'submit',
    content: { ...content, text: '绿化一块' },
    seen: seq,
  });
  expect(report.content.progress.quantity).toBe('1');
  expect(reads.entries).toEqual([]);
});

test('an entry does', async () => {
  await as(town).addRegisterEntry('bare-land', { cells: { ...PLOT, id: '2', name: '地块2', done: '2024-06-01' } });
  const { rows } = await as(SYSTEM).assignments({ measure: 'A28-2', unit: 'mtg-longquan' });
  expect(rows.map((row) => row.counted?.value)).toEqual(['2']);
});
