import { formatDay, DAY_SECONDS, type Localized } from '@qingshan/kernel';
import { grant, type Rule } from '../people/rule.ts';
import type { Workspace } from '../workspace.ts';
import { limitOf, SCHEDULE } from './schedule.ts';

/** One line of what is kept how long. */
export interface KeptRow {
  readonly id: string;
  readonly text: Localized;
  /** `null`: for ever */
  readonly days: number | null;
  /** What is older than this day goes, 2024-10-31; `null`: nothing */
  readonly before: string | null;
  /** Rows, or files of the log of frames, that are older; `null`: the job does not touch it */
  readonly old: number | null;
  /** Who removes it where that is not the job */
  readonly otherwise: Localized | null;
}

export interface RetentionUseCases {
  /** What is kept how long, and how much is older. Changes nothing. */
  retention(): Promise<readonly KeptRow[]>;
  /** Removes what is older than it is kept; `old` says how much that was. */
  applyRetention(): Promise<readonly KeptRow[]>;
}

async function swept(workspace: Workspace, verb: 'count' | 'remove'): Promise<KeptRow[]> {
  const rows: KeptRow[] = [];
  for (const kept of SCHEDULE) {
    const { id, text, sweep, otherwise = null } = kept;
    const limit = sweep ? limitOf(kept, workspace) : null;
    const old = sweep && limit !== null ? await sweep[verb](workspace, limit) : null;
    const before = limit === null ? null : formatDay(limit / DAY_SECONDS);
    rows.push({ id, text, days: kept.days(workspace.settings), before, old, otherwise });
  }
  return rows;
}

export function retentionUseCases(workspace: Workspace): RetentionUseCases {
  return {
    retention: () => swept(workspace, 'count'),
    applyRetention: () => swept(workspace, 'remove'),
  };
}

type RetentionPolicy = {
  readonly [K in keyof RetentionUseCases]: Rule<
    Parameters<RetentionUseCases[K]>,
    Awaited<ReturnType<RetentionUseCases[K]>>
  >;
};

/** Who may do what about what is kept; part of the one policy. */
export const RETENTION_POLICY: RetentionPolicy = {
  retention: {
    area: 'people',
    text: { zh: '看各类数据保存多久', en: 'See what is kept how long' },
    who: grant(['auditor', 'administrator', 'system']),
  },
  applyRetention: {
    area: 'people',
    text: { zh: '清理过了保存期的数据', en: 'Remove what is no longer kept' },
    who: grant(['system']),
    command: {
      action: 'retention',
      subject: () => 'workspace',
      detail: (_, rows) =>
        Object.fromEntries(rows.flatMap(({ id, before, old }) => (old ? [[id, { before, removed: old }]] : []))),
    },
  },
};
