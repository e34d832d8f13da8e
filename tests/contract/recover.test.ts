import { recover, type ObservationStore, type Registry } from '@qingshan/app';
import { openObservations } from '@qingshan/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyRegistry } from '../registry.ts';
import { columnsOf, dayOf } from './columns.ts';

const AT = 2_000_000_000;
const BATCH = { source: 'table', files: [], createdAt: AT, received: AT, simulated: false };

let registry: Registry;
let observations: ObservationStore;
beforeAll(async () => {
  [registry, observations] = await Promise.all([emptyRegistry(), openObservations(':memory:')]);
});
afterAll(() => Promise.all([registry.close(), observations.close()]));

test('the registry learns what became of its batches, and the store which series there are', async () => {
  const [series] = await registry.ensureSeries([
    { site: '甲', parameter: 'o3', unit: 'ug/m3', windows: true, simulated: false },
  ]);
  const id = series?.id ?? 0;
  await recover(registry, observations);
  const [lost, stored, undone, done] = [
    await registry.createBatch(BATCH, []),
    await registry.createBatch(BATCH, []),
    await registry.createBatch(BATCH, []),
    await registry.createBatch(BATCH, []),
  ];
  // Killed: before the store had the first, after it had the second, after it had undone the third.
  await observations.commit({ id: stored.id, received: AT }, columnsOf(dayOf(id, 100, [1, 2])));
  await observations.commit({ id: undone.id, received: AT }, columnsOf(dayOf(id, 100, [1, 3, 4])));
  await registry.setBatch(undone.id, { state: 'committed', added: 1, corrected: 1, unchanged: 1 });
  await observations.undo(undone.id, AT + 5);
  await observations.commit({ id: done.id, received: AT }, columnsOf(dayOf(id, 101, [1])));
  await registry.setBatch(done.id, { state: 'committed', added: 1 });

  expect(await recover(registry, observations)).toEqual({
    committed: [stored.id],
    failed: [lost.id],
    undone: [undone.id],
  });
  const counts = { added: 0, corrected: 0, unchanged: 0, undoneAt: null };
  expect(await registry.batches()).toMatchObject([
    { ...counts, state: 'failed' },
    { ...counts, state: 'committed', added: 2 },
    { state: 'undone', undoneAt: AT + 5, added: 1, corrected: 1, unchanged: 1 },
    { ...counts, state: 'committed', added: 1 },
  ]);
  expect(await recover(registry, observations)).toEqual({ committed: [], failed: [], undone: [] });
});
