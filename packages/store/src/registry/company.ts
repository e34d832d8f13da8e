import type { Peers } from '@qingshan/app';
import { sql, type RawBuilder } from 'kysely';
import { inTurnHere } from './in-turn.ts';
import type { Exclusively } from './job-runs.ts';

/** This process among those that may work on the same registry. */
export interface Company {
  /** The name under which it holds a lock as long as it lives; `null`: there are no others */
  readonly process: string | null;
  readonly peers: Peers;
  readonly exclusively: Exclusively;
}

export function alone(): Company {
  const peers = { inTurn: inTurnHere(), tell: async () => undefined, hear: () => () => undefined };
  return { process: null, peers, exclusively: (_, work) => work() };
}

/** First number of the locks by which processes say that they live; the second is the hash of the name. */
export const PROCESS_LOCKS = 7_011_960;

/** Whether the process that a row names has ended. */
export function hasEnded({ process }: Pick<Company, 'process'>, column: string): RawBuilder<boolean> {
  if (process === null) return sql<boolean>`true`;
  return sql<boolean>`NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid::bigint = ${PROCESS_LOCKS} AND objid::bigint = (hashtext(${sql.ref(column)})::bigint & 4294967295))`;
}
