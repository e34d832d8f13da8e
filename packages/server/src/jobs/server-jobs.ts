import { hasOldFrames, type ApplicationFor, type Workspace } from '@qingshan/app';
import { SYSTEM } from '@qingshan/campaign';
import { DAY_SECONDS, HOUR_SECONDS } from '@qingshan/kernel';
import type { Job } from './start-job.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What the server does by the clock. */
export function serverJobs(application: ApplicationFor, { clock, settings }: Workspace): readonly Job[] {
  const hourNow = () => Math.floor((clock.now() % DAY_SECONDS) / HOUR_SECONDS);
  return [
    {
      // Silence is counted in hours; more often would find nothing more.
      name: 'watch',
      everyMs: 15 * MINUTE_MS,
      run: () => application.as(SYSTEM).watchConditions(),
    },
    {
      // Failed deliveries are tried again minutes later; what was sent today is not sent again.
      name: 'digest',
      everyMs: 5 * MINUTE_MS,
      mayRun: () => hourNow() >= settings.digestHour,
      run: () => application.as(SYSTEM).sendDigests(),
    },
  ];
}

/** Removes what the log of frames of this process keeps no longer. */
export function pruneJob(application: ApplicationFor, workspace: Workspace): Job {
  return {
    name: 'prune',
    everyMs: 6 * HOUR_MS,
    ofProcess: true,
    atOnce: true,
    run: async () => {
      if (await hasOldFrames(workspace)) await application.as(SYSTEM).pruneFrames();
    },
  };
}
