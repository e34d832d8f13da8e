import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveAndDie, randomFrom } from './kill.ts';
import { OWN, SHARED, type RegisterState } from './registers-crash-child.ts';

const CHILD = new URL('registers-crash-child.ts', import.meta.url).pathname;
const KILLS = 6;
const WITHIN_MS = 400;

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-registers-crash-'));
  await mkdir(join(root, 'workspace'));
});
afterAll(() => rm(root, { recursive: true }));

async function live(ms: number | null): Promise<{ found: RegisterState; acknowledged: number }> {
  const life = { script: CHILD, folder: join(root, 'workspace'), from: /^ack/, ms };
  const [found = '{}', ...rest] = await liveAndDie(life);
  const acks = rest.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4)));
  return { found: JSON.parse(found), acknowledged: Math.max(0, ...acks) };
}

/** The imports that are there are there whole, and at least those that were acknowledged are. */
function expectWhole({ imports, shared, own, versions }: RegisterState, acknowledged: number): void {
  expect(imports.length).toBeGreaterThanOrEqual(acknowledged);
  const all = imports.map((_, i) => String(i + 1));
  expect(imports).toEqual(all);
  expect(own).toEqual(Object.fromEntries(all.map((n) => [n, OWN])));
  expect(shared).toEqual(all.length === 0 ? {} : { [String(all.length)]: SHARED });
  expect(versions).toEqual(all.map(Number));
}

test('killed 6 times at any moment after an import, no import is lost or half there', async () => {
  const random = randomFrom(WITHIN_MS);
  let acknowledged = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const life = await live(random() * WITHIN_MS);
    expectWhole(life.found, acknowledged);
    acknowledged = Math.max(acknowledged, life.acknowledged);
  }
  expectWhole((await live(null)).found, acknowledged);
  expect(acknowledged).toBeGreaterThanOrEqual(KILLS);
});
