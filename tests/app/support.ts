import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createApplication, type Clock } from '@qingshan/app';
import type { Actor } from '@qingshan/campaign';
import { parseMoment, type Moment } from '@qingshan/kernel';
import { createServer, initWorkspace, openWorkspace, type OpenWorkspace } from '@qingshan/server';
import type { SourceFile } from '@qingshan/sources';
import { copyOf } from '../template.ts';

/** Whoever works on the data folder by command. */
export const OPERATOR: Actor = { id: 'cli:甲', name: '甲', role: 'system', unit: null };

/** A clock that a test sets. */
export interface TestClock extends Clock {
  set(text: string): void;
}

export function testClock(text: string): TestClock {
  const read = (t: string): Moment => {
    const moment = parseMoment(t);
    if (moment === null) throw new Error(`not a moment: ${t}`);
    return moment;
  };
  let now = read(text);
  return { now: () => now, set: (t) => (now = read(t)) };
}

export interface TestWorkspace {
  readonly workspace: OpenWorkspace;
  readonly clock: TestClock;
  readonly folder: string;
  remove(): Promise<void>;
}

/** Puts a new workspace of the district into a folder. */
export function workspaceInto(folder: string, demonstration: boolean): Promise<void> {
  return copyOf(demonstration ? 'simulated' : 'empty', folder, async (into) => {
    await initWorkspace(into, { district: 'mentougou', demonstration });
  });
}

/** A workspace in a folder of its own, with a clock of its own. */
export async function testWorkspace(demonstration: boolean, now = '2026-01-01T08:00'): Promise<TestWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), 'qingshan-'));
  await workspaceInto(folder, demonstration);
  const clock = testClock(now);
  const workspace = await openWorkspace(folder, { clock });
  return {
    workspace,
    clock,
    folder,
    remove: async () => {
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Real data for tests. With CI set their absence is a failure, otherwise such tests are skipped. */
export const SHARED = join(import.meta.dirname, '../../../shared/data');
export const hasShared = existsSync(SHARED) || process.env['CI'] !== undefined;

export const AIR = join(SHARED, 'air-beijing-hourly');

export function fileAt(path: string): SourceFile {
  return { name: basename(path), open: () => createReadStream(path) };
}

export function fileOf(name: string, text: string): SourceFile {
  return {
    name,
    open: async function* () {
      yield new TextEncoder().encode(text);
    },
  };
}

/** The server as whoever works on the data folder sees it, whatever the request. */
export function operatorServer(workspace: OpenWorkspace): ReturnType<typeof createServer> {
  const application = createApplication(workspace);
  return createServer({ ...application, of: () => application.as(OPERATOR) }, { ...workspace, version: 'test' });
}
