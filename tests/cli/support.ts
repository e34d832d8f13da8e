import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { copyOf } from '../template.ts';

export const MAIN = join(import.meta.dirname, '../../packages/cli/src/main.ts');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Where {
  /** The workspace */
  readonly data?: string;
  readonly cwd?: string;
  readonly input?: string;
}

/** Runs the command line as a process of its own, to its end. */
export function qingshan(args: readonly string[], { data, cwd, input = '' }: Where = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const env = data === undefined ? process.env : { ...process.env, QINGSHAN_DATA: data };
    const child = spawn(process.execPath, [MAIN, ...args], { env, cwd });
    let [out, err] = ['', ''];
    child.stdout.on('data', (d: Buffer) => (out += d.toString()));
    child.stderr.on('data', (d: Buffer) => (err += d.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

/** Puts a new workspace of the district into a folder. */
export function initialise(data: string): Promise<void> {
  return copyOf('mentougou', data, async (into) => {
    const { code, err } = await qingshan(['init', '--district', 'mentougou'], { data: into });
    expect([code, err]).toEqual([0, '']);
  });
}
