import type { Clock, JobRun, JobRuns } from '@qingshan/app';
import type { Operations } from '../operations/operations.ts';

/** Work that is done again and again while the server runs. */
export interface Job {
  /** As in metrics and in the registry */
  readonly name: string;
  /** Milliseconds from the end of a run to the next one */
  readonly everyMs: number;
  /** Concerns this process alone; absent: of several processes over one registry one does it */
  readonly ofProcess?: boolean;
  /** Runs at the start when it never ran; absent: `everyMs` after the start */
  readonly atOnce?: boolean;
  /** Whether it may run now; absent: always */
  mayRun?(): boolean;
  run(): Promise<unknown>;
}

/** Jobs that are due are looked for at least this often, so that one is taken over soon from a process that ended. */
const LOOK_MS = 60_000;

/** Last runs that concern one process and end with it. */
function ofThisProcess(): JobRuns {
  let last: JobRun | null = null;
  return { once: async (_, isDue, work) => (isDue(last) ? (last = await work()) : null) };
}

/**
 * Runs a job every now and then, never twice at the same time. One that failed is logged and tried again when it is due.
 *
 * @returns what stops it, after what it is doing
 */
export function startJob(
  job: Job,
  { registry, clock }: { readonly registry: { readonly jobs: JobRuns }; readonly clock: Clock },
  { ran }: Pick<Operations, 'ran'>,
): () => Promise<void> {
  const runs = job.ofProcess ? ofThisProcess() : registry.jobs;
  const started = clock.now();
  const isDue = (last: JobRun | null): boolean => {
    if (last === null && job.atOnce) return true;
    return (clock.now() - (last?.at ?? started)) * 1000 >= job.everyMs;
  };
  const failedWith = (error: unknown): true => {
    console.error(`${job.name}:`, error);
    return true;
  };
  const work = async (): Promise<JobRun> => {
    const failed = await job.run().then(() => false, failedWith);
    ran(job.name, failed);
    return { at: clock.now(), failed };
  };
  let looking: Promise<unknown> | null = null;
  const look = (): void => {
    if (looking !== null || job.mayRun?.() === false) return;
    looking = runs
      .once(job.name, isDue, work)
      .catch((error: unknown) => ran(job.name, failedWith(error)))
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(look, Math.min(job.everyMs, LOOK_MS));
  timer.unref();
  look();
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
