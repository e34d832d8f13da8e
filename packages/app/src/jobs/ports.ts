import type { Moment } from '@qingshan/kernel';

/** How a recurring job last ended. */
export interface JobRun {
  readonly at: Moment;
  readonly failed: boolean;
}

/** The last runs of recurring jobs, of all processes that share them. */
export interface JobRuns {
  /**
   * Runs `work` and keeps what became of it, unless the job is not due by its last run (`null`: it never ran) or another
   * process is running it at this moment. A process that ends while it runs the job leaves it due.
   *
   * @returns the run, `null` when there was none
   */
  once(job: string, isDue: (last: JobRun | null) => boolean, work: () => Promise<JobRun>): Promise<JobRun | null>;
}

/** Those that the registry keeps. */
export interface KeptJobRuns extends JobRuns {
  /** How each job last ended, by its name. */
  last(): Promise<readonly (JobRun & { readonly job: string })[]>;
}
