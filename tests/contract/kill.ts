import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'vitest';

/** Numbers in 0..1 that are the same in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

export interface Life {
  readonly script: string;
  readonly folder: string;
  /** What the child is to do; `work` unless said otherwise */
  readonly work?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The line after which its last `ms` begin; the first of all unless said otherwise */
  readonly from?: RegExp;
  /** Absent: it only looks, and ends by itself */
  readonly ms: number | null;
}

/** Starts a child, lets it live for `ms` after it has written a line, kills it, and gives all its lines. */
export async function liveAndDie(life: Life): Promise<string[]> {
  const { script, folder, work = 'work', environment = {}, from = /^\{/, ms } = life;
  const child = spawn(process.execPath, [script, folder, ms === null ? 'look' : work], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const exit = once(child, 'exit');
  const lines: string[] = [];
  let dying: Promise<unknown> | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (ms !== null && from.test(line)) dying ??= setTimeout(ms).then(() => child.kill('SIGKILL'));
  }
  const [code, signal] = await exit;
  expect([code, signal]).toEqual(ms === null ? [0, null] : [null, 'SIGKILL']);
  return lines;
}
