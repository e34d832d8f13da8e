import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BLOCK_DAYS, BLOCKS, SITES, type CrashState } from './crash-child.ts';
import { liveAndDie, randomFrom } from './kill.ts';

const CHILD = new URL('crash-child.ts', import.meta.url).pathname;
const KILLS = 20;
const ROWS = SITES.length * BLOCK_DAYS * 24;

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-crash-'));
});
afterAll(() => rm(root, { recursive: true }));

type Work = 'import' | 'refresh';

interface Life {
  readonly found: CrashState;
  readonly acknowledged: readonly number[];
}

async function live(folder: string, work: Work, from: RegExp, ms: number | null): Promise<Life> {
  const life = { script: CHILD, folder: join(root, folder), work, from, ms };
  const [found = '{}', ...rest] = await liveAndDie(life);
  return {
    found: JSON.parse(found),
    acknowledged: rest.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4))),
  };
}

/** Every acknowledged batch is there as a whole, nothing of any other, and both stores say the same. */
function expectWhole({ registry, stored, rows, sums }: CrashState, acknowledged: ReadonlySet<number>): void {
  const ids = stored.map((batch) => batch.id);
  expect(ids).toEqual(expect.arrayContaining([...acknowledged]));
  expect(rows).toEqual(Object.fromEntries(ids.map((id) => [id, ROWS])));
  const states = registry.map(({ id, state }) => ({ id, state }));
  expect(states).toEqual(registry.map(({ id }) => ({ id, state: ids.includes(id) ? 'committed' : 'failed' })));
  expect(registry.filter(({ id }) => ids.includes(id))).toEqual(
    stored.map((batch) => Object.assign({ state: 'committed' }, batch)),
  );
  const newest = (block: number) => ids.findLast((id) => id % BLOCKS === block) ?? 0;
  const days = Array.from({ length: BLOCKS * BLOCK_DAYS }, (_, i) => 24 * newest(Math.floor(i / BLOCK_DAYS)));
  expect(sums).toEqual(SITES.map(() => days));
}

test.concurrent.each([
  { work: 'import' as const, from: /^\{/, within: 300 },
  { work: 'refresh' as const, from: /^refresh/, within: 120 },
])('killed 20 times at any moment of $work', async ({ work, from, within }) => {
  const random = randomFrom(within);
  const acknowledged = new Set<number>();
  // However slow the machine: two of three are killed some time after a batch was acknowledged.
  for (let kill = 0; kill < KILLS; kill++) {
    const life = await live(work, work, kill % 3 === 0 ? from : /^ack /, random() * within);
    expectWhole(life.found, acknowledged);
    for (const id of life.acknowledged) acknowledged.add(id);
  }
  expectWhole((await live(work, work, from, null)).found, acknowledged);
  expect(acknowledged.size).toBeGreaterThan(KILLS / 2);
});
