import { DAY_SECONDS, formatDay } from '@qingshan/kernel';
import type { Workspace } from '../workspace.ts';

export interface Pruned {
  /** Files of the log that were removed */
  readonly segments: number;
  /** The day before which frames may go */
  readonly before: string;
}

function limitOf({ clock, settings }: Workspace): number {
  return Math.floor(clock.now() / DAY_SECONDS) - settings.frameDays;
}

/** Whether there are frames that are kept longer than the workspace says. */
export async function hasOldFrames(workspace: Workspace): Promise<boolean> {
  return (await (await workspace.frames()).prunable(limitOf(workspace) * DAY_SECONDS)) > 0;
}

/** Removes frames that are older than the workspace keeps them and from which observations were made. */
export async function pruneFrames(workspace: Workspace): Promise<Pruned> {
  const day = limitOf(workspace);
  const segments = await (await workspace.frames()).prune(day * DAY_SECONDS);
  return { segments, before: formatDay(day) };
}
