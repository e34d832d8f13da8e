import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { liveAndDie, randomFrom } from '../contract/kill.ts';

const CHILD = new URL('gateway-crash-child.ts', import.meta.url).pathname;
const KILLS = 20;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'qingshan-gateway-crash-'));
});
afterAll(() => rm(root, { recursive: true }));

test('killed 20 times under load, every answered frame is in the log, once', async () => {
  const random = randomFrom(11);
  const answered = new Set<string>();
  const live = async (ms: number | null): Promise<void> => {
    const folder = join(root, 'frames');
    const [found = '[]', ...lines] = await liveAndDie({
      script: CHILD,
      folder,
      from: /^answered /,
      ms,
    });
    const frames: string[] = JSON.parse(found);
    const there = new Set(frames);
    expect(there.size).toBe(frames.length);
    expect([...answered].filter((one) => !there.has(one))).toEqual([]);
    // A line that the kill cut is no word of an answer.
    for (const line of lines) if (/^answered \w \d{17}$/.test(line)) answered.add(line.slice('answered '.length));
  };
  for (let kill = 0; kill < KILLS; kill++) await live(random() * 120);
  await live(null);
  expect(answered.size).toBeGreaterThan(KILLS);
});
