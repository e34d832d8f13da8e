import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** Runs a command that is killed when it is about to say something: by itself, for whoever listens hears it too late. */
export async function killedAt(said: string, args: readonly string[]): Promise<void> {
  const killer = `
    const { stderr } = process;
    const write = stderr.write.bind(stderr);
    stderr.write = (text, ...rest) => {
      if (String(text).includes(${JSON.stringify(said)})) process.kill(process.pid, 'SIGKILL');
      return write(text, ...rest);
    };`;
  const command = ['--import', `data:text/javascript,${encodeURIComponent(killer)}`, MAIN, ...args];
  const child = spawn(process.execPath, command, { stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}
